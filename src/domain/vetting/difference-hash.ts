/** A grey picture: any numbers, row by row. `samples` bands a pixel. */
export interface GreyPicture {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly pixels: ArrayLike<number>;
}

/** Means of a grid of 9 × 8 fields of a picture. */
function fields({ columns, rows, samples, pixels }: GreyPicture): Float64Array {
  const sums = new Float64Array(72);
  const counts = new Float64Array(72);
  for (let y = 0; y < rows; y++) {
    const down = Math.floor((y * 8) / rows) * 9;
    for (let x = 0; x < columns; x++) {
      const field = down + Math.floor((x * 9) / columns);
      for (let band = 0; band < samples; band++) {
        const value = pixels[(y * columns + x) * samples + band] ?? 0;
        if (!Number.isFinite(value)) continue;
        sums[field] = (sums[field] ?? 0) + value;
        counts[field] = (counts[field] ?? 0) + 1;
      }
    }
  }
  return sums.map((sum, field) => sum / Math.max(1, counts[field] ?? 0));
}

/** 64-bit difference hash: one bit for each field that is brighter than its right neighbour. Hex, 16 characters. */
export function differenceHash(picture: GreyPicture): string {
  const means = fields(picture);
  let hex = "";
  for (let row = 0; row < 8; row++) {
    let byte = 0;
    for (let column = 0; column < 8; column++) {
      const at = row * 9 + column;
      byte = byte * 2 + ((means[at] ?? 0) > (means[at + 1] ?? 0) ? 1 : 0);
    }
    hex += byte.toString(16).padStart(2, "0");
  }
  return hex;
}

/** Bits in which two hashes differ. */
export function hashDistance(a: string, b: string): number {
  let bits = 0;
  for (let at = 0; at < 16; at += 4) {
    let both = Number.parseInt(a.slice(at, at + 4), 16) ^ Number.parseInt(b.slice(at, at + 4), 16);
    for (; both > 0; both &= both - 1) bits++;
  }
  return bits;
}
