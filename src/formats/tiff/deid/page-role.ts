import type { TiffPage } from "../../../domain/deid/tiff-index.ts";
import type { TiffPageReason } from "../../../domain/deid/tiff-plan.ts";
import type { ByteView } from "../../byte-view.ts";
import { numberOf, textOf } from "./tiff-values.ts";

const words: readonly (readonly [TiffPageReason, RegExp])[] = [
  ["label", /\blabel\b/i],
  ["macro", /\b(macro|overview)\b/i],
  ["thumbnail", /\bthumbnail\b/i],
];

const texts = [270, 285];
const width = (page: TiffPage) => numberOf(page, 256);
const height = (page: TiffPage) => numberOf(page, 257);

/** The page that the others are measured by: the largest. */
export function mainPage(pages: readonly TiffPage[]): TiffPage | undefined {
  return [...pages].sort((a, b) => width(b) * height(b) - width(a) * height(a))[0];
}

function sameAspect(a: TiffPage, b: TiffPage): boolean {
  const [left, right] = [width(a) / height(a), width(b) / height(b)];
  return Math.abs(left - right) <= 0.02 * Math.max(left, right);
}

/**
 * What a page is. Slide scanners put the label with the patient's name, and pictures of the whole slide, among the pages: those
 * are told by word, by subfile type, or by being small and untiled beside a tiled main page, never by position
 * (deidentification 3.9).
 */
export function pageRole(page: TiffPage, main: TiffPage, bytes: ByteView): TiffPageReason {
  if (width(page) === 0 || height(page) === 0 || page.chunks.length === 0) return "unknown";
  if (page === main) return "image";
  const said = words.find(([, word]) => texts.some((tag) => word.test(textOf(page, tag, bytes))));
  if (said) return said[0];
  const subfile = numberOf(page, 254);
  const scanner = textOf(main, 270, bytes).startsWith("Aperio");
  if (scanner && subfile === 1 && !page.tiled) return "label";
  if (subfile === 9) return "macro";
  if ((subfile & 4) !== 0) return "mask";
  const reduced = (subfile & 1) !== 0 || numberOf(page, 255) === 2 || page.path.includes("/");
  const smaller = width(page) < width(main) || height(page) < height(main);
  if (main.tiled && !page.tiled && smaller)
    return reduced && sameAspect(page, main) ? "thumbnail" : "ambiguous";
  if (reduced && smaller) return sameAspect(page, main) ? "pyramid" : "ambiguous";
  return "image";
}
