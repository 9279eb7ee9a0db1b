import type { AssistPlane } from "../../src/domain/calls/assist-calls.ts";

/** Numbers in [0, 1) that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A plane whose pixel (x, y) has the value that `at` gives. */
export function planeOf(columns: number, rows: number, at: (x: number, y: number) => number): AssistPlane {
  const values = new Float32Array(columns * rows).map((_, i) => at(i % columns, Math.floor(i / columns)));
  return { columns, rows, values };
}

/** A filled ellipse and the plane that shows it: blurred rim, noise, a slow bias. */
export function ellipsePhantom(side: number, seed: number) {
  const random = seededRandom(seed);
  const x0 = side * (0.4 + 0.2 * random());
  const y0 = side * (0.4 + 0.2 * random());
  const a = side * (0.15 + 0.15 * random());
  const b = side * (0.15 + 0.15 * random());
  const depth = (x: number, y: number) => 1 - Math.hypot((x - x0) / a, (y - y0) / b);
  const rim = 0.03;
  const plane = planeOf(side, side, (x, y) => {
    const inside = Math.min(1, Math.max(0, 0.5 + depth(x, y) / rim));
    return 40 + 300 * inside + 30 * (x / side) + 20 * (random() - 0.5);
  });
  const truth = planeOf(side, side, (x, y) => (depth(x, y) > 0 ? 1 : 0));
  return { plane, truth: Uint8Array.from(truth.values), center: [x0, y0] as const, radii: [a, b] as const };
}

/** Dice coefficient of two masks. */
export function diceOf(a: Uint8Array, b: Uint8Array): number {
  let both = 0;
  let sum = 0;
  a.forEach((value, at) => {
    both += value && b[at] ? 1 : 0;
    sum += (value ? 1 : 0) + (b[at] ? 1 : 0);
  });
  return sum === 0 ? 1 : (2 * both) / sum;
}
