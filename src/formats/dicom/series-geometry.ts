import type { PlaneFacts } from "../../domain/image-facts.ts";
import type { SeriesWarning } from "../../domain/study.ts";

type Three = readonly [number, number, number];

/** Cross product of row and column direction: where the stack goes. */
export function normalOf(plane: PlaneFacts): Three {
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  return [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
}

const dot = (a: Three, b: Three) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Distance of a plane along `normal` in mm. */
export const alongNormalMm = (plane: PlaneFacts, normal: Three) => dot(plane.positionMm, normal);

/** Two frames of one stack: their directions agree to 1e-4 (viewer-and-tools, MPR rule). */
export function sameOrientation(a: PlaneFacts, b: PlaneFacts): boolean {
  return a.orientation.every((value, index) => Math.abs(value - (b.orientation[index] ?? 0)) <= 1e-4);
}

/** How regular a sorted stack is. `stepMm` is the mean distance of neighbours along the normal (a gap counts as its missing slices), null below 2 frames. */
export interface StackGeometry {
  readonly stepMm: number | null;
  /** From one first pixel to the next, in patient mm: sheared against the normal when the gantry was tilted. */
  readonly stepVectorMm: Three | null;
  readonly warnings: readonly SeriesWarning[];
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Measures a stack sorted along its normal; each irregularity by name. Tolerance: 1 % of the step and 0.01 mm. */
export function stackGeometryOf(planes: readonly PlaneFacts[]): StackGeometry {
  const first = planes[0];
  if (!first || planes.length < 2) return { stepMm: null, stepVectorMm: null, warnings: [] };
  const normal = normalOf(first);
  const warnings = new Set<SeriesWarning>();
  const along = planes.map((plane) => alongNormalMm(plane, normal));
  const gaps = along.slice(1).map((value, index) => value - (along[index] ?? 0));
  const distinct = gaps.filter((gap) => gap > 0.001);
  if (distinct.length < gaps.length) warnings.add("duplicate-position");
  const stepMm = median(distinct);
  const tolerance = Math.max(0.01, stepMm * 0.01);
  for (const gap of distinct) {
    if (Math.abs(gap - stepMm) <= tolerance) continue;
    const missing = gap / stepMm;
    const isGap = missing > 1.5 && Math.abs(missing - Math.round(missing)) <= 0.05;
    warnings.add(isGap ? "gap" : "uneven-spacing");
  }
  const last = planes.at(-1) ?? first;
  const steps = Math.max(
    1,
    stepMm === 0 ? gaps.length : Math.round(((along.at(-1) ?? 0) - (along[0] ?? 0)) / stepMm),
  );
  const across = [0, 1, 2].map(
    (axis) => ((last.positionMm[axis] ?? 0) - (first.positionMm[axis] ?? 0)) / steps,
  );
  const stepVectorMm: Three = [across[0] ?? 0, across[1] ?? 0, across[2] ?? 0];
  const forward = dot(stepVectorMm, normal);
  const sideways = Math.hypot(...stepVectorMm.map((value, axis) => value - forward * (normal[axis] ?? 0)));
  if (stepMm > 0 && sideways > tolerance) warnings.add("tilt");
  return { stepMm: stepMm === 0 ? null : forward, stepVectorMm, warnings: [...warnings] };
}
