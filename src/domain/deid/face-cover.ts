/** How far the cover reaches into the body from the air around it, in mm: 35 pixels of a head CT of 512 × 512 (deidentification 3.8, "Faces"). */
export const coverDepthMm = 16;
/** The same in pixels, where nothing says how large they are. */
const coverDepthPx = 35;
/** CT numbers at and below this are air. */
const mostAirHu = -800;
/** What the cover is made of: CT numbers of fat to soft tissue, so that no surface stands out. */
export const coverHu = { lowest: -125, highest: 50 } as const;

/** Name of the method in the record of an image. */
export const coverMethod = "drown/1";

/** The depth of the cover in pixels of a frame. */
export const coverRadius = (spacingMm: readonly [number, number] | null): number =>
  spacingMm ? Math.max(1, Math.round(coverDepthMm / Math.min(...spacingMm))) : coverDepthPx;

/** One frame of a CT: `valueAt` gives the CT number (HU) of a pixel, row by row. */
export interface CtFrame {
  readonly columns: number;
  readonly rows: number;
  readonly valueAt: (pixel: number) => number;
}

/** 1 for each pixel of the largest piece of air, pieces joined by their sides. */
function largestAir({ columns, rows, valueAt }: CtFrame): Uint8Array {
  const open = 1;
  const size = columns * rows;
  const state = new Uint8Array(size);
  for (let pixel = 0; pixel < size; pixel++) if (valueAt(pixel) <= mostAirHu) state[pixel] = open;
  const stack = new Int32Array(size);
  let most: readonly [start: number, count: number] = [-1, 0];
  const flood = (start: number, from: number, to: number): number => {
    let count = 0;
    let height = 0;
    const visit = (pixel: number) => {
      if (state[pixel] !== from) return;
      state[pixel] = to;
      stack[height++] = pixel;
    };
    visit(start);
    while (height > 0) {
      const pixel = stack[--height] ?? 0;
      count++;
      const column = pixel % columns;
      if (column > 0) visit(pixel - 1);
      if (column < columns - 1) visit(pixel + 1);
      if (pixel >= columns) visit(pixel - columns);
      if (pixel < size - columns) visit(pixel + columns);
    }
    return count;
  };
  for (let pixel = 0; pixel < size; pixel++) {
    if (state[pixel] !== open) continue;
    const count = flood(pixel, open, 2);
    if (count > most[1]) most = [pixel, count];
  }
  const [start] = most;
  if (start >= 0) flood(start, 2, 3);
  for (let pixel = 0; pixel < size; pixel++) state[pixel] = state[pixel] === 3 ? 1 : 0;
  return state;
}

/** 1 for each pixel whose centre lies within `radius` of that of a pixel of the mask. */
function grown(mask: Uint8Array, columns: number, rows: number, radius: number): Uint8Array {
  const far = radius + 1;
  // Distance to the mask in the own column, at most `far`.
  const down = new Uint16Array(columns * rows);
  for (let column = 0; column < columns; column++) {
    let distance = far;
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      distance = mask[at] ? 0 : Math.min(far, distance + 1);
      down[at] = distance;
    }
    distance = far;
    for (let row = rows - 1; row >= 0; row--) {
      const at = row * columns + column;
      distance = mask[at] ? 0 : Math.min(far, distance + 1);
      down[at] = Math.min(down[at] ?? far, distance);
    }
  }
  const reach = Array.from({ length: far }, (_, distance) =>
    Math.floor(Math.sqrt(radius * radius - distance * distance)),
  );
  const out = new Uint8Array(columns * rows);
  const edges = new Int32Array(columns + 1);
  for (let row = 0; row < rows; row++) {
    edges.fill(0);
    for (let column = 0; column < columns; column++) {
      const wide = reach[down[row * columns + column] ?? far];
      if (wide === undefined) continue;
      const left = Math.max(0, column - wide);
      const right = Math.min(columns, column + wide + 1);
      edges[left] = (edges[left] ?? 0) + 1;
      edges[right] = (edges[right] ?? 0) - 1;
    }
    let inside = 0;
    for (let column = 0; column < columns; column++) {
      inside += edges[column] ?? 0;
      if (inside > 0) out[row * columns + column] = 1;
    }
  }
  return out;
}

/**
 * 1 for each pixel of a frame that the cover takes: the largest piece of air and what lies within `radius` pixels of it. Nothing where a
 * frame shows no air.
 */
export const coveredPixels = (frame: CtFrame, radius: number): Uint8Array =>
  grown(largestAir(frame), frame.columns, frame.rows, radius);

/** A mixed 32-bit number (the finalizer of MurmurHash3, public domain). */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The CT number that the cover holds at a pixel: even over its range, the same for the same seed. */
export function coverValue(seed: number, frameIndex: number, pixel: number): number {
  const share = mixed(mixed(mixed(seed) + frameIndex) + pixel) / 2 ** 32;
  return coverHu.lowest + share * (coverHu.highest - coverHu.lowest);
}
