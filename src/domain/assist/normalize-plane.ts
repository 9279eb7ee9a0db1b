import type { AssistPlane } from "../calls/assist-calls.ts";
import { percentiles } from "./percentiles.ts";

/** A plane scaled to [0, 1], and whether it had any contrast to scale. */
export interface NormalizedPlane {
  readonly plane: AssistPlane;
  readonly hasContrast: boolean;
}

/** The same plane with NaN and infinities replaced by its smallest finite value (0 when there is none). */
export function finitePlane(plane: AssistPlane): AssistPlane {
  let least = Number.POSITIVE_INFINITY;
  let clean = true;
  for (let at = 0; at < plane.values.length; at++) {
    const value = plane.values[at] ?? 0;
    if (!Number.isFinite(value)) clean = false;
    else if (value < least) least = value;
  }
  if (clean) return plane;
  const floor = Number.isFinite(least) ? least : 0;
  return { ...plane, values: plane.values.map((value) => (Number.isFinite(value) ? value : floor)) };
}

/**
 * Scales a plane to [0, 1] by its 0.5 and 99.5 percentiles, clipped; never the display window (assist 3.1). Where those are
 * equal (a small thing on an even ground) by its extremes; a constant plane becomes zeros.
 */
export function normalizePlane(source: AssistPlane): NormalizedPlane {
  const plane = finitePlane(source);
  let [low = 0, high = 0] = percentiles(plane.values, [0.5, 99.5]);
  if (!(high > low)) [low = 0, high = 0] = percentiles(plane.values, [0, 100]);
  const span = high - low;
  // Rounding noise of a resampled constant is no contrast.
  const hasContrast = span > 1e-6 * Math.max(1, Math.abs(low), Math.abs(high));
  const values = new Float32Array(plane.values.length);
  if (hasContrast)
    for (let at = 0; at < values.length; at++)
      values[at] = Math.min(1, Math.max(0, ((plane.values[at] ?? 0) - low) / span));
  return { plane: { ...plane, values }, hasContrast };
}
