/** Values below which these shares of all values lie. */
export function quantiles(values: Uint8Array, shares: readonly number[]): readonly number[] {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return shares.map((share) => {
    let sum = 0;
    for (let grey = 0; grey < 256; grey++) {
      sum += counts[grey] ?? 0;
      if (sum >= share * values.length) return grey;
    }
    return 255;
  });
}

/** The middle value of a few. */
const middleOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Takes away a ground that changes along a line, as that of ribs and edges: of each column what a quarter of it is at most, or at least where
 * the letters are dark, smoothed over the height of the line. What is left is how far each pixel stands off, letters bright.
 */
export function evenGround(cut: Uint8Array, columns: number, rows: number): void {
  const [least = 0, ground = 0, most = 255] = quantiles(cut, [0.01, 0.5, 0.99]);
  const bright = most - ground >= ground - least;
  const quarter = Math.floor(rows * (bright ? 0.25 : 0.75));
  const low = Array.from({ length: columns }, (_, column) => {
    const values = Array.from({ length: rows }, (_, row) => cut[row * columns + column] ?? 0);
    return values.sort((a, b) => a - b)[quarter] ?? 0;
  });
  const around = Math.max(8, rows);
  const even = low.map((_, at) => middleOf(low.slice(Math.max(0, at - around), at + around + 1)));
  for (let at = 0; at < cut.length; at++) {
    const off = (cut[at] ?? 0) - (even[at % columns] ?? 0);
    cut[at] = Math.max(0, Math.min(255, bright ? off : -off));
  }
}

/** Closes gaps of one row in black letters on white, and puts nothing on around them. */
export function closeRows(cut: Uint8Array, columns: number, rows: number): void {
  const last = columns * rows;
  const grown = cut.map((value, at) =>
    Math.min(value, at + columns < last ? (cut[at + columns] ?? 255) : 255),
  );
  for (let at = 0; at < last; at++)
    cut[at] = Math.max(grown[at] ?? 255, at >= columns ? (grown[at - columns] ?? 255) : 255);
}
