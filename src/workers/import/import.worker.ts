import type { ImportCalls } from "../../domain/calls/import-calls.ts";
import { openMainDatabase, openQuarantineDatabase } from "../../storage/database.ts";
import { mainParts } from "../../storage/instances.ts";
import { heldParts } from "../../storage/quarantine.ts";
import { sweepParts } from "../../storage/unfinished.ts";
import { browserCodecAssets } from "../codecs/browser-assets.ts";
import { makeCodecs } from "../codecs/codecs.ts";
import { browserOcrAssets } from "../ocr/browser-ocr.ts";
import { makeWordReader } from "../ocr/word-reader.ts";
import { serve } from "../serve.ts";
import { makePipelineLoader, pipelinesBaseUrl } from "../wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../wasm/own-pipelines.ts";
import { makeKeyHolder } from "./key-holder.ts";
import { makeImport } from "./make-import.ts";
import { repairSeries } from "./repair-series.ts";

const database = openMainDatabase();
const quarantine = openQuarantineDatabase();
const holder = makeKeyHolder(database);

serve<ImportCalls>(
  makeImport(
    {
      database,
      quarantine,
      pipelines: makeOwnPipelines(makePipelineLoader(pipelinesBaseUrl())),
      codecs: makeCodecs(browserCodecAssets()),
      reader: makeWordReader(browserOcrAssets()),
      keys: holder.keys,
      now: () => new Date().toISOString(),
    },
    holder,
  ),
);

// The page asks for held images at its start, so this runs after a crash. The next import does it too, for its own series.
void repairSeries(database).catch(() => undefined);
for (const parts of [mainParts(database), heldParts(quarantine)])
  void sweepParts(parts).catch(() => undefined);
