/** One level of a reference pyramid: interleaved samples. */
export interface ReferenceLevel {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

/** Half a level, written for reading, not for speed: the mean of the pixels that are there, or the first of them. */
export function referenceHalf(level: ReferenceLevel, samples: number, nearest = false): ReferenceLevel {
  const columns = Math.ceil(level.columns / 2);
  const rows = Math.ceil(level.rows / 2);
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let sample = 0; sample < samples; sample++) {
        const there: number[] = [];
        for (const y of [2 * row, 2 * row + 1])
          for (const x of [2 * column, 2 * column + 1])
            if (y < level.rows && x < level.columns)
              there.push(level.values[(y * level.columns + x) * samples + sample] ?? Number.NaN);
        const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
        values.push(nearest ? (there[0] ?? Number.NaN) : Math.floor(mean + 0.5));
      }
    }
  }
  return { columns, rows, values };
}

/** What a tile of a level must hold. */
export function referenceTile(
  level: ReferenceLevel,
  samples: number,
  tileSize: number,
  tileColumn: number,
  tileRow: number,
): number[] {
  const out: number[] = [];
  const right = Math.min(level.columns, (tileColumn + 1) * tileSize);
  const bottom = Math.min(level.rows, (tileRow + 1) * tileSize);
  for (let row = tileRow * tileSize; row < bottom; row++)
    for (let column = tileColumn * tileSize; column < right; column++)
      for (let sample = 0; sample < samples; sample++)
        out.push(level.values[(row * level.columns + column) * samples + sample] ?? Number.NaN);
  return out;
}
