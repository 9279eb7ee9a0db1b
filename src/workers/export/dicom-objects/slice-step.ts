import type { PlaneFacts } from "../../../domain/image-facts.ts";
import type { DatasetImage } from "../dataset.ts";

/** Distance from a plane to the nearest other one of its series that is parallel, in mm: measured, where no file says how thick it is. */
export function sliceStepMm(
  { series }: Pick<DatasetImage, "series">,
  { positionMm, orientation }: PlaneFacts,
): number | null {
  const [rx, ry, rz, cx, cy, cz] = orientation;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx] as const;
  let nearest = Infinity;
  for (const { plane } of series.frames) {
    if (!plane || plane.orientation.some((value, at) => Math.abs(value - (orientation[at] ?? 0)) > 1e-4))
      continue;
    const away = Math.abs(
      normal.reduce(
        (sum, value, axis) => sum + value * ((plane.positionMm[axis] ?? 0) - (positionMm[axis] ?? 0)),
        0,
      ),
    );
    if (away > 1e-3 && away < nearest) nearest = away;
  }
  return nearest < Infinity ? Math.round(nearest * 1e6) / 1e6 : null;
}
