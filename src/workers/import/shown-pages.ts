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
