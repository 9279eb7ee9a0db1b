/** `fleiss/1` (Fleiss 1971): agreement of n readers. `subjects` counts those rated by all of them; the others are `left`. */
export interface FleissKappa {
  readonly id: "fleiss/1";
  readonly value: number | null;
  readonly subjects: number;
  readonly left: number;
  readonly readers: number;
  readonly reason?: "one category" | "no subjects" | "one reader";
}

/** `ratings[subject][reader]`: a category, or null where that reader gave none. */
export function fleissKappa<T>(ratings: readonly (readonly (T | null)[])[], readers: number): FleissKappa {
  const rated = ratings.filter(
    (row) => row.length === readers && row.every((value) => value !== null && value !== undefined),
  );
  const facts = {
    id: "fleiss/1",
    subjects: rated.length,
    left: ratings.length - rated.length,
    readers,
  } as const;
  if (readers < 2) return { ...facts, value: null, reason: "one reader" };
  if (rated.length === 0) return { ...facts, value: null, reason: "no subjects" };
  const totals = new Map<T | null, number>();
  let agreement = 0;
  for (const row of rated) {
    const counts = new Map<T | null, number>();
    for (const value of row) counts.set(value, (counts.get(value) ?? 0) + 1);
    let pairs = 0;
    for (const [value, count] of counts) {
      pairs += count * (count - 1);
      totals.set(value, (totals.get(value) ?? 0) + count);
    }
    agreement += pairs / (readers * (readers - 1));
  }
  if (totals.size === 1) return { ...facts, value: null, reason: "one category" };
  const observed = agreement / rated.length;
  let expected = 0;
  for (const count of totals.values()) expected += (count / (rated.length * readers)) ** 2;
  return { ...facts, value: (observed - expected) / (1 - expected) };
}
