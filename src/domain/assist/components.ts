/** Connected parts of a mask: `label` per pixel, 0 = background, parts from 1 in row-major order. */
export interface Components {
  readonly labels: Int32Array<ArrayBuffer>;
  readonly count: number;
}

/** Labels the 8-connected parts of a mask (thin vessels stay whole): runs of a row that touch runs of the row above are one part. */
export function connectedComponents(bits: Uint8Array, columns: number, rows: number): Components {
  const starts: number[] = [];
  const ends: number[] = [];
  /** Of each run the first run of its part, or one on the way there: never a later one. */
  const before: number[] = [];
  const firstOf = (run: number): number => {
    let root = run;
    for (let next = before[root] as number; next !== root; next = before[root] as number) root = next;
    for (let at = run; at !== root; ) {
      const next = before[at] as number;
      before[at] = root;
      at = next;
    }
    return root;
  };
  const join = (a: number, b: number) => {
    const [one, other] = [firstOf(a), firstOf(b)];
    before[Math.max(one, other)] = Math.min(one, other);
  };

  let above = 0;
  for (let y = 0; y < rows; y++) {
    const here = starts.length;
    const end = (y + 1) * columns;
    for (let at = y * columns; at < end; at++) {
      if (!bits[at]) continue;
      const start = at;
      while (at < end && bits[at]) at++;
      before.push(starts.length);
      starts.push(start);
      ends.push(at);
    }
    let other = above;
    for (let run = here; run < starts.length; run++) {
      const [from, to] = [(starts[run] as number) - columns, (ends[run] as number) - columns];
      // Corners touch too.
      while (other < here && (ends[other] as number) < from) other++;
      for (let at = other; at < here && (starts[at] as number) <= to; at++) join(at, run);
    }
    above = here;
  }

  const labels = new Int32Array(bits.length);
  const numbers: number[] = [];
  let count = 0;
  for (let run = 0; run < starts.length; run++) {
    const root = firstOf(run);
    numbers[run] = root === run ? ++count : (numbers[root] as number);
    labels.fill(numbers[run] as number, starts[run], ends[run]);
  }
  return { labels, count };
}
