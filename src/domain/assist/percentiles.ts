/** Values at the given percentiles (0–100), linearly interpolated between ranks. Expects finite values; empty input gives zeros. */
export function percentiles(values: Float32Array, percents: readonly number[]): number[] {
  const sorted = values.slice().sort();
  const last = sorted.length - 1;
  return percents.map((percent) => {
    const rank = (Math.max(0, last) * percent) / 100;
    const below = sorted[Math.floor(rank)] ?? 0;
    const above = sorted[Math.ceil(rank)] ?? 0;
    return below + (above - below) * (rank - Math.floor(rank));
  });
}
