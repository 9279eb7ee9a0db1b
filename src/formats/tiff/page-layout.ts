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

/** Decoded bytes that one stored byte may become at most, by compression. */
const maxRatios: Readonly<Record<number, number>> = {
  1: 1,
  2: 20_000,
  3: 20_000,
  4: 60_000,
  5: 1_366,
  6: 1_000,
  7: 1_000,
  8: 1_033,
  32766: 64,
  32771: 20_000,
  32773: 64,
  32809: 64,
  32946: 1_033,
  33003: 40_000,
  33004: 40_000,
  33005: 40_000,
  34676: 80,
  34677: 1,
  34712: 40_000,
  34887: 100_000,
  34925: 8_000,
  50000: 40_000,
  50001: 40_000,
};
/** A page with holes may announce more than it holds, up to this. */
const maxSparseBytes = 1 << 30;

/** Decoded bytes that one stored byte of the page may become at most. */
export const maxRatioOf = (page: TiffPage) => maxRatios[page.compression] ?? 1_366;

/** Throws `too-large` when the page announces more than its bytes can become. */
function checkAnnounced(page: TiffPage, needed: number): void {
  const { lengthBytes } = page.directory.source;
  const counts = page.byteCounts.slice(0, needed);
  const present = counts.reduce((sum, count) => sum + Math.min(count, lengthBytes), 0);
  const ratio = maxRatioOf(page);
  const limit = Math.max(counts.includes(0) ? maxSparseBytes : 0, Math.min(present, lengthBytes) * ratio);
  const halved = page.photometric === 6 ? page.subsampling[0] * page.subsampling[1] : 1;
  const announced = (page.columns * page.rows * page.samples * page.bits) / 8 / halved;
  if (announced <= limit) return;
  throw new FormatError(
    "too-large",
    `an image of at most ${limit} bytes`,
    `${announced} announced`,
    page.directory.offset,
  );
}

/**
 * The chunks of a page in file order. Checks the announced size against the bytes present before anything is allocated. Errors:
 * {@link FormatError}.
 */
export function pageChunks(page: TiffPage): TiffChunk[] {
  const across = Math.ceil(page.columns / page.chunkColumns);
  const down = Math.ceil(page.rows / page.chunkRows);
  const planes = page.planar === 2 ? page.samples : 1;
  const needed = across * down * planes;
  if (page.offsets.length === 0 && page.chunkCount >= needed) {
    throw new FormatError("too-large", "a page that is read whole", `${needed} strips or tiles`);
  }
  if (page.offsets.length < needed) {
    throw new FormatError(
      "truncated",
      `${needed} strips or tiles`,
      `${page.offsets.length}`,
      page.directory.offset,
    );
  }
  checkAnnounced(page, needed);
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
