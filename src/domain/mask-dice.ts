import type { BinaryMask } from "./mask.ts";

/** `dice/1` of export-and-workflow 3.4: 2|A∩B| / (|A|+|B|) in pixels; two empty masks agree (1). */
export function maskDice(a: BinaryMask, b: BinaryMask): number {
  if (a.columns !== b.columns || a.rows !== b.rows) {
    throw new Error(`Masks of ${a.columns} × ${a.rows} and ${b.columns} × ${b.rows} cannot be compared.`);
  }
  let both = 0;
  let sum = 0;
  for (const [index, bit] of a.bits.entries()) {
    const other = b.bits[index] ?? 0;
    both += bit & other;
    sum += bit + other;
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}
