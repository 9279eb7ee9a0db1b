import type { SampleType } from "../../domain/samples.ts";
import { FormatError } from "../format-error.ts";
import { type OldJpeg, readOldJpeg } from "./jpeg/old-jpeg.ts";
import { logarithmicSamples } from "./logarithmic-page.ts";
import { type TiffDirectory, tagBytes, tagCount, tagNumbers } from "./read-ifd.ts";
import { plainYcbcr, type YcbcrMeaning } from "./ycbcr-to-rgb.ts";

/** The tags of one page that its pixels need (TIFF 6.0 sections 3–22). */
export interface TiffPage {
  readonly directory: TiffDirectory;
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  /** Bits of each sample in the file. */
  readonly bits: number;
  /** Smallest type that holds a sample; half floats and 64-bit integers are widened to f32 and f64. */
  readonly type: SampleType;
  readonly sampleFormat: number;
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  /** 2: every sample has its own chunks. */
  readonly planar: number;
  readonly fillOrder: number;
  readonly tiled: boolean;
  /** Size of a chunk: a tile, or a strip as wide as the page. */
  readonly chunkColumns: number;
  readonly chunkRows: number;
  /** Where the chunks lie; both empty where there are so many that they are looked up when asked for (`chunk-table.ts`). */
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  /** Tags of the offsets and of the byte counts: tiles, or strips. */
  readonly chunkTags: readonly [offsets: number, byteCounts: number];
  /** How many offsets the page has. */
  readonly chunkCount: number;
  readonly colorMap: readonly number[];
  readonly jpegTables: Uint8Array | null;
  /** Tables and headers of compression 6; null for others. */
  readonly oldJpeg: OldJpeg | null;
  readonly ycbcr: YcbcrMeaning;
  /** Where the first row and column are seen: 1 to 8 (TIFF 6.0 section 8); stored samples stay as in the file. */
  readonly orientation: number;
  /** Whether the chunks are SGILog data; `bits`, `type`, `samples` and `photometric` are those of what comes out of them. */
  readonly logarithmic: boolean;
  /** Chroma subsampling, horizontal then vertical. */
  readonly subsampling: readonly [number, number];
  /** T4Options bit 0: lines of CCITT G3 may be coded against the one above. */
  readonly faxTwoDimensional: boolean;
  /** NewSubfileType, or its old form: 1 reduced resolution, 4 mask. */
  readonly subfileType: number;
  /** Pixels per unit, horizontal then vertical; 0 unknown. */
  readonly resolution: readonly [number, number];
}

const tag = {
  newSubfileType: 254,
  subfileType: 255,
  columns: 256,
  rows: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  orientation: 274,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  t4Options: 292,
  yResolution: 283,
  planar: 284,
  predictor: 317,
  colorMap: 320,
  tileColumns: 322,
  tileRows: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
  jpegTables: 347,
  coefficients: 529,
  subsampling: 530,
  blackWhite: 532,
} as const;

/** LZW, Deflate (both numbers), ZSTD, LZMA. */
const hasPredictor = new Set([5, 8, 32946, 50000, 34925]);

function typeOf(bits: number, sampleFormat: number): SampleType {
  if (sampleFormat === 3) {
    if (bits === 16 || bits === 32) return "f32";
    if (bits === 64) return "f64";
    throw new FormatError("unsupported-pixels", "float samples of 16, 32 or 64 bits", `${bits}`);
  }
  if (sampleFormat > 4 || bits < 1) {
    throw new FormatError(
      "unsupported-pixels",
      "integer or float samples",
      `format ${sampleFormat}, ${bits} bits`,
    );
  }
  if (bits === 64) return "f64";
  if (bits > 32) throw new FormatError("unsupported-pixels", "at most 32 bits, or 64", `${bits}`);
  const signed = sampleFormat === 2;
  if (bits <= 8) return signed ? "i8" : "u8";
  if (bits <= 16) return signed ? "i16" : "u16";
  return signed ? "i32" : "u32";
}

function onlyOne(values: readonly number[], fallback: number, what: string): number {
  const first = values[0] ?? fallback;
  if (values.some((value) => value !== first)) {
    throw new FormatError("unsupported-pixels", `one ${what} for all samples`, "several");
  }
  return first;
}

/** Strips may lack their sizes: then each reaches to the next one or to the end of the file. */
function countsFor(offsets: readonly number[], counts: readonly number[], end: number): readonly number[] {
  if (counts.length >= offsets.length) return counts;
  return offsets.map((offset, index) => {
    const next = offsets[index + 1] ?? end;
    return counts[index] ?? Math.max(0, (next > offset ? next : end) - offset);
  });
}

/** More chunks than this are not listed on opening a page. */
const mostListedChunks = 1 << 20;

/**
 * Sizes of the chunks, or none. Sizes that the file is cut off before are missed; a tag that claims more of them than the whole
 * file could hold is damage that other readers take for empty chunks, and so do we.
 */
function readableCounts(directory: TiffDirectory, name: number, read: readonly number[]): readonly number[] {
  const entry = directory.entries.get(name);
  if (!entry || entry.count === 0 || read.length > 0) return read;
  if (entry.count > directory.source.lengthBytes) return [0];
  throw new FormatError("truncated", "the sizes of strips or tiles inside the file", "none", entry.offset);
}

