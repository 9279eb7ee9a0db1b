import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { FormatError } from "../../formats/format-error.ts";
import { chunkBytes } from "../../formats/tiff/chunk-samples.ts";
import { makeChunkTable } from "../../formats/tiff/chunk-table.ts";
import { displayPage } from "../../formats/tiff/display-page.ts";
import { maxRatioOf, type TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { checkDecodable, chunkPhotometric, decodeChunk } from "./decode-chunk.ts";
import type { LevelCell, StoredLevel } from "./stored-level.ts";

/** Uncompressed chunks above this are read in bands of about this size. */
const bandBytes = 2 << 20;

/** A compressed chunk is decoded in one piece: above this it is refused. */
const mostChunkBytes = 1 << 29;

/** Planes that a screen needs of a page with planar samples: CMYK takes four, colour three. */
function planesOf(page: TiffPage): number {
  if (page.planar !== 2) return 1;
  const wanted = page.photometric === 5 ? 4 : [2, 6, 8].includes(page.photometric) ? 3 : 1;
  return Math.min(page.samples, wanted);
}

/** Throws where a chunk could not hold what it announces, or is too large to decode. */
function checkChunk(page: TiffPage, chunk: TiffChunk, announced: number): void {
  const limit = Math.min(mostChunkBytes, chunk.lengthBytes * maxRatioOf(page));
  if (announced <= limit) return;
  throw new FormatError(
    "too-large",
    `a strip or tile of at most ${limit} bytes`,
    `${announced} announced`,
    chunk.offsetBytes,
  );
}

/** One page as a level that is read cell by cell: a cell is a strip or tile, or a band of a large uncompressed one. */
export function tiffLevel(page: TiffPage, codecs: Codecs): StoredLevel {
  checkDecodable(page);
  const { columns, rows, chunkColumns, chunkRows, photometric } = page;
  const across = Math.ceil(columns / chunkColumns);
  const down = Math.ceil(rows / chunkRows);
  const planes = planesOf(page);
  const needed = across * down * (page.planar === 2 ? page.samples : 1);
  if (page.chunkCount < needed) {
    throw new FormatError(
      "truncated",
      `${needed} strips or tiles`,
      `${page.chunkCount}`,
      page.directory.offset,
    );
  }
  const place = makeChunkTable(page);
  const rowBytes = chunkBytes(page, chunkColumns, 1);
  const plain = page.compression === 1 && photometric !== 6;
  const bandRows =
    plain && rowBytes * chunkRows > 2 * bandBytes ? Math.max(1, Math.floor(bandBytes / rowBytes)) : chunkRows;
  const bands = Math.ceil(chunkRows / bandRows);

  const storedOf = (width: number, height: number, pixels: StoredFrame["pixels"], samples: number) => ({
    columns: width,
    rows: height,
    samples,
    type: page.type,
    pixels,
    halfChroma: false,
    photometric: chunkPhotometric(page),
  });
  const blank = newSamples(page.type, page.samples);
  const zero = displayPage(storedOf(1, 1, blank, page.samples), page);

  const chunkOf = async (cell: LevelCell, plane: number): Promise<TiffChunk> => {
    const band = cell.key % bands;
    const inPlane = Math.floor(cell.key / bands);
    const index = plane * across * down + inPlane;
    const { offsetBytes, lengthBytes } = await place(index);
    const chunkRow = Math.floor(inPlane / across) * chunkRows;
    const stored = page.tiled ? chunkRows : Math.min(chunkRows, rows - chunkRow);
    const base = { index, column: cell.left, row: cell.top, columns: chunkColumns, plane, offsetBytes };
    if (bands === 1 || lengthBytes === 0) return { ...base, rows: stored, lengthBytes };
    const bandHeight = Math.min(bandRows, stored - band * bandRows);
    return {
      ...base,
      rows: bandHeight,
      offsetBytes: offsetBytes + band * bandRows * rowBytes,
      lengthBytes: bandHeight * rowBytes,
    };
  };

  /** Samples in the page's own type: a JPEG stream may have come in another. */
  const typed = (pixels: StoredFrame["pixels"]) => {
    const out = newSamples(page.type, pixels.length);
    if (out.constructor === pixels.constructor) return pixels;
    out.set(pixels as never);
    return out;
  };

  const readCell = async (cell: LevelCell): Promise<DisplayFrame | null> => {
    let whole: StoredFrame | null = null;
    for (let plane = 0; plane < planes; plane++) {
      const chunk = await chunkOf(cell, plane);
      if (chunk.lengthBytes === 0) continue;
      const announced = chunkBytes(page, chunk.columns, chunk.rows);
      checkChunk(
        page,
        chunk,
        photometric === 6 ? announced / (page.subsampling[0] * page.subsampling[1]) : announced,
      );
      const part = await decodeChunk(page, chunk, codecs);
      if (!part) continue;
      if (page.planar !== 2) {
        return displayPage(storedOf(part.columns, part.rows, typed(part.pixels), part.samples), page);
      }
      whole ??= storedOf(
        part.columns,
        part.rows,
        newSamples(page.type, part.columns * part.rows * planes),
        planes,
      );
      const count = Math.min(part.pixels.length / part.samples, whole.pixels.length / planes);
      for (let pixel = 0; pixel < count; pixel++)
        whole.pixels[pixel * planes + plane] = part.pixels[pixel * part.samples] ?? 0;
    }
    return whole ? displayPage(whole, page) : null;
  };

  return {
    columns,
    rows,
    samples: zero.samples,
    type: zero.type,
    fill: [...zero.pixels],
    inStrips: across === 1,
    cellsIn: (region) => {
      const cells: LevelCell[] = [];
      const firstColumn = Math.floor(region.left / chunkColumns);
      const lastColumn = Math.floor((region.right - 1) / chunkColumns);
      const firstRow = Math.floor(region.top / chunkRows);
      const lastRow = Math.floor((region.bottom - 1) / chunkRows);
      for (let chunkRow = firstRow; chunkRow <= lastRow; chunkRow++) {
        for (let band = 0; band < bands; band++) {
          const top = chunkRow * chunkRows + band * bandRows;
          const bottom = Math.min(top + bandRows, (chunkRow + 1) * chunkRows);
          if (bottom <= region.top || top >= region.bottom) continue;
          for (let column = firstColumn; column <= lastColumn; column++) {
            const key = (chunkRow * across + column) * bands + band;
            const left = column * chunkColumns;
            cells.push({ key, left, top, right: left + chunkColumns, bottom });
          }
        }
      }
      return cells;
    },
    readCell,
  };
}
