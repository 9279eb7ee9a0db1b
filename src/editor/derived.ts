/** A value computed anew only when one of its sources is another object; reactive through the signals that it reads. */
export function derived<T>(sources: () => readonly unknown[], compute: () => T): () => T {
  let last: { readonly sources: readonly unknown[]; readonly value: T } | null = null;
  return () => {
    const now = sources();
    if (last?.sources.every((source, index) => source === now[index])) return last.value;
    last = { sources: now, value: compute() };
    return last.value;
  };
}
