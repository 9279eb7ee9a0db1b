import type { TiffPlan, TiffPlanPage } from "../../domain/deid/tiff-plan.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import { readTiff } from "../../formats/tiff/read-ifd.ts";
import { isSidePage, readTiffPage, type TiffPage } from "../../formats/tiff/tiff-page.ts";

/** A page that a person can look at, with the offset of its directory. */
export interface ShownPage {
  readonly at: number;
  readonly page: TiffPage;
}

/** The pages that `openTiffPixels` hands out as frames, in its order: what a reviewer has seen. */
export async function shownPages(source: ByteSource): Promise<readonly ShownPage[]> {
  const shown: ShownPage[] = [];
  for (const directory of (await readTiff(source)).directories) {
    const page = await readTiffPage(directory).catch(() => null);
    if (!page || isSidePage(page)) continue;
    const first = shown[0]?.page;
    const same =
      !first ||
      (["columns", "rows", "type", "bits", "samples", "photometric"] as const).every(
        (key) => page[key] === first[key],
      );
    if (same) shown.push({ at: directory.offset, page });
  }
  return shown;
}

/** A page that goes. */
export const dropPage = (page: TiffPlanPage): TiffPlanPage => ({
  ...page,
  action: "drop",
  tags: [],
  description: null,
});

/** A smaller copy of the largest page, or a mask. */
export const isCopyOfPage = ({ why }: TiffPlanPage): boolean => why === "pyramid" || why === "mask";

const isInside = (page: TiffPlanPage, other: TiffPlanPage) => page.path.startsWith(`${other.path}/`);

/**
 * The plan without pictures of another size or kind than those that are shown, and their number: what nobody is shown, nobody searches
 * for text. Copies stay where the page at `largestAt`, of which they are copies, is shown.
 */
export function withoutUnseen(
  plan: TiffPlan,
  shown: readonly ShownPage[],
  largestAt: number | undefined,
): { readonly plan: TiffPlan; readonly leftOutPages: number } {
  const seen = new Set(shown.map(({ at }) => at));
  const pictures = plan.pages.filter((page) => page.action === "keep" && !isCopyOfPage(page));
  const unseen = pictures.filter(({ at }) => !seen.has(at));
  // Nothing can be shown: what opens the file says why.
  if (unseen.length === pictures.length) return { plan, leftOutPages: 0 };
  const copiesStay = unseen.every(({ at }) => at !== largestAt);
  const goes = (page: TiffPlanPage) =>
    (isCopyOfPage(page) && !copiesStay) || unseen.some((other) => other === page || isInside(page, other));
  const pages = plan.pages.map((page) => (page.action === "keep" && goes(page) ? dropPage(page) : page));
  return { plan: { ...plan, pages }, leftOutPages: unseen.length };
}

/** The facts of an image of whose file so many pages are not in it. */
export const withLeftOut = (facts: ImageFacts, leftOutPages: number | undefined): ImageFacts =>
  leftOutPages ? { ...facts, leftOutPages } : facts;