/** Tags 529 and 532; values that no picture can mean count as absent. */
async function ycbcrOf(directory: TiffDirectory): Promise<YcbcrMeaning> {
  const usable = (values: readonly number[], count: number) =>
    values.length === count && values.every((value) => Number.isFinite(value));
  const [red = 0, green = 0, blue = 0, ...others] = await tagNumbers(directory, tag.coefficients);
  const range = await tagNumbers(directory, tag.blackWhite);
  return {
    luma:
      usable([red, green, blue, ...others], 3) && green > 0
        ? [Math.fround(red), Math.fround(green), Math.fround(blue)]
        : plainYcbcr.luma,
    range: usable(range, 6) ? range.map((value) => Math.fround(value)) : plainYcbcr.range,
  };
}

/** Reads the tags of a page; {@link FormatError} when they make no image. */
export async function readTiffPage(directory: TiffDirectory): Promise<TiffPage> {
  const numbers = (name: number) => tagNumbers(directory, name);
  const one = async (name: number, fallback: number) => (await numbers(name))[0] ?? fallback;
  const columns = await one(tag.columns, 0);
  const rows = await one(tag.rows, 0);
  if (columns < 1 || rows < 1) {
    throw new FormatError(
      "unsupported-pixels",
      "at least one row and column",
      `${columns} × ${rows}`,
      directory.offset,
    );
  }
  const announced = await one(tag.samples, 1);
  if (announced < 1 || announced > 64) {
    throw new FormatError(
      "unsupported-pixels",
      "1 to 64 samples per pixel",
      `${announced}`,
      directory.offset,
    );
  }
  const compression = await one(tag.compression, 1);
  const log = logarithmicSamples(compression, await one(tag.photometric, 1));
  const samples = log?.samples ?? announced;
  const own = async (name: number, fallback: number, what: string) =>
    onlyOne((await numbers(name)).slice(0, samples), fallback, what);
  const bits = log?.bits ?? (await own(tag.bits, 1, "bit depth"));
  const sampleFormat = log?.sampleFormat ?? (await own(tag.sampleFormat, 1, "sample format"));
  const tiled = directory.entries.has(tag.tileOffsets) || directory.entries.has(tag.tileColumns);
  const rowsPerStrip = await one(tag.rowsPerStrip, rows);
  const chunkColumns = tiled ? await one(tag.tileColumns, 0) : columns;
  const chunkRows = tiled ? await one(tag.tileRows, 0) : Math.min(rows, Math.max(1, rowsPerStrip));
  if (chunkColumns < 1 || chunkRows < 1) {
    throw new FormatError(
      "unsupported-pixels",
      "a tile size",
      `${chunkColumns} × ${chunkRows}`,
      directory.offset,
    );
  }
  // Some writers give strip tags for tiles.
  const has = (name: number) => tagCount(directory, name) > 0;
  const chunkTags = [
    tiled && has(tag.tileOffsets) ? tag.tileOffsets : tag.stripOffsets,
    tiled && has(tag.tileByteCounts) ? tag.tileByteCounts : tag.stripByteCounts,
  ] as const;
  const chunkCount = tagCount(directory, chunkTags[0]);
  const listed = chunkCount <= mostListedChunks;
  const offsets = listed ? await numbers(chunkTags[0]) : [];
  const counts = listed ? readableCounts(directory, chunkTags[1], await numbers(chunkTags[1])) : [];
  const [across = 2, down = 2] = await numbers(tag.subsampling);
  const oldType = await one(tag.subfileType, 1);
  const orientation = await one(tag.orientation, 1);
  return {
    directory,
    columns,
    rows,
    samples,
    bits,
    type: typeOf(bits, sampleFormat),
    sampleFormat,
    photometric: log?.photometric ?? (await one(tag.photometric, samples >= 3 ? 2 : 1)),
    logarithmic: log !== null,
    compression,
    // A predictor belongs to the compression: without one that has it, the tag means nothing (libtiff reads it so).
    predictor: hasPredictor.has(compression) ? await one(tag.predictor, 1) : 1,
    planar: samples > 1 ? await one(tag.planar, 1) : 1,
    fillOrder: await one(tag.fillOrder, 1),
    tiled,
    chunkColumns,
    chunkRows,
    chunkTags,
    chunkCount,
    offsets,
    byteCounts: countsFor(offsets, counts, directory.source.lengthBytes),
    colorMap: await numbers(tag.colorMap),
    jpegTables: compression === 7 ? await tagBytes(directory, tag.jpegTables) : null,
    oldJpeg: compression === 6 ? await readOldJpeg(directory) : null,
    ycbcr: await ycbcrOf(directory),
    orientation: Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? orientation : 1,
    subsampling: [across, down],
    faxTwoDimensional: ((await one(tag.t4Options, 0)) & 1) === 1,
    subfileType: directory.entries.has(tag.newSubfileType)
      ? await one(tag.newSubfileType, 0)
      : oldType === 2
        ? 1
        : 0,
    resolution: [await one(tag.xResolution, 0), await one(tag.yResolution, 0)],
  };
}

/** A smaller copy of another page, or a mask for one: no image of its own (TIFF 6.0, NewSubfileType). */
export const isSidePage = (page: TiffPage) => (page.subfileType & 5) !== 0;
