import type { PixelRisk } from "../../../domain/deid/plan.ts";
import type { TiffPage } from "../../../domain/deid/tiff-index.ts";
import { entryOf, numberOf } from "./tiff-values.ts";

/** Colour or 8 bits: a screen, a camera or a scanner may have written text into it (deidentification 3.9b). */
export function tiffRisk(pages: readonly TiffPage[]): {
  readonly class: PixelRisk;
  readonly signs: readonly string[];
} {
  const signs = new Set<string>();
  for (const page of pages) {
    const photometric = numberOf(page, 262, 1);
    if (photometric > 1 && photometric !== 4) signs.add("color");
    if ((entryOf(page, 258)?.values ?? [1]).some((bits) => bits <= 8)) signs.add("8-bit");
  }
  return signs.size > 0 ? { class: "HIGH", signs: [...signs] } : { class: "MEDIUM", signs: [] };
}
