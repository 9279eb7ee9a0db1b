import type { BinaryMask } from "../../domain/mask.ts";

/** Column-major run lengths of a mask, first run = zeros: COCO's order (pycocotools `_mask`). */
export function columnRuns(mask: BinaryMask): number[] {
  const { columns, rows, bits } = mask;
  const runs: number[] = [];
  let current = 0;
  let length = 0;
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const bit = bits[row * columns + column] ? 1 : 0;
      if (bit === current) {
        length++;
        continue;
      }
      runs.push(length);
      current = bit;
      length = 1;
    }
  }
  runs.push(length);
  return runs;
}

/**
 * COCO's compressed RLE string: each run after the third as the difference to the one two before, in groups of five bits,
 * lowest first, bit 5 = more follows, offset 48.
 */
export function encodeRuns(runs: readonly number[]): string {
  let text = "";
  runs.forEach((run, index) => {
    let value = index > 2 ? run - (runs[index - 2] ?? 0) : run;
    for (let more = true; more; ) {
      const group = value & 0x1f;
      // Not a shift: runs over a slide pass 32 bits.
      value = Math.floor(value / 32);
      more = group & 0x10 ? value !== -1 : value !== 0;
      text += String.fromCharCode(48 + (more ? group | 0x20 : group));
    }
  });
  return text;
}
