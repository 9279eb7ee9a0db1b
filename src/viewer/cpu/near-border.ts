/**
 * Marks the pixels within `reach` (in rows and columns) of one that differs from a neighbour. Everything else lies in an even area: no
 * ring around it can meet another value.
 */
export function nearBorder(
  ids: Uint16Array,
  width: number,
  height: number,
  reach: number,
): Uint8Array<ArrayBuffer> {
  const marks = new Uint8Array(ids.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let at = start; at < start + width; at++) {
      if (at + 1 < start + width && ids[at] !== ids[at + 1]) marks[at] = marks[at + 1] = 1;
      if (y + 1 < height && ids[at] !== ids[at + width]) marks[at] = marks[at + width] = 1;
    }
  }
  for (let y = 0; y < height; y++) spread(marks, y * width, 1, width, reach);
  for (let x = 0; x < width; x++) spread(marks, x, width, height, reach);
  return marks;
}

/** Spreads marks along a line of pixels, `reach` to either side. */
function spread(marks: Uint8Array, start: number, step: number, count: number, reach: number): void {
  // Forwards, 2 stands for what was only reached; backwards from what was marked at first.
  let left = 0;
  for (let i = 0, at = start; i < count; i++, at += step) {
    if (marks[at] === 1) left = reach;
    else if (left > 0) {
      marks[at] = 2;
      left--;
    }
  }
  left = 0;
  for (let i = count - 1, at = start + (count - 1) * step; i >= 0; i--, at -= step) {
    if (marks[at] === 1) left = reach;
    else if (left > 0) {
      marks[at] = 2;
      left--;
    }
  }
  for (let i = 0, at = start; i < count; i++, at += step) if (marks[at] === 2) marks[at] = 1;
}
