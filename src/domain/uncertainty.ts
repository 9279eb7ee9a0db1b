/** What one pass tells of its own doubt (assist 3.9). */
export interface Uncertainty {
  /** Mean binary entropy in bits within 3 pixels of the contour; 0 = sharp, 1 = a coin toss. */
  readonly entropyBand: number;
  /** Area with 0.2 < p < 0.8 over area with p > 0.5. */
  readonly midFraction: number;
  /** Mean |p − 0.5| in the same band: 0.5 = sure, 0 = a coin toss. */
  readonly contourMargin: number;
}

const bandPixels = 3;

function entropyBits(p: number): number {
  if (p <= 0 || p >= 1) return 0;
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

function isContour(bits: Uint8Array, columns: number, rows: number, x: number, y: number): boolean {
  const at = y * columns + x;
  if (!bits[at]) return false;
  return (
    (x > 0 && !bits[at - 1]) ||
    (x < columns - 1 && !bits[at + 1]) ||
    (y > 0 && !bits[at - columns]) ||
    (y < rows - 1 && !bits[at + columns])
  );
}

/** Uncertainty of a mask and the probability (0–1, same grid) it was cut from. An empty mask is all doubt. */
export function uncertaintyOf(
  probability: Float32Array,
  bits: Uint8Array,
  columns: number,
  rows: number,
): Uncertainty {
  const band = new Uint8Array(bits.length);
  let middle = 0;
  let sure = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      const p = probability[at] as number;
      if (p > 0.2 && p < 0.8) middle++;
      if (p > 0.5) sure++;
      if (bits[at] === 0 || !isContour(bits, columns, rows, x, y)) continue;
      for (let row = Math.max(0, y - bandPixels); row <= Math.min(rows - 1, y + bandPixels); row++)
        for (
          let column = Math.max(0, x - bandPixels);
          column <= Math.min(columns - 1, x + bandPixels);
          column++
        )
          if ((row - y) ** 2 + (column - x) ** 2 <= bandPixels ** 2) band[row * columns + column] = 1;
    }
  }
  let sum = 0;
  let margin = 0;
  let count = 0;
  for (let at = 0; at < band.length; at++) {
    if (!band[at]) continue;
    sum += entropyBits(probability[at] ?? 0);
    margin += Math.abs((probability[at] ?? 0) - 0.5);
    count++;
  }
  const empty = sure === 0;
  return {
    entropyBand: empty ? 1 : count === 0 ? 0 : sum / count,
    midFraction: empty ? 1 : middle / sure,
    contourMargin: empty ? 0 : count === 0 ? 0.5 : margin / count,
  };
}

/** Mean probability inside a mask; 0 for an empty one. */
export function meanInside(probability: Float32Array, bits: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    if (!bits[at]) continue;
    sum += probability[at] ?? 0;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
