import { openMainDatabase } from "../../src/storage/database.ts";
import { openProjectKeys } from "../../src/storage/keys.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { browserCodecAssets } from "../../src/workers/codecs/browser-assets.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { makeImport } from "../../src/workers/import/make-import.ts";
import { browserOcrAssets } from "../../src/workers/ocr/browser-ocr.ts";
import { makeWordReader } from "../../src/workers/ocr/word-reader.ts";
import { serve } from "../../src/workers/serve.ts";
import { makePipelineLoader, pipelinesBaseUrl } from "../../src/workers/wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";

// In stores of its own: other test files fill the usual ones at the same time.
// The import worker with one planted fault: a file that carries this text is never done.
const marker = new TextEncoder().encode("HANG-HERE");
const database = openMainDatabase("import-hang");
const pipelines = makeOwnPipelines(makePipelineLoader(pipelinesBaseUrl()));
const holds = (bytes: Uint8Array) =>
  bytes.some((_, at) => marker.every((byte, offset) => bytes[at + offset] === byte));

serve(
  makeImport({
    database,
    quarantine: openQuarantineDatabase("import-hang-quarantine"),
    pipelines: {
      ...pipelines,
      inspectDicom: (file) => {
        while (file instanceof Uint8Array && holds(file)) {
          // for ever
        }
        return pipelines.inspectDicom(file);
      },
    },
    codecs: makeCodecs(browserCodecAssets()),
    reader: makeWordReader(browserOcrAssets()),
    keys: () => openProjectKeys(database),
    now: () => new Date().toISOString(),
  }),
);
