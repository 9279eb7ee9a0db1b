import type { Affine } from "./series-affine.ts";
import { cross, dot, plus, times, type Vector } from "./vector.ts";

/** Column `at` of an affine: the step of one index in mm; 3 is where index 0, 0, 0 lies. */
export function affineColumn(affine: Affine, at: 0 | 1 | 2 | 3): Vector {
  return [affine[at] ?? 0, affine[4 + at] ?? 0, affine[8 + at] ?? 0];
}

/** The affine with these steps and this origin. */
export function affineOf(column: Vector, row: Vector, slice: Vector, origin: Vector): Affine {
  const line = (axis: 0 | 1 | 2) => [column[axis], row[axis], slice[axis], origin[axis]] as const;
  return [...line(0), ...line(1), ...line(2), ...([0, 0, 0, 1] as const)];
}

/** The map of the other direction; null where the three steps lie in one plane. A tilted (sheared) stack has one too. */
export function inverseAffine(affine: Affine): Affine | null {
  const [a, b, c] = [affineColumn(affine, 0), affineColumn(affine, 1), affineColumn(affine, 2)];
  const volume = dot(a, cross(b, c));
  if (!Number.isFinite(1 / volume)) return null;
  // Rows of the inverse are the reciprocal vectors.
  const rows = [cross(b, c), cross(c, a), cross(a, b)].map((row) => times(row, 1 / volume));
  const origin = affineColumn(affine, 3);
  const line = (row: Vector = [0, 0, 0]) => [...row, -dot(row, origin)] as const;
  return [...line(rows[0]), ...line(rows[1]), ...line(rows[2]), ...([0, 0, 0, 1] as const)];
}

/** `affine · point`. */
export function applyTo(affine: Affine, [x, y, z]: Vector): Vector {
  const moved = plus(affineColumn(affine, 3), affineColumn(affine, 0), x);
  return plus(plus(moved, affineColumn(affine, 1), y), affineColumn(affine, 2), z);
}

/** `affine · direction`: without the origin. */
export function turnBy(affine: Affine, [x, y, z]: Vector): Vector {
  return plus(
    plus(times(affineColumn(affine, 0), x), affineColumn(affine, 1), y),
    affineColumn(affine, 2),
    z,
  );
}

/** `after · before`. */
export function compose(after: Affine, before: Affine): Affine {
  const turned = ([0, 1, 2] as const).map((at) => turnBy(after, affineColumn(before, at)));
  const [a = [0, 0, 0], b = [0, 0, 0], c = [0, 0, 0]] = turned;
  return affineOf(a, b, c, applyTo(after, affineColumn(before, 3)));
}
