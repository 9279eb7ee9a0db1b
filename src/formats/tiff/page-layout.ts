import { FormatError } from "../format-error.ts";
import type { TiffPage } from "./tiff-page.ts";

/** One strip or tile: where it lies in the page, and in the file. A length of 0 is a hole: all zero. */
export interface TiffChunk {
  readonly index: number;
  readonly column: number;
  readonly row: number;
  /** Size as stored: tiles at the edge are full, the last strip is not. */
  readonly columns: number;
  readonly rows: number;
  /** Which sample, for planar 2; else 0. */
  readonly plane: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** Decoded bytes that one compressed byte may become at most: Deflate reaches 1,032, LZW 1,366. */
const maxRatio = 1_500;
/** A page with holes may announce more than it holds, up to this. */
const maxSparseBytes = 1 << 30;

/**
 * The chunks of a page in file order. Checks the announced size against the bytes present before anything is allocated. Errors:
 * {@link FormatError}.
 */
export function pageChunks(page: TiffPage): TiffChunk[] {
  const across = Math.ceil(page.columns / page.chunkColumns);
  const down = Math.ceil(page.rows / page.chunkRows);
  const planes = page.planar === 2 ? page.samples : 1;
  const needed = across * down * planes;
  if (page.offsets.length < needed) {
    throw new FormatError(
      "truncated",
      `${needed} strips or tiles`,
      `${page.offsets.length}`,
      page.directory.offset,
    );
  }
  const present = page.byteCounts.slice(0, needed).reduce((sum, count) => sum + count, 0);
  const announced = (page.columns * page.rows * page.samples * page.bits) / 8;
  const jpeg = page.compression === 6 || page.compression === 7;
  const limit = Math.max(maxSparseBytes, present * (jpeg ? 100 : maxRatio));
  if (announced > limit) {
    throw new FormatError(
      "too-large",
      `an image of at most ${limit} bytes`,
      `${announced}`,
      page.directory.offset,
    );
  }
  const chunks: TiffChunk[] = [];
  for (let index = 0; index < needed; index++) {
    const inPlane = index % (across * down);
    const row = Math.floor(inPlane / across) * page.chunkRows;
    chunks.push({
      index,
      column: (inPlane % across) * page.chunkColumns,
      row,
      columns: page.chunkColumns,
      rows: page.tiled ? page.chunkRows : Math.min(page.chunkRows, page.rows - row),
      plane: Math.floor(index / (across * down)),
      offsetBytes: page.offsets[index] ?? 0,
      lengthBytes: page.byteCounts[index] ?? 0,
    });
  }
  return chunks;
}
