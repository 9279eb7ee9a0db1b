import { mostWholePixels, mostWholeSide } from "../pyramid/plan-levels.ts";
import { subDirectories, type TiffDirectory } from "./read-ifd.ts";
import { readTiffPage, type TiffPage } from "./tiff-page.ts";

/** A page that is read in tiles, by its size alone. */
const isHuge = (page: TiffPage) => page.columns * page.rows > mostWholePixels;

/** A page whose smaller copies are worth looking for. */
export const isLarge = (page: TiffPage) => isHuge(page) || Math.max(page.columns, page.rows) > mostWholeSide;

/** Sides agree with the main page's to 2 %, or to the pixel that rounding takes. */
function sameAspect(page: TiffPage, main: TiffPage): boolean {
  const rows = (main.rows * page.columns) / main.columns;
  return Math.abs(rows - page.rows) <= Math.max(1.5, 0.02 * rows);
}

/** The same picture, smaller: samples of the same kind, laid out like the main page's. */
function isSmallerCopy(page: TiffPage, main: TiffPage): boolean {
  return (
    page.tiled === main.tiled &&
    page.samples === main.samples &&
    page.bits === main.bits &&
    page.type === main.type &&
    (page.photometric === main.photometric || [page.photometric, main.photometric].every(isColor)) &&
    page.columns < 0.75 * main.columns &&
    page.rows < 0.75 * main.rows &&
    sameAspect(page, main)
  );
}

/** RGB and YCbCr come out alike, and slides mix them. */
const isColor = (photometric: number) => photometric === 2 || photometric === 6;

/** NewSubfileType of the picture of the whole glass that slide scanners add. */
const macro = 9;

async function readable(directory: TiffDirectory): Promise<TiffPage | null> {
  return readTiffPage(directory).catch(() => null);
}

/**
 * The smaller copies of a page, largest first: those in its SubIFDs (TIFF technical note 1; OME-TIFF), and, of `others` in the main
 * chain, those marked as reduced (NewSubfileType bit 0) or tiled like it at its aspect, as SVS has them.
 */
export async function reducedPages(
  main: TiffPage,
  others: readonly TiffPage[],
): Promise<readonly TiffPage[]> {
  const found: TiffPage[] = [];
  for (const directory of await subDirectories(main.directory)) {
    const page = await readable(directory);
    if (page && isSmallerCopy(page, main)) found.push(page);
  }
  for (const page of others) {
    const marked = (page.subfileType & 1) === 1 && (page.subfileType & 4) === 0 && page.subfileType !== macro;
    const slide = main.tiled && page.subfileType === 0;
    if ((marked || slide) && isSmallerCopy(page, main)) found.push(page);
  }
  found.sort((a, b) => b.columns - a.columns);
  // Two copies of nearly one size are one level.
  return found.filter((page, index) => index === 0 || page.columns < 0.9 * (found[index - 1]?.columns ?? 0));
}

/** Whether a page is read in tiles: too large for one piece, or large and with smaller copies beside it. */
export const needsTiles = (page: TiffPage, reduced: readonly TiffPage[]) =>
  isHuge(page) || (reduced.length > 0 && isLarge(page));
