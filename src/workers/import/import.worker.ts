import type { ImportCalls } from "../../domain/calls/import-calls.ts";
import { openMainDatabase } from "../../storage/database.ts";
import { openQuarantineDatabase } from "../../storage/quarantine-database.ts";
import { browserCodecAssets } from "../codecs/browser-assets.ts";
import { makeCodecs } from "../codecs/codecs.ts";
import { browserOcrAssets } from "../ocr/browser-ocr.ts";
import { makeWordReader } from "../ocr/word-reader.ts";
import { serve } from "../serve.ts";
import { makePipelineLoader, pipelinesBaseUrl } from "../wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../wasm/own-pipelines.ts";
import type { ImportContext } from "./import-context.ts";
import { makeKeyHolder } from "./key-holder.ts";
import { makeImport } from "./make-import.ts";
import { tidyStores } from "./tidy-stores.ts";

const database = openMainDatabase();
const holder = makeKeyHolder(database);
const context: ImportContext = {
  database,
  quarantine: openQuarantineDatabase(),
  pipelines: makeOwnPipelines(makePipelineLoader(pipelinesBaseUrl())),
  codecs: makeCodecs(browserCodecAssets()),
  reader: makeWordReader(browserOcrAssets()),
  keys: holder.keys,
  now: () => new Date().toISOString(),
};

serve<ImportCalls>(makeImport(context, holder));

// The next import mends the rows of its own series, too.
void tidyStores(context).catch(() => undefined);
