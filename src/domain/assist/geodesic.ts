import type { AssistPlane } from "../calls/assist-calls.ts";
import { gaussian } from "./gaussian.ts";
import { geodesicDistance } from "./geodesic-distance.ts";
import { gradientMagnitude } from "./gradient.ts";
import type { Seeds } from "./seeds.ts";

/** Weight of the gradient magnitude in the cost of a step (assist 3.1). */
export const geodesicLambda = 5;

/** Cost per protocol pixel of length: 0.01 + lambda × gradient magnitude after a Gaussian of 0.8 protocol pixels. */
export function geodesicCost(plane: AssistPlane, unit: number): Float32Array<ArrayBuffer> {
  const magnitude = gradientMagnitude(gaussian(plane, 0.8 * unit));
  // Per protocol pixel: the gradient grows and the length of a grid step shrinks by the same factor.
  return magnitude.map((value) => (0.01 + geodesicLambda * value * unit) / unit);
}

/**
 * Soft value d− / (d+ + d−) of the geodesic distances to the positive and the negative seeds; foreground is above 0.5. All 0
 * without a positive seed, all 1 without a negative one.
 */
export function geodesic(plane: AssistPlane, unit: number, seeds: Seeds): AssistPlane {
  const { columns, rows } = plane;
  const cost = geodesicCost(plane, unit);
  const near = geodesicDistance(cost, columns, rows, seeds.positive);
  const far = geodesicDistance(cost, columns, rows, seeds.negative);
  const values = near.map((toPositive, at) => {
    const toNegative = far[at] ?? 0;
    if (toPositive === Number.POSITIVE_INFINITY) return 0;
    if (toNegative === Number.POSITIVE_INFINITY) return 1;
    return toNegative / Math.max(toPositive + toNegative, 1e-9);
  });
  return { columns, rows, values };
}
