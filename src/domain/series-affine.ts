import type { SeriesPart } from "./series-part.ts";
import type { FrameRef } from "./study.ts";

/** 4 × 4, row by row: (column, row, slice, 1) to patient mm (LPS); indices are of pixel centres, from 0. */
export type Affine = readonly [
  ...(readonly [number, number, number, number]),
  ...(readonly [number, number, number, number]),
  ...(readonly [number, number, number, number]),
  ...(readonly [number, number, number, number]),
];

/** What makes a stack no grid; a tilted one is a sheared grid. */
const noGrid = new Set(["gap", "duplicate-position", "uneven-spacing", "mixed-orientation"]);

/**
 * The affine of a stack: where each voxel lies. `frames` are those of the part, in its order; `spacingMm` is row spacing first, as in
 * `ImageFacts`. A single slice gets `thicknessMm` as its step. Null where the stack is no regular grid or has no position: nothing is
 * guessed. Source: PS3.3 C.7.6.2.1.1.
 */
export function seriesAffine(
  part: Pick<SeriesPart, "stepVectorMm" | "warnings">,
  frames: readonly FrameRef[],
  spacingMm: readonly [number, number],
  thicknessMm = 1,
): Affine | null {
  const plane = frames[0]?.plane;
  if (!plane || part.warnings.some((warning) => noGrid.has(warning))) return null;
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  const [rowMm, columnMm] = spacingMm;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx] as const;
  const single = frames.length === 1;
  if (!single && !part.stepVectorMm) return null;
  const [sx, sy, sz] = part.stepVectorMm ?? normal.map((value) => value * thicknessMm);
  const [x, y, z] = plane.positionMm;
  return [
    ...([rx * columnMm, cx * rowMm, sx ?? 0, x] as const),
    ...([ry * columnMm, cy * rowMm, sy ?? 0, y] as const),
    ...([rz * columnMm, cz * rowMm, sz ?? 0, z] as const),
    ...([0, 0, 0, 1] as const),
  ];
}
