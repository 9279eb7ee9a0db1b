import type { TiffPage } from "./tiff-page.ts";

/** Bytes of an uncompressed YCbCr chunk with subsampled chroma: blocks of h × v luma and one pair of chroma (section 21). */
export function ycbcrChunkBytes(page: TiffPage, columns: number, rows: number): number {
  const [across, down] = page.subsampling;
  return Math.ceil(columns / across) * Math.ceil(rows / down) * (across * down + 2);
}

/** Spreads subsampled chroma: one Y Cb Cr triple a pixel, 8 bits. */
export function spreadChroma(
  bytes: Uint8Array,
  page: TiffPage,
  columns: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  const [across, down] = page.subsampling;
  const out = new Uint8Array(columns * rows * 3);
  const blocks = Math.ceil(columns / across);
  const size = across * down + 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = (Math.floor(row / down) * blocks + Math.floor(column / across)) * size;
      const to = (row * columns + column) * 3;
      out[to] = bytes[block + (row % down) * across + (column % across)] ?? 0;
      out[to + 1] = bytes[block + size - 2] ?? 0;
      out[to + 2] = bytes[block + size - 1] ?? 0;
    }
  }
  return out;
}
