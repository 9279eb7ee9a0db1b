import type { ExportCalls } from "../../domain/calls/export-calls.ts";
import { exportReport } from "../../domain/export-report.ts";
import { say } from "../../domain/said.ts";
import { toolVersion } from "../../domain/tool.ts";
import { FormatError } from "../../formats/format-error.ts";
import { openMainDatabase } from "../../storage/database.ts";
import { browserCodecAssets } from "../codecs/browser-assets.ts";
import { makeCodecs } from "../codecs/codecs.ts";
import { PlainError, refusedCall, serve } from "../serve.ts";
import { makeDatasetReader } from "./dataset-reader.ts";
import { makeFolderSink } from "./folder-sink.ts";
import { pacedProgress } from "./paced-progress.ts";
import { runExport } from "./run-export.ts";
import { makeZipSink } from "./zip-sink.ts";

const database = openMainDatabase();
const codecs = makeCodecs(browserCodecAssets());

/** What went wrong, for the person: the disk, the folder, an image; the rest is told as internal. */
function plain(reason: unknown): unknown {
  if (reason instanceof FormatError) return refusedCall(reason);
  if (reason instanceof DOMException && reason.name === "QuotaExceededError")
    return new PlainError("no-space", say`The disk is full. Free some space, then export again.`);
  if (reason instanceof DOMException && reason.name === "InvalidModificationError")
    return new PlainError("name-taken", say`A folder of that name is already there. Choose another name.`);
  if (reason instanceof DOMException && reason.name === "NotAllowedError")
    return new PlainError(
      "not-allowed",
      say`The browser may not write into that folder. Choose another, or save a zip.`,
    );
  return reason;
}

/** The commit that the build names (`VITE_COMMIT=<40 hex> npm run build`); null for a build that names none. */
const builtFrom = (commit: unknown): string | null =>
  typeof commit === "string" && /^[0-9a-f]{40}$/.test(commit) ? commit : null;

serve<ExportCalls>({
  export: async ({ options, folder }, { signal, progress }) => {
    try {
      const result = await runExport(
        {
          database,
          reader: makeDatasetReader(database, codecs, signal),
          toolVersion,
          toolCommit: builtFrom(import.meta.env.VITE_COMMIT),
          openSink: (name) =>
            folder instanceof FileSystemDirectoryHandle ? makeFolderSink(folder, name) : makeZipSink(name),
          progress: pacedProgress(progress, () => performance.now()),
          signal,
        },
        options,
      );
      return exportReport(result);
    } catch (reason) {
      throw plain(reason);
    }
  },
});
