import type { Breath } from "../../domain/cancel.ts";
import type { DatasetSink } from "./sink.ts";

/**
 * A sink whose every file is a chance for a cancel to get through: an archive in the private file system is written and read without a
 * turn of the event loop, so that thousands of files would pass before the message is heard (export-and-workflow X7).
 */
export function heedfulSink(sink: DatasetSink, breathe: Breath): DatasetSink {
  return {
    ...sink,
    async write(path, parts) {
      await breathe();
      await sink.write(path, parts);
    },
    async read(path) {
      await breathe();
      return sink.read(path);
    },
    async *pieces(path) {
      for await (const piece of sink.pieces(path)) {
        await breathe();
        yield piece;
      }
    },
  };
}
