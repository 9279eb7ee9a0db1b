import type { SniffedFile } from "./expand-files.ts";
import type { ImportContext } from "./import-context.ts";
import { makeRangedFile } from "./ranged-file.ts";
import { RefusedError } from "./refused-file.ts";
import { makeWholeFile, type WorkFile } from "./work-file.ts";

/** Cleaning a file in memory holds input and output there. */
const defaultMostWhole = 1 << 30;
/** Above this DICOM and TIFF are read by range: in memory cleaning takes five times a file, and a tablet ends a page of 1 GB. */
const defaultRangedAbove = 64 << 20;

const deflatedSyntax = "1.2.840.10008.1.2.1.99";

/** From how many bytes on a file is read by range. */
export const rangedAbove = ({ rangedAbove = defaultRangedAbove }: ImportContext): number => rangedAbove;

/** How many bytes may be in memory as a whole. */
export const mostWhole = ({ mostWhole = defaultMostWhole }: ImportContext): number => mostWhole;

/** Whether a file can be cleaned without being in memory: not one in a zip, nor one that is inflated as a whole. */
export async function canBeRanged(file: SniffedFile): Promise<boolean> {
  if (!file.ranged || (file.kind !== "dicom" && file.kind !== "tiff")) return false;
  if (file.kind === "tiff") return true;
  const head = await file.source.read(0, Math.min(file.size, 4096));
  return !String.fromCharCode(...head).includes(deflatedSyntax);
}

/** A file to import, in memory. Throws RefusedError `too-large`. */
export async function openWhole(file: SniffedFile, context: ImportContext): Promise<WorkFile> {
  if (file.size > mostWhole(context))
    throw new RefusedError("too-large", `${file.size} bytes that can only be read as a whole`);
  return makeWholeFile(await file.read(), context.pipelines);
}

/** A file to import, read by range where it is large. */
export async function openFile(file: SniffedFile, context: ImportContext): Promise<WorkFile> {
  return file.size > rangedAbove(context) && (await canBeRanged(file))
    ? makeRangedFile(file.source, context.pipelines, context)
    : openWhole(file, context);
}

/** What ends a file that is read by range and may not end it in memory. */
const onlyRanged = new Set(["too-large", "markers-not-parsed", "unsupported-pixels", "encapsulated-pixels"]);

/** Whether a file that was refused when read by range is worth another try in memory. */
export const mayBeWhole = (file: SniffedFile, context: ImportContext, reason: unknown): boolean =>
  file.size <= mostWhole(context) &&
  reason instanceof Error &&
  "code" in reason &&
  onlyRanged.has(String(reason.code));
