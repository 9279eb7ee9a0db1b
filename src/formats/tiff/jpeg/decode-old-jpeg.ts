import { FormatError } from "../../format-error.ts";
import type { TiffChunk } from "../page-layout.ts";
import type { TiffPage } from "../tiff-page.ts";
import { decodeJpegPart, type JpegPlanes } from "./decode-jpeg.ts";
import { type JpegFrame, type JpegScan, type JpegTables, readJpegHeaders } from "./jpeg-headers.ts";
import type { OldJpeg } from "./old-jpeg.ts";

/** The frame that the tags of a page stand for: chroma subsampled as tag 530 says, table n for component n. */
function frameOfTags(page: TiffPage, chunk: TiffChunk): JpegFrame {
  const count = page.planar === 2 ? 1 : page.samples;
  const subsampled = page.photometric === 6 && count === 3;
  return {
    marker: 0xc0,
    precision: 8,
    columns: chunk.columns,
    rows: chunk.rows,
    components: Array.from({ length: count }, (_, index) => ({
      id: index,
      across: subsampled && index === 0 ? page.subsampling[0] : 1,
      down: subsampled && index === 0 ? page.subsampling[1] : 1,
      quantization: page.planar === 2 ? chunk.plane : index,
    })),
  };
}

function scanOfTags(page: TiffPage, chunk: TiffChunk, frame: JpegFrame): JpegScan {
  return {
    components: frame.components.map((_, index) => {
      const table = page.planar === 2 ? chunk.plane : index;
      return { index, dc: table, ac: table };
    }),
  };
}

const copyOf = (tables: JpegTables): JpegTables => ({
  quantization: [...tables.quantization],
  dc: [...tables.dc],
  ac: [...tables.ac],
});

/** Which bytes of the file a strip's or tile's data are: for a page of one chunk, the whole interchange stream. */
export function oldJpegRange(old: OldJpeg, page: TiffPage, chunk: TiffChunk): readonly [number, number] {
  const end = chunk.offsetBytes + chunk.lengthBytes;
  const scanAt = old.stream?.scanAt ?? null;
  if (!old.stream || scanAt === null) return [chunk.offsetBytes, end];
  const whole = page.chunkRows >= page.rows && page.chunkColumns >= page.columns && page.planar === 1;
  if (whole) return [scanAt, Math.max(old.stream.end, end)];
  // The first strip may count the headers of the stream as its own.
  const insideHeaders = chunk.offsetBytes >= old.stream.begin && chunk.offsetBytes < scanAt;
  return [insideHeaders ? scanAt : chunk.offsetBytes, end];
}

/**
 * Decodes the entropy-coded data of a strip or tile of compression 6, which may also be a whole stream of its own. Every strip
 * begins as after a restart marker. Errors: FormatError.
 */
export function decodeOldJpeg(bytes: Uint8Array, old: OldJpeg, page: TiffPage, chunk: TiffChunk): JpegPlanes {
  const tables = copyOf(old.tables);
  let { frame, scan, restartInterval } = old;
  let from = 0;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const own = readJpegHeaders(bytes, tables, 0, frame);
    if (own.scanAt === null) throw new FormatError("parse-error", "JPEG data in a strip", "headers only");
    frame = own.frame;
    scan = own.scan;
    restartInterval = own.restartInterval > 0 ? own.restartInterval : restartInterval;
    from = own.scanAt;
  }
  const described = frame ?? frameOfTags(page, chunk);
  const sized = { ...described, columns: chunk.columns, rows: chunk.rows };
  return decodeJpegPart({
    bytes,
    from,
    frame: sized,
    scan: scan ?? scanOfTags(page, chunk, sized),
    tables,
    restartInterval,
  });
}
