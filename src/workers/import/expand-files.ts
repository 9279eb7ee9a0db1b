import type { RefusedFile } from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";
import { refusalFrom, refusedFile } from "./refused-file.ts";
import { sniff } from "./sniff.ts";
import { fromLoader, type SourceFile } from "./source-file.ts";
import { readZipDirectory, readZipEntry } from "./zip-directory.ts";

/** A file that may be an image. */
export interface SniffedFile extends SourceFile {
  readonly kind: "dicom" | "tiff";
}

/** Limits against archives that are made to fill a device. */
const deepest = 3;
const mostEntryBytes = 1 << 30;
const mostRatio = 1100;

/** What a walk found, and what it could not take. */
export interface Expanded {
  readonly files: SniffedFile[];
  readonly refused: RefusedFile[];
}

async function entriesOf(zip: SourceFile, depth: number): Promise<SourceFile[]> {
  if (depth >= deepest) throw new FormatError("too-large", `zips at most ${deepest} deep`, "a deeper one");
  // A nested zip is read once; one on disk by range.
  const source = depth === 0 ? zip.source : memorySource(await zip.read());
  return (await readZipDirectory(source)).map((entry) =>
    fromLoader(`${zip.path}/${entry.name}`, entry.bytes, async () => {
      if (entry.bytes > mostEntryBytes || entry.bytes > entry.packedBytes * mostRatio + 65_536) {
        throw new FormatError("too-large", "an entry of honest size", "one that grows without measure");
      }
      return readZipEntry(source, entry);
    }),
  );
}

/** Adds a file, or what a zip holds, to `into`. One bad file is listed and the others go on. */
export async function expandFile(
  file: SourceFile,
  into: Expanded,
  signal: CancelSignal,
  depth = 0,
): Promise<void> {
  signal.throwIfAborted();
  try {
    const kind = await sniff(file);
    if (kind === "skip") return;
    if (kind === "zip") {
      for (const entry of await entriesOf(file, depth)) await expandFile(entry, into, signal, depth + 1);
    } else if (kind === "other") throw new FormatError("not-an-image", "", "no DICOM and no TIFF");
    else into.files.push({ ...file, kind });
  } catch (reason) {
    signal.throwIfAborted();
    into.refused.push(refusedFile(file.path, refusalFrom(reason)));
  }
}
