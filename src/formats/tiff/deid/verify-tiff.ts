import { tiffAllowedTags } from "../../../domain/deid/tiff-allowed-tags.ts";
import type { TiffIndex, TiffPage } from "../../../domain/deid/tiff-index.ts";
import type { TiffPlan } from "../../../domain/deid/tiff-plan.ts";
import type { ByteView } from "../../byte-view.ts";
import type { CopiesFrom } from "../../copies-from.ts";
import { numberOf, textOf } from "./tiff-values.ts";

/** A TIFF with its index. */
export interface IndexedTiff {
  readonly index: TiffIndex;
  readonly bytes: ByteView;
}

const allowed = new Set([...tiffAllowedTags, 270]);
/** Tags that the rewrite lays out anew. */
const laidOut = new Set([273, 279, 324, 325, 330]);
/** JPEG and JPEG 2000 streams lose their comments, so their bytes may differ. */
const streams = new Set([6, 7, 33003, 33004, 33005, 34712]);

function sameChunks(source: TiffPage, output: TiffPage, copies: CopiesFrom): boolean {
  return output.chunks.every((chunk, i) => {
    const original = source.chunks[i];
    return original?.len === chunk.len && copies(original.at, chunk.at, chunk.len);
  });
}

/** Compares bytes in memory. */
const comparesBytes =
  (source: ByteView, output: ByteView): CopiesFrom =>
  (sourceAt, outputAt, length) => {
    const from = source.subarray(sourceAt, sourceAt + length);
    const to = output.subarray(outputAt, outputAt + length);
    for (let at = 0; at < length; at++) if (from[at] !== to[at]) return false;
    return true;
  };

/**
 * Compares a rewritten TIFF, inspected anew, with its plan: the kept pages in order, planned tags only, the planned
 * description, equal chunks where nothing was blanked (of a large file, `copies` tells). Returns the path of the first difference, or null.
 */
export function tiffDifference(
  plan: TiffPlan,
  source: IndexedTiff,
  output: IndexedTiff,
  copies: CopiesFrom = comparesBytes(source.bytes, output.bytes),
): string | null {
  const kept = plan.pages
    .map((page, i) => ({ page, original: source.index.pages[i] }))
    .filter(({ page }) => page.action === "keep");
  if (output.index.pages.length !== kept.length) return "pages";
  for (const [i, { page, original }] of kept.entries()) {
    const written = output.index.pages[i];
    if (!written || !original) return page.path;
    const native = page.native !== undefined;
    const planned = new Set<number>([...page.tags, ...laidOut, ...(page.description === null ? [] : [270])]);
    if (native) for (const tag of [258, 259, 262, 277, 278, 284]) planned.add(tag);
    const stray = written.entries.find((entry) => !planned.has(entry.tag) || !allowed.has(entry.tag));
    if (stray) return `${page.path}/${stray.tag}`;
    if (page.description !== null && textOf(written, 270, output.bytes) !== page.description)
      return `${page.path}/270`;
    const changed = native || page.boxes.length > 0 || streams.has(numberOf(original, 259, 1));
    if (!changed && !sameChunks(original, written, copies)) return `${page.path}/pixels`;
  }
  return null;
}
