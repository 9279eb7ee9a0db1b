/** A value computed from others, made anew only when one of them is another object; reactive through what it reads. */
export function derived<const Sources extends readonly unknown[], T>(
  read: () => Sources,
  compute: (...sources: Sources) => T,
): () => T {
  let last: { readonly sources: Sources; readonly value: T } | null = null;
  return () => {
    const sources = read();
    if (last?.sources.every((source, index) => source === sources[index])) return last.value;
    last = { sources, value: compute(...sources) };
    return last.value;
  };
}
