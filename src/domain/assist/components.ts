import { makeDisjointSets } from "../disjoint-sets.ts";

/** Connected parts of a mask: `label` per pixel, 0 = background, parts from 1 in row-major order. */
export interface Components {
  readonly labels: Int32Array<ArrayBuffer>;
  readonly count: number;
}

/** Labels the 8-connected parts of a mask (thin vessels stay whole): runs of a row that touch runs of the row above are one part. */
export function connectedComponents(bits: Uint8Array, columns: number, rows: number): Components {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts = makeDisjointSets();

  let above = 0;
  for (let y = 0; y < rows; y++) {
    const here = starts.length;
    const end = (y + 1) * columns;
    for (let at = y * columns; at < end; at++) {
      if (!bits[at]) continue;
      const start = at;
      while (at < end && bits[at]) at++;
      parts.add();
      starts.push(start);
      ends.push(at);
    }
    let other = above;
    for (let run = here; run < starts.length; run++) {
      const [from, to] = [(starts[run] as number) - columns, (ends[run] as number) - columns];
      // Corners touch too.
      while (other < here && (ends[other] as number) < from) other++;
      for (let at = other; at < here && (starts[at] as number) <= to; at++) parts.join(at, run);
    }
    above = here;
  }

  const labels = new Int32Array(bits.length);
  const numbers: number[] = [];
  let count = 0;
  for (let run = 0; run < starts.length; run++) {
    const root = parts.firstOf(run);
    numbers[run] = root === run ? ++count : (numbers[root] as number);
    labels.fill(numbers[run] as number, starts[run], ends[run]);
  }
  return { labels, count };
}
