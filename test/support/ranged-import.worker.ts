import { openMainDatabase } from "../../src/storage/database.ts";
import { deriveProjectKeys } from "../../src/storage/keys.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { browserCodecAssets } from "../../src/workers/codecs/browser-assets.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import type { ImportContext } from "../../src/workers/import/import-context.ts";
import { makeImport } from "../../src/workers/import/make-import.ts";
import { tidyStores } from "../../src/workers/import/tidy-stores.ts";
import { browserOcrAssets } from "../../src/workers/ocr/browser-ocr.ts";
import { makeWordReader } from "../../src/workers/ocr/word-reader.ts";
import { serve } from "../../src/workers/serve.ts";
import { makePipelineLoader, pipelinesBaseUrl } from "../../src/workers/wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";

// The import worker under a fixed key, in stores that carry its name; those called "ranged" and "files" read every file by
// range, and "files" gives every image a file of its own, the others none; "packs" puts every series into packs.
const { name } = globalThis as unknown as { readonly name: string };
const keys = deriveProjectKeys(new Uint8Array(32).fill(7));
const context: ImportContext = {
  database: openMainDatabase(`import-${name}`),
  quarantine: openQuarantineDatabase(`import-${name}-quarantine`),
  pipelines: makeOwnPipelines(makePipelineLoader(pipelinesBaseUrl())),
  codecs: makeCodecs(browserCodecAssets()),
  reader: makeWordReader(browserOcrAssets()),
  keys: () => keys,
  now: () => "2026-01-01T00:00:00.000Z",
  ...(name === "ranged" || name === "files" ? { rangedAbove: 0 } : {}),
  fileAbove: name === "files" ? 0 : Number.POSITIVE_INFINITY,
  packAbove: name === "packs" ? 0 : Number.POSITIVE_INFINITY,
};

serve(makeImport(context));
void tidyStores(context).catch(() => undefined);
