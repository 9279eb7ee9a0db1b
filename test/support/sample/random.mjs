/** Seeded generator (mulberry32): the sample is the same on every machine. */
export function makeRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, normal: () => next() + next() + next() + next() + next() + next() - 3 };
}

/** Smooth noise in about [-1, 1]: random values on a grid of `cell` pixels, blended between. */
export function smoothNoise(columns, rows, cell, random) {
  const gridColumns = Math.ceil(columns / cell) + 2;
  const grid = Float32Array.from({ length: gridColumns * (Math.ceil(rows / cell) + 2) }, () =>
    random.normal(),
  );
  const ease = (t) => t * t * (3 - 2 * t);
  return (x, y) => {
    const column = Math.floor(x / cell);
    const row = Math.floor(y / cell);
    const u = ease(x / cell - column);
    const v = ease(y / cell - row);
    const at = (c, r) => grid[(row + r) * gridColumns + column + c] ?? 0;
    return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v;
  };
}

/** 1 inside, 0 outside, a ramp of `soft` on the border; `d` is the normalised distance from the centre. */
export const inside = (d, soft = 0.04) => Math.min(1, Math.max(0, (1 - d) / soft + 0.5));
