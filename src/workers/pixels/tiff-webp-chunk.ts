import { FormatError } from "../../formats/format-error.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import { webpFacts } from "../../formats/tiff/webp-facts.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";

/** The compression number that libtiff gave to WebP. */
export const webp = 50001;

/** Throws unless the tags of a WebP page are those of RGB or RGBA bytes, the only samples that WebP has. */
export function checkWebpPage({ bits, samples, sampleFormat, planar }: TiffPage): void {
  if (bits === 8 && sampleFormat === 1 && planar === 1 && (samples === 3 || samples === 4)) return;
  throw new FormatError(
    "unsupported-pixels",
    "WebP of 3 or 4 samples of 8 bits",
    `${samples} × ${bits} bits${planar === 1 ? "" : ", planar"}`,
  );
}

/** Decodes a WebP strip or tile; it must be as large as the page says. Errors: FormatError. */
export async function fromWebp(
  bytes: Uint8Array,
  page: TiffPage,
  { columns, rows }: TiffChunk,
  codecs: Codecs,
): Promise<ChunkPixels> {
  const said = webpFacts(bytes);
  if (said.columns !== columns || said.rows !== rows)
    throw new FormatError(
      "parse-error",
      `a WebP stream of ${columns} × ${rows}`,
      `${said.columns} × ${said.rows}`,
    );
  const { rgba } = await codecs.decodeWebp(bytes);
  if (page.samples === 4) return { columns, rows, samples: 4, pixels: rgba };
  const pixels = new Uint8Array(columns * rows * 3);
  for (let pixel = 0; pixel < columns * rows; pixel++) {
    for (let band = 0; band < 3; band++) pixels[pixel * 3 + band] = rgba[pixel * 4 + band] ?? 0;
  }
  return { columns, rows, samples: 3, pixels };
}
