import type { AssistPlane } from "../calls/assist-calls.ts";
import type { Seeds } from "./seeds.ts";

/** How strongly a step in value holds the walker back (assist 3.1). */
export const walkerBeta = 500;
const tolerance = 1e-3;
const mostIterations = 300;
const floor = 1e-10;

/** Weights of the edges to the right and down: exp(−beta · diff² / (10 · deviation of the plane)) + 1e-10. */
function edgeWeights({ columns, rows, values }: AssistPlane) {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(Math.max(1e-12, squares / values.length - mean * mean));
  const scale = walkerBeta / (10 * deviation);
  const right = new Float64Array(values.length);
  const down = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const own = values[at] ?? 0;
    if ((at + 1) % columns !== 0) right[at] = Math.exp(-scale * ((values[at + 1] ?? 0) - own) ** 2) + floor;
    if (at + columns < columns * rows)
      down[at] = Math.exp(-scale * ((values[at + columns] ?? 0) - own) ** 2) + floor;
  }
  return { right, down };
}

/**
 * Probability that a walker from each pixel reaches a positive seed before a negative one (4-connected): the Dirichlet problem, by
 * conjugate gradients with the diagonal as preconditioner on the stencil itself, to 1e-3 or 300 steps. `start` is the last solution, where
 * there is one. All 0 without a positive seed, all 1 without a negative one.
 */
export function randomWalker(
  plane: AssistPlane,
  seeds: Seeds,
  start: Float32Array | null = null,
): AssistPlane {
  const { columns, rows } = plane;
  const count = columns * rows;
  const { right, down } = edgeWeights(plane);
  const solution = new Float64Array(count);
  const inverse = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    solution[at] = seeds.positive[at] ? 1 : seeds.negative[at] ? 0 : (start?.[at] ?? 0);
    const all =
      (right[at] ?? 0) + (down[at] ?? 0) + (at > 0 ? (right[at - 1] ?? 0) : 0) + (down[at - columns] ?? 0);
    inverse[at] = seeds.positive[at] || seeds.negative[at] || all === 0 ? 0 : 1 / all;
  }
  /** out = L · x on the free pixels, 0 on the seeds. */
  const laplacian = (x: Float64Array, out: Float64Array) => {
    out.fill(0);
    for (let at = 0; at < count; at++) {
      const own = x[at] ?? 0;
      const across = right[at] ?? 0;
      if (across > 0) {
        const flow = across * (own - (x[at + 1] ?? 0));
        out[at] = (out[at] ?? 0) + flow;
        out[at + 1] = (out[at + 1] ?? 0) - flow;
      }
      const along = down[at] ?? 0;
      if (along > 0) {
        const flow = along * (own - (x[at + columns] ?? 0));
        out[at] = (out[at] ?? 0) + flow;
        out[at + columns] = (out[at + columns] ?? 0) - flow;
      }
    }
    for (let at = 0; at < count; at++) if (inverse[at] === 0) out[at] = 0;
  };
  const product = new Float64Array(count);
  // The right-hand side is what the seeds alone push into the free pixels: the residual is measured against it.
  const onlySeeds = Float64Array.from(solution, (value, at) => (inverse[at] === 0 ? value : 0));
  laplacian(onlySeeds, product);
  let goal = 0;
  for (const value of product) goal += value * value;
  goal *= tolerance * tolerance;
  laplacian(solution, product);
  const residual = product.map((value) => -value);
  const direction = residual.map((value, at) => value * (inverse[at] ?? 0));
  let strength = 0;
  for (let at = 0; at < count; at++) strength += (residual[at] ?? 0) * (direction[at] ?? 0);
  for (let step = 0; step < mostIterations; step++) {
    let left = 0;
    for (const value of residual) left += value * value;
    if (left <= goal || strength === 0) break;
    laplacian(direction, product);
    let bend = 0;
    for (let at = 0; at < count; at++) bend += (direction[at] ?? 0) * (product[at] ?? 0);
    const length = strength / bend;
    let next = 0;
    for (let at = 0; at < count; at++) {
      solution[at] = (solution[at] ?? 0) + length * (direction[at] ?? 0);
      const rest = (residual[at] ?? 0) - length * (product[at] ?? 0);
      residual[at] = rest;
      next += rest * rest * (inverse[at] ?? 0);
    }
    const turn = next / strength;
    for (let at = 0; at < count; at++)
      direction[at] = (residual[at] ?? 0) * (inverse[at] ?? 0) + turn * (direction[at] ?? 0);
    strength = next;
  }
  return { columns, rows, values: Float32Array.from(solution) };
}
