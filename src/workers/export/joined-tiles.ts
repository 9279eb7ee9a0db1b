import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import type { TileRequest } from "../../domain/samples.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";

/** The coarsest level of a pyramid, its tiles put together. */
export async function joinedTiles(
  { tileSize, levels }: Pyramid,
  sopUid: string,
  tile: (request: TileRequest) => Promise<DisplayFrame>,
): Promise<DecodedFrame> {
  const level = levels.length - 1;
  const { columns, rows } = levels[level] ?? { columns: 0, rows: 0 };
  const first = await tile({ frameIndex: 0, level, tileColumn: 0, tileRow: 0 });
  const { samples, type } = first;
  const pixels = newSamples(type, columns * rows * samples);
  for (let tileRow = 0; tileRow * tileSize < rows; tileRow++) {
    for (let tileColumn = 0; tileColumn * tileSize < columns; tileColumn++) {
      const begin = tileRow === 0 && tileColumn === 0;
      const part = begin ? first : await tile({ frameIndex: 0, level, tileColumn, tileRow });
      const width = Math.min(part.columns, columns - tileColumn * tileSize) * samples;
      for (let y = 0; y < part.rows && tileRow * tileSize + y < rows; y++) {
        const from = y * part.columns * samples;
        const to = ((tileRow * tileSize + y) * columns + tileColumn * tileSize) * samples;
        pixels.set(part.pixels.subarray(from, from + width), to);
      }
    }
  }
  return { sopUid, frameIndex: 0, columns, rows, samples, type, pixels };
}
