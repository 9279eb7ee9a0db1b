import type { ExportCalls } from "../../src/domain/calls/export-calls.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { browserCodecAssets } from "../../src/workers/codecs/browser-assets.ts";
import { makeCodecs } from "../../src/workers/codecs/codecs.ts";
import { makeDatasetReader } from "../../src/workers/export/dataset-reader.ts";
import { runExport } from "../../src/workers/export/run-export.ts";
import { makeZipSink } from "../../src/workers/export/zip-sink.ts";
import { serve } from "../../src/workers/serve.ts";

// The export worker, but in the store whose name stands in `folder`: other test files fill the usual one at the same time.
serve<ExportCalls>({
  export: ({ options, folder }, { signal, progress }) => {
    const name = String(folder);
    const database = openMainDatabase(name);
    return runExport(
      {
        database,
        reader: makeDatasetReader(database, makeCodecs(browserCodecAssets()), signal),
        toolVersion: "0.1.0",
        openSink: (title) => makeZipSink(title, name),
        progress,
        signal,
      },
      options,
    ).finally(() => database.close());
  },
});
