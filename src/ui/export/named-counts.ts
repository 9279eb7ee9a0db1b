/** Counts under the names that a person knows; what shares a name is one. */
export function namedCounts(
  counts: Readonly<Record<string, number>>,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [key, count] of Object.entries(counts)) {
    const name = names[key] ?? key;
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
