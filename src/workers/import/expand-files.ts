import type { LostFile, RefusedFile } from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";
import { inflateBounded } from "../../formats/raw/inflate-bounded.ts";
import type { RawKind } from "../../formats/raw/raw-image.ts";
import { type DiscIndex, readDiscIndex } from "./disc-index.ts";
import { bytesPatienceMs } from "./patience.ts";
import { RefusedError, refusalFrom, refusedFile } from "./refused-file.ts";
import { sniff } from "./sniff.ts";
import { fromLoader, type SourceFile } from "./source-file.ts";
import { readZipDirectory, readZipEntry, type ZipEntry } from "./zip-directory.ts";

/** A file that may be an image. */
export interface SniffedFile extends SourceFile {
  readonly kind: "dicom" | "tiff" | RawKind;
  /** Where the data files begin behind a header of its own; null where header and samples are one file. */
  readonly dataAt: number | null;
  /** Place among the chosen files, then inside each zip: the same for the same files. */
  readonly fileId: string;
}

/** How a walk is followed and what it passes over. */
export interface Walk {
  readonly signal: CancelSignal;
  /** Files that ended a worker before. */
  readonly lost: readonly LostFile[];
  /** Told before each file that is opened. */
  readonly beat: (fileId: string, name: string, patienceMs: number) => void;
}

/** Limits against archives that are made to fill a device. */
const deepest = 3;
const mostEntryBytes = 1 << 30;
/** No image of this size is so empty. */
const honestBytes = 64 << 20;
const honestRatio = 200;

/** What a walk found, and what it could not take. */
export interface Expanded {
  readonly files: SniffedFile[];
  /** No image by themselves: perhaps the samples of a header beside them (`pair-files.ts`). */
  readonly loose: SourceFile[];
  readonly refused: RefusedFile[];
  readonly discs: DiscIndex[];
}

const isBomb = ({ bytes, packedBytes }: Pick<ZipEntry, "bytes" | "packedBytes">) =>
  bytes > mostEntryBytes || (bytes > honestBytes && bytes > packedBytes * honestRatio);

async function entriesOf(zip: SourceFile, depth: number): Promise<SourceFile[]> {
  if (depth >= deepest) throw new FormatError("too-large", `zips at most ${deepest} deep`, "a deeper one");
  // A nested zip is read once; one on disk by range.
  const source = depth === 0 ? zip.source : memorySource(await zip.read());
  const entries = await readZipDirectory(source);
  // Entries that share their bytes are how a small file becomes a huge one.
  if (entries.reduce((sum, entry) => sum + entry.packedBytes, 0) > source.lengthBytes) {
    throw new FormatError("too-large", "entries that lie apart", "entries that overlap");
  }
  // The entry that was read last: a first look reads one several times.
  let last: { readonly entry: ZipEntry; readonly bytes: Promise<Uint8Array<ArrayBuffer>> } | null = null;
  return entries.map((entry) =>
    fromLoader(`${zip.path}/${entry.name}`, entry.bytes, async () => {
      if (isBomb(entry))
        throw new FormatError("too-large", "an entry of honest size", "one that grows without measure");
      if (last?.entry !== entry) last = { entry, bytes: readZipEntry(source, entry) };
      return last.bytes;
    }),
  );
}

/** The file in a gzip stream, whose last four bytes say how long it is (RFC 1952 2.3.1). */
async function unpacked(file: SourceFile, depth: number): Promise<SourceFile> {
  if (depth >= deepest)
    throw new FormatError("too-large", `archives at most ${deepest} deep`, "a deeper one");
  const end = await file.source.read(file.size - 4, 4);
  const bytes = new DataView(end.buffer, end.byteOffset, 4).getUint32(0, true);
  if (isBomb({ bytes, packedBytes: file.size }))
    throw new FormatError("too-large", "an archive of honest size", "one that grows without measure");
  return fromLoader(file.path, bytes, async () => inflateBounded(await file.read(), bytes, 0));
}

/** Adds a file, or what an archive holds, to `into`. One bad file is listed and the others go on. */
export async function expandFile(
  file: SourceFile,
  into: Expanded,
  walk: Walk,
  fileId: string,
  depth = 0,
): Promise<void> {
  walk.signal.throwIfAborted();
  try {
    const lost = walk.lost.find((one) => one.fileId === fileId);
    if (lost) throw new RefusedError(lost.code);
    walk.beat(fileId, file.path, bytesPatienceMs(file.ranged ? 0 : file.size));
    const kind = await sniff(file);
    if (kind === "skip") return;
    if (kind === "disc") {
      const index = await readDiscIndex(file);
      if (index) into.discs.push(index);
      return;
    }
    if (kind === "gzip") await expandFile(await unpacked(file, depth), into, walk, `${fileId}/0`, depth + 1);
    else if (kind === "zip") {
      const entries = await entriesOf(file, depth);
      for (const [at, entry] of entries.entries())
        await expandFile(entry, into, walk, `${fileId}/${at}`, depth + 1);
    } else if (kind === "other") into.loose.push(file);
    else into.files.push({ ...file, kind, dataAt: null, fileId });
  } catch (reason) {
    walk.signal.throwIfAborted();
    into.refused.push(refusedFile(file.path, refusalFrom(reason)));
  }
}
