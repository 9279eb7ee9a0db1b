/** Connected parts of a mask: `label` per pixel, 0 = background, parts from 1 in row-major order. */
export interface Components {
  readonly labels: Int32Array<ArrayBuffer>;
  readonly count: number;
}

/** Labels the 8-connected parts of a mask (thin vessels stay whole). */
export function connectedComponents(bits: Uint8Array, columns: number, rows: number): Components {
  const labels = new Int32Array(bits.length);
  const stack: number[] = [];
  let count = 0;
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || labels[start]) continue;
    count++;
    labels[start] = count;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % columns;
      const y = (at - x) / columns;
      for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++)
        for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++) {
          const to = row * columns + column;
          if (!bits[to] || labels[to]) continue;
          labels[to] = count;
          stack.push(to);
        }
    }
  }
  return { labels, count };
}
