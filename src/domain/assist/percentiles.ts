/** Moves values so that the one of rank `rank` stands at its place, smaller ones before it (Hoare's selection); finite values only. */
function select(values: Float32Array, rank: number, from: number): number {
  let [low, high] = [from, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const moved = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = moved;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] ?? 0;
}

/**
 * Values at the given percentiles (0–100), ascending, linearly interpolated between ranks. Expects finite values; empty input gives zeros.
 * Selected, not sorted: a click waits for this.
 */
export function percentiles(values: Float32Array, percents: readonly number[]): number[] {
  const moved = values.slice();
  const last = moved.length - 1;
  let from = 0;
  const at = (rank: number) => {
    // What was selected before stands at its place, and all that is smaller lies before it.
    const value = select(moved, rank, Math.min(from, rank));
    from = rank;
    return value;
  };
  return percents.map((percent) => {
    const rank = (Math.max(0, last) * percent) / 100;
    const below = at(Math.floor(rank));
    const above = at(Math.ceil(rank));
    return below + (above - below) * (rank - Math.floor(rank));
  });
}
