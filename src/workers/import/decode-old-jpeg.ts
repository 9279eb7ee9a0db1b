import type { TiffPlan, TiffPlanPage } from "../../domain/deid/tiff-plan.ts";
import { openTiffPixels } from "../pixels/open-tiff-pixels.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";
import { shownPages } from "./shown-pages.ts";
import type { WorkFile } from "./work-file.ts";

/** A plan with what its decoded pages are made of; null where every page keeps its own data. */
export interface DecodedPlan {
  readonly plan: TiffPlan;
  readonly native: Uint8Array | null;
}

const oldJpeg = 6;

/**
 * Gives kept pages of the retired JPEG scheme as samples: their streams, tables and comments lie scattered through the file, and
 * none of it is copied. Pages of that kind that are not shown go.
 */
export async function decodeOldJpegPages(
  plan: TiffPlan,
  { source, ranged }: WorkFile,
  context: ImportContext,
): Promise<DecodedPlan> {
  const shown = await shownPages(source);
  if (!shown.some(({ page }) => page.compression === oldJpeg)) return { plan, native: null };
  if (ranged) throw new RefusedError("too-large", "pages in the retired JPEG scheme");
  const opened = await openTiffPixels(source, context.codecs);
  const parts: Uint8Array[] = [];
  let total = 0;
  const pages: TiffPlanPage[] = [];
  for (const planned of plan.pages) {
    const frameIndex = shown.findIndex((one) => one.at === planned.at);
    const page = shown[frameIndex]?.page;
    if (planned.action === "drop" || page?.compression !== oldJpeg) {
      pages.push(planned);
      continue;
    }
    const { pixels } = await opened.stored(frameIndex);
    const part = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const photometric = page.photometric === 6 ? 2 : page.photometric;
    const native = {
      at: total,
      len: part.length,
      bitsPerSample: 8,
      samples: page.samples,
      photometric,
    } as const;
    parts.push(part);
    total += part.length;
    pages.push({ ...planned, native });
  }
  const native = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    native.set(part, at);
    at += part.length;
  }
  return { plan: { ...plan, pages }, native };
}
