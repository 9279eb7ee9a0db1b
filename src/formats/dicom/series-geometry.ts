import type { PlaneFacts } from "../../domain/image-facts.ts";
import type { SeriesPart, SeriesWarning, StackGap } from "../../domain/series-part.ts";

type Three = readonly [number, number, number];

/** Cross product of row and column direction: where the stack goes. */
export function normalOf(plane: PlaneFacts): Three {
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  return [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
}

const dot = (a: Three, b: Three) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Distance of a plane along `normal` in mm. */
export const alongNormalMm = (plane: PlaneFacts, normal: Three) => dot(plane.positionMm, normal);

/** Two frames of one stack: their directions agree to 1e-4 (viewer-and-tools, MPR rule), in the same space. */
export function sameOrientation(a: PlaneFacts, b: PlaneFacts): boolean {
  return (
    a.space === b.space &&
    a.orientation.every((value, index) => Math.abs(value - (b.orientation[index] ?? 0)) <= 1e-4)
  );
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Distance below which two planes are one place: writers round positions, some to 0.001 mm; thin slices lie closer. */
export function samePlaceMm(alongMm: readonly number[]): number {
  const sorted = [...alongMm].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? 0));
  const wide = steps.filter((step) => step > 0.01);
  const step = median(wide.length > 0 ? wide : steps.filter((value) => value > 1e-5));
  return step === 0 ? 0.01 : Math.min(0.01, step * 0.2);
}

/** How regular a sorted stack is. `stepMm` is the mean distance of neighbours along the normal (a gap counts as its missing slices), null below 2 places. */
export type StackGeometry = Pick<SeriesPart, "stepMm" | "stepVectorMm" | "gaps" | "warnings">;

const noGeometry: StackGeometry = { stepMm: null, stepVectorMm: null, gaps: [], warnings: [] };

/** Measures a stack sorted along its normal; each irregularity by name. Tolerance: 1 % of the step and 0.01 mm. */
export function stackGeometryOf(planes: readonly PlaneFacts[]): StackGeometry {
  const [first] = planes;
  if (!first || planes.length < 2) return noGeometry;
  const normal = normalOf(first);
  const warnings = new Set<SeriesWarning>();
  const along = planes.map((plane) => alongNormalMm(plane, normal));
  const onePlace = samePlaceMm(along);
  const steps = along.slice(1).map((value, index) => value - (along[index] ?? 0));
  const distinct = steps.filter((step) => step > onePlace);
  if (distinct.length < steps.length) warnings.add("duplicate-position");
  if (distinct.length === 0) return { ...noGeometry, warnings: [...warnings] };
  const usual = median(distinct);
  const tolerance = Math.max(onePlace, usual * 0.01);
  const gaps: StackGap[] = [];
  for (const [index, step] of steps.entries()) {
    if (step <= onePlace || Math.abs(step - usual) <= tolerance) continue;
    const places = step / usual;
    const missing = Math.round(places) - 1;
    if (places > 1.5 && Math.abs(places - Math.round(places)) <= 0.05)
      gaps.push({ after: index + 1, missing });
    else warnings.add("uneven-spacing");
  }
  if (gaps.length > 0) warnings.add("gap");
  const places = along.map((value) => Math.round((value - (along[0] ?? 0)) / usual));
  const count = Math.max(1, places.at(-1) ?? 1);
  const last = planes.at(-1) ?? first;
  const across = (axis: 0 | 1 | 2) => (last.positionMm[axis] - first.positionMm[axis]) / count;
  const step: Three = [across(0), across(1), across(2)];
  const forward = dot(step, normal);
  const sideways = Math.hypot(...step.map((value, axis) => value - forward * (normal[axis] ?? 0)));
  if (sideways > tolerance) warnings.add("tilt");
  // Planes may stand evenly along the normal and still be shifted against each other.
  const strays = planes.some((plane, index) => {
    const place = places[index] ?? 0;
    return plane.positionMm.some(
      (value, axis) =>
        Math.abs(value - ((first.positionMm[axis] ?? 0) + place * (step[axis] ?? 0))) > tolerance * 2,
    );
  });
  if (strays && !warnings.has("duplicate-position")) warnings.add("uneven-spacing");
  return { stepMm: forward, stepVectorMm: step, gaps, warnings: [...warnings] };
}
