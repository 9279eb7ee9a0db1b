import { affineColumn, applyTo } from "../affine-maths.ts";
import type { PointImage } from "../annotation.ts";
import type { Affine } from "../series-affine.ts";
import { cross, dot, plus, unit, type Vector } from "../vector.ts";

/** One picture in the patient: `affine` of its stack, its number there, its size in pixels. */
export interface Sheet {
  readonly affine: Affine;
  readonly at: number;
  readonly columns: number;
  readonly rows: number;
}

/** sin 5°: sheets that are nearer to parallel have no useful line. */
const parallel = Math.sin((5 * Math.PI) / 180);

const normalOf = ({ affine }: Sheet): Vector => unit(cross(affineColumn(affine, 0), affineColumn(affine, 1)));

/**
 * Where `other` cuts `sheet`, in image points of `sheet`, as far as both pictures reach (`whole`: as far as `sheet` does); null where
 * they do not meet or are parallel within 5°.
 */
export function planeCut(
  sheet: Sheet,
  other: Sheet,
  whole = false,
): readonly [from: PointImage, to: PointImage] | null {
  const normal = normalOf(other);
  if (Math.hypot(...cross(normalOf(sheet), normal)) < parallel) return null;
  const ends = clip(lineOn(sheet, other, normal), sheet);
  if (ends === null || whole) return ends;
  // The same line in points of the other picture, cut there too.
  const seen = ([x, y]: PointImage) => imageOf(other, applyTo(sheet.affine, [x, y, sheet.at]));
  const range = rangeIn(seen(ends[0]), seen(ends[1]), other);
  if (range === null) return null;
  const along = (share: number): PointImage => [
    ends[0][0] + (ends[1][0] - ends[0][0]) * share,
    ends[0][1] + (ends[1][1] - ends[0][1]) * share,
  ];
  return [along(range[0]), along(range[1])];
}

/** A x + B y + C = 0 in image points of `sheet`. */
function lineOn(sheet: Sheet, other: Sheet, normal: Vector): readonly [number, number, number] {
  const origin = applyTo(sheet.affine, [0, 0, sheet.at]);
  const there = applyTo(other.affine, [0, 0, other.at]);
  return [
    dot(affineColumn(sheet.affine, 0), normal),
    dot(affineColumn(sheet.affine, 1), normal),
    dot(plus(origin, there, -1), normal),
  ];
}

function clip(
  [a, b, c]: readonly [number, number, number],
  { columns, rows }: Sheet,
): readonly [PointImage, PointImage] | null {
  // The foot of the origin, and far along the line both ways.
  const size = a * a + b * b;
  const [x, y] = [(-a * c) / size, (-b * c) / size];
  const far = 4 * (columns + rows) + 2 * Math.hypot(x, y);
  const norm = Math.sqrt(size);
  const [dx, dy] = [-b / norm, a / norm];
  const from: PointImage = [x - dx * far, y - dy * far];
  const to: PointImage = [x + dx * far, y + dy * far];
  const range = rangeIn(from, to, { columns, rows });
  if (range === null) return null;
  const along = (share: number): PointImage => [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
  ];
  return [along(range[0]), along(range[1])];
}

/** Which part, 0–1, of a piece lies in a picture. */
function rangeIn(
  from: PointImage,
  to: PointImage,
  { columns, rows }: Pick<Sheet, "columns" | "rows">,
): readonly [number, number] | null {
  let [low, high] = [0, 1];
  for (const [start, end, last] of [
    [from[0], to[0], columns - 0.5],
    [from[1], to[1], rows - 0.5],
  ] as const) {
    const step = end - start;
    if (Math.abs(step) < 1e-9) {
      if (start < -0.5 || start > last) return null;
      continue;
    }
    const [one, two] = [(-0.5 - start) / step, (last - start) / step];
    low = Math.max(low, Math.min(one, two));
    high = Math.min(high, Math.max(one, two));
  }
  return high > low ? [low, high] : null;
}

/** Image point of a place that lies in (or is projected onto) a picture. */
function imageOf({ affine, at }: Sheet, place: Vector): PointImage {
  const [column, row] = [affineColumn(affine, 0), affineColumn(affine, 1)];
  const from = plus(place, applyTo(affine, [0, 0, at]), -1);
  // Row and column direction are perpendicular in every picture, sheared stacks too.
  return [dot(from, column) / dot(column, column), dot(from, row) / dot(row, row)];
}
