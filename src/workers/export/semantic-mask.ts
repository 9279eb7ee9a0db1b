import type { LabelSchema } from "../../domain/label-schema.ts";
import type { DatasetObject, DatasetReader } from "./dataset.ts";

/** Class index per pixel of one frame; where objects overlap the higher index wins and the pixels are counted. */
export async function semanticMask(
  objects: readonly DatasetObject[],
  schema: LabelSchema,
  reader: DatasetReader,
  columns: number,
  rows: number,
): Promise<{
  readonly samples: Uint8Array | Uint16Array;
  readonly bits: 8 | 16;
  readonly overlapPixels: number;
}> {
  const indices = new Map(schema.classes.map((item) => [item.id, item.index]));
  const bits = schema.classes.some((item) => item.index > 255) ? 16 : 8;
  const samples = bits === 8 ? new Uint8Array(columns * rows) : new Uint16Array(columns * rows);
  let overlapPixels = 0;
  for (const object of objects) {
    const index = indices.get(object.annotation.classId) ?? 0;
    const mask = await reader.mask(object);
    mask.bits.forEach((bit, pixel) => {
      if (!bit) return;
      const here = samples[pixel] ?? 0;
      if (here) overlapPixels++;
      samples[pixel] = Math.max(here, index);
    });
  }
  return { samples, bits, overlapPixels };
}
