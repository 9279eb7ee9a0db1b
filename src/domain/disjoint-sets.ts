/** Things that hang together, by numbers from 0 in the order in which they were added. */
export interface DisjointSets {
  /** Adds a thing, alone so far; gives its number. */
  add(): number;
  join(a: number, b: number): void;
  /** The lowest number of a thing's set: the one that was added first. */
  firstOf(thing: number): number;
}

/** No things yet. */
export function makeDisjointSets(): DisjointSets {
  /** Of each thing the first of its set, or one on the way there: never a later one. */
  const before: number[] = [];
  const firstOf = (thing: number): number => {
    let first = thing;
    for (let next = before[first] as number; next !== first; next = before[first] as number) first = next;
    for (let at = thing; at !== first; ) {
      const next = before[at] as number;
      before[at] = first;
      at = next;
    }
    return first;
  };
  return {
    add: () => before.push(before.length) - 1,
    join: (a, b) => {
      const [one, other] = [firstOf(a), firstOf(b)];
      before[Math.max(one, other)] = Math.min(one, other);
    },
    firstOf,
  };
}
