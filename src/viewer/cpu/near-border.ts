/** Which pixels of a picture lie near a border, `stride` bytes a row. */
export interface NearBorder {
  readonly marks: Uint8Array<ArrayBuffer>;
  readonly stride: number;
}

/** Of each row the columns at which another value begins; the first is 0. Rows that are equal may share theirs. */
export type RowCuts = readonly (readonly number[])[];

/**
 * Marks the pixels within `reach` (in rows and columns) of one that differs from a neighbour. Everything else lies in an even area: no
 * ring around it can meet another value. It costs what there is of borders, whatever the size of the picture.
 */
export function nearBorder(ids: Uint16Array, cuts: RowCuts, width: number, reach: number): NearBorder {
  // Rows of whole words: four marks are carried to another row at a time.
  const stride = Math.ceil(width / 4) * 4;
  const flat = new Uint8Array(stride * cuts.length);
  const marked: boolean[] = [];
  const mark = (y: number, from: number, to: number) => {
    flat.fill(1, y * stride + Math.max(0, from - reach), y * stride + Math.min(width, to + reach));
    marked[y] = true;
  };
  for (const [y, above] of cuts.entries()) {
    for (const cut of above) if (cut > 0) mark(y, cut - 1, cut + 1);
    const below = cuts[y + 1];
    if (below && below !== above)
      forEachDifference(ids, y * width, width, above, below, (from, to) => {
        mark(y, from, to);
        mark(y + 1, from, to);
      });
  }
  return { marks: spreadDown(flat, marked, stride, cuts.length, reach), stride };
}

/** The cuts of every row of a picture, each pixel read once. */
export function cutsOf(ids: Uint16Array, width: number, height: number): RowCuts {
  return Array.from({ length: height }, (_, y) => {
    const start = y * width;
    const cuts = [0];
    for (let x = 1; x < width; x++) if (ids[start + x] !== ids[start + x - 1]) cuts.push(x);
    return cuts;
  });
}

/** Calls back with every stretch of columns in which a row and the next one differ. */
function forEachDifference(
  ids: Uint16Array,
  start: number,
  width: number,
  above: readonly number[],
  below: readonly number[],
  visit: (from: number, to: number) => void,
): void {
  let [a, b] = [1, 1];
  for (let from = 0; from < width; ) {
    const nextAbove = above[a] ?? width;
    const nextBelow = below[b] ?? width;
    const to = Math.min(nextAbove, nextBelow);
    if (ids[start + from] !== ids[start + width + from]) visit(from, to);
    if (nextAbove === to) a++;
    if (nextBelow === to) b++;
    from = to;
  }
}

/** Marks above and below what is marked. */
function spreadDown(
  flat: Uint8Array<ArrayBuffer>,
  marked: readonly boolean[],
  stride: number,
  height: number,
  reach: number,
): Uint8Array<ArrayBuffer> {
  const from = new Uint32Array(flat.buffer);
  const to = new Uint32Array(from.length);
  const words = stride / 4;
  for (let y = 0; y < height; y++) {
    if (!marked[y]) continue;
    const start = y * words;
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      const other = row * words;
      for (let at = 0; at < words; at++)
        to[other + at] = (to[other + at] as number) | (from[start + at] as number);
    }
  }
  return new Uint8Array(to.buffer);
}
