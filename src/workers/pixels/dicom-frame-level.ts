import type { ImageFacts } from "../../domain/image-facts.ts";
import { displayFrame } from "../../formats/dicom/display-frame.ts";
import type { FrameLocation } from "../../formats/dicom/frames.ts";
import { nativeFrame } from "../../formats/dicom/native-frame.ts";
import type { PixelDescription } from "../../formats/dicom/pixel-description.ts";
import type { DicomFile } from "../../formats/dicom/read-dicom.ts";
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
  const start = location.fragments[0]?.offset ?? 0;

  const readBand = async ({ top }: LevelCell) => {
    const height = Math.min(bandRows, rows - top);
    const parts: Uint8Array[] = [];
    for (let plane = 0; plane < planes; plane++) {
      const firstBit = location.firstBit + (plane * rows + top) * bits;
      const from = start + Math.floor(firstBit / 8);
      const end = start + Math.ceil((firstBit + height * bits) / 8);
      parts.push(await file.source.read(from, end - from));
    }
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const own = { ...description, rows: height };
    const stored = nativeFrame(bytes, own, {
      littleEndian: file.syntax.littleEndian,
      wordSwapped: file.pixels?.vr === "OW",
      firstBit: location.firstBit % 8,
    });
    return displayFrame(stored, own);
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
