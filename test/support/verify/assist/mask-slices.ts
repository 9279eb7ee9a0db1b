import type { PromptScribble } from "../../../../src/domain/proposal.ts";
import { type NumberPlane, side } from "./number-plane.ts";
import { insideValue, scribblesOf } from "./scribbles.ts";

/** One object to be found on one slice, both squared and brought to 256 × 256 (assist 3.10). */
export interface Task {
  readonly set: string;
  readonly id: string;
  readonly label: number;
  readonly plane: NumberPlane;
  readonly truth: Uint8Array<ArrayBuffer>;
  /** Lines of a person over and beside it; null where the set has none for it. */
  readonly scribbles: readonly PromptScribble[] | null;
}

const leastPixels = 25;
const slicesPerLabel = 2;
const masksPerImage = 8;

/** `count` of `length` places, evenly spaced and away from the ends: 2 of 10 → 2 and 7. */
export function evenly(length: number, count: number): number[] {
  const wanted = Math.min(length, count);
  return Array.from({ length: wanted }, (_, at) => Math.floor(((at + 0.5) * length) / wanted));
}

/** The nearest sample of an edge-padded square; a mask is padded with what is not it. */
function squared(plane: NumberPlane, nearest: boolean): Float32Array<ArrayBuffer> {
  const { columns, rows, values } = plane;
  const longest = Math.max(columns, rows);
  const [x0, y0] = [Math.floor((longest - columns) / 2), Math.floor((longest - rows) / 2)];
  const step = longest / side;
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, value));
  const read = (x: number, y: number) => {
    const [column, row] = [x - x0, y - y0];
    if (nearest && (column < 0 || row < 0 || column >= columns || row >= rows)) return 0;
    return values[clamp(row, rows) * columns + clamp(column, columns)] ?? 0;
  };
  const out = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (nearest) out[y * side + x] = read(Math.floor((x + 0.5) * step), Math.floor((y + 0.5) * step));
      else if (step > 1) {
        let [sum, weight] = [0, 0];
        for (let row = Math.floor(y * step); row < (y + 1) * step; row++)
          for (let column = Math.floor(x * step); column < (x + 1) * step; column++) {
            const high = Math.min(row + 1, (y + 1) * step) - Math.max(row, y * step);
            const share = high * (Math.min(column + 1, (x + 1) * step) - Math.max(column, x * step));
            sum += share * read(column, row);
            weight += share;
          }
        out[y * side + x] = sum / weight;
      } else {
        const [fx, fy] = [(x + 0.5) * step - 0.5, (y + 0.5) * step - 0.5];
        const [cx, cy] = [Math.floor(fx), Math.floor(fy)];
        const upper = read(cx, cy) * (1 - fx + cx) + read(cx + 1, cy) * (fx - cx);
        const lower = read(cx, cy + 1) * (1 - fx + cx) + read(cx + 1, cy + 1) * (fx - cx);
        out[y * side + x] = upper * (1 - fy + cy) + lower * (fy - cy);
      }
    }
  }
  return out;
}

const areaOf = (plane: NumberPlane, label: number) =>
  plane.values.reduce((sum, value) => sum + (value === label ? 1 : 0), 0);

/**
 * What is asked of one image: its labels' slices, or of several mask files of one image each as an instance of its own. `lines`: a file of
 * scribbles for each mask file, where the set has them.
 */
export function tasksOf(
  pair: { readonly set: string; readonly id: string },
  image: readonly NumberPlane[],
  masks: readonly (readonly NumberPlane[])[],
  lines: readonly (readonly NumberPlane[])[] = [],
): Task[] | string {
  const grid = image[0];
  if (!grid) return "the image has no frame";
  for (const mask of [...masks, ...lines])
    if (mask.length !== image.length || mask[0]?.columns !== grid.columns || mask[0].rows !== grid.rows)
      return `grid mismatch: image ${grid.columns} × ${grid.rows} × ${image.length}, mask ${mask[0]?.columns} × ${mask[0]?.rows} × ${mask.length}`;
  const scribbles = (slice: number, file: number, label: number) => {
    const drawn = lines[file];
    const here = drawn?.[slice];
    return drawn && here ? scribblesOf(here, insideValue(drawn, label)) : null;
  };
  const task = (slice: number, plane: NumberPlane, label: number, file: number): Task => ({
    ...pair,
    label,
    plane: { columns: side, rows: side, values: squared(image[slice] ?? grid, false) },
    truth: Uint8Array.from(squared(plane, true), (value) => (value === label ? 1 : 0)),
    scribbles: scribbles(slice, file, label),
  });
  const found: Task[] = [];
  if (masks.length > 1) {
    const instances = masks
      .flatMap((mask, at) => mask.map((plane, slice) => ({ plane, slice, at })))
      .map((one) => {
        const values = one.plane.values.map((value) => (value === 0 ? 0 : one.at + 1));
        const plane = { ...one.plane, values };
        return { ...one, plane, area: areaOf(plane, one.at + 1) };
      })
      .filter(({ area }) => area >= leastPixels)
      .sort((a, b) => a.area - b.area);
    for (const at of evenly(instances.length, masksPerImage)) {
      const one = instances[at];
      if (one) found.push(task(one.slice, one.plane, one.at + 1, one.at));
    }
  } else {
    const [volume = []] = masks;
    const labels = [...new Set(volume.flatMap(({ values }) => [...new Set(values)]))].filter(
      (value) => value !== 0,
    );
    for (const label of labels.sort((a, b) => a - b)) {
      const slices = [...volume.entries()].filter(([, plane]) => areaOf(plane, label) >= leastPixels);
      for (const at of evenly(slices.length, slicesPerLabel)) {
        const [slice, plane] = slices[at] ?? [];
        if (slice !== undefined && plane) found.push(task(slice, plane, label, 0));
      }
    }
  }
  const seen = found.filter(({ truth }) => truth.some((bit) => bit === 1));
  return seen.length > 0 ? seen : "empty mask: no slice with 25 pixels of a label";
}
