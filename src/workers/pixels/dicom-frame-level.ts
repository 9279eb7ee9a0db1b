import type { ImageFacts } from "../../domain/image-facts.ts";
import { displayFrame } from "../../formats/dicom/display-frame.ts";
import { type FrameLocation, nativeRange } from "../../formats/dicom/frames.ts";
import { nativeFrame } from "../../formats/dicom/native-frame.ts";
import type { PixelDescription } from "../../formats/dicom/pixel-description.ts";
import type { DicomFile } from "../../formats/dicom/read-dicom.ts";
import { interleave, newSamples } from "../../formats/dicom/sample-arrays.ts";
import type { FrameReader } from "./slide-level.ts";
import type { LevelCell, StoredLevel } from "./stored-level.ts";

/** Bytes of a band of native rows that is read at once. */
const bandBytes = 2 << 20;

/** Bits of a row of one plane (PS3.5 8.1). */
function rowBits(description: PixelDescription): number {
  const { columns, samples, bitsAllocated, halfChroma, planar } = description;
  return columns * (halfChroma ? 2 : planar === 1 ? 1 : samples) * bitsAllocated;
}

/**
 * One large frame as a level: native ones in bands of rows, read by range; a codestream is decoded whole by `read`, once for all
 * its tiles.
 */
export function dicomFrameLevel(
  file: DicomFile,
  description: PixelDescription,
  location: FrameLocation,
  facts: ImageFacts,
  read: () => ReturnType<FrameReader>,
): StoredLevel {
  const { columns, rows, samples, halfChroma, planar } = description;
  const native = file.syntax.codec === "native";
  const bits = rowBits(description);
  // Bands of eight rows begin where the first one did in its byte, and in its word.
  const bandRows = native ? Math.max(8, Math.floor((bandBytes * 8) / bits / 8) * 8) : rows;
  const planes = planar === 1 && !halfChroma ? samples : 1;
  const start = ((location.fragments[0]?.offset ?? 0) - (file.pixels?.offset ?? 0)) * 8 + location.firstBit;

  const readPlane = async (plane: number, top: number, own: PixelDescription) => {
    const from = start + (plane * rows + top) * bits;
    const { offset, length, firstBit } = nativeRange(file, from, own.rows * bits);
    return nativeFrame(await file.source.read(offset, length), own, {
      littleEndian: file.syntax.littleEndian,
      wordSwapped: file.pixels?.vr === "OW",
      firstBit,
    });
  };
  const readBand = async ({ top }: LevelCell) => {
    const height = Math.min(bandRows, rows - top);
    const own = { ...description, rows: height };
    if (planes === 1) return displayFrame(await readPlane(0, top, own), own);
    // Each plane for itself: it may begin inside a word.
    const first = await readPlane(0, top, { ...own, samples: 1, planar: 0 });
    const pixels = newSamples(first.type, first.pixels.length * samples);
    pixels.set(first.pixels);
    for (let plane = 1; plane < planes; plane++)
      pixels.set(
        (await readPlane(plane, top, { ...own, samples: 1, planar: 0 })).pixels,
        plane * first.pixels.length,
      );
    return displayFrame({ ...first, samples, pixels: interleave(pixels, first.type, samples) }, own);
  };

  return {
    columns,
    rows,
    samples: facts.samples,
    type: facts.type,
    fill: [0],
    inStrips: true,
    cellsIn: (region) => {
      const cells: LevelCell[] = [];
      for (let band = Math.floor(region.top / bandRows); band * bandRows < region.bottom; band++) {
        const top = band * bandRows;
        cells.push({ key: band, left: 0, top, right: columns, bottom: Math.min(rows, top + bandRows) });
      }
      return cells;
    },
    readCell: native ? readBand : () => read(),
  };
}
