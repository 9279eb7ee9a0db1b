import { expect, test } from "vitest";
import { bottleneckMap } from "../../../../src/domain/assist/bottleneck-map.ts";
import { geodesicDistance } from "../../../../src/domain/assist/geodesic-distance.ts";
import { seededRandom } from "../../../support/phantom-plane.ts";

/** Relaxes every edge until nothing changes: no queue, no order, nothing shared with the kernels. */
function relaxed(
  columns: number,
  rows: number,
  start: (at: number) => number,
  offsets: readonly (readonly [number, number])[],
  step: (cost: number, from: number, to: number, length: number) => number,
): number[] {
  const cost = Array.from({ length: columns * rows }, (_, at) => start(at));
  for (let changed = true; changed; ) {
    changed = false;
    for (let at = 0; at < cost.length; at++) {
      for (const [dx, dy] of offsets) {
        const x = (at % columns) + dx;
        const y = Math.floor(at / columns) + dy;
        if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
        const to = y * columns + x;
        const next = step(cost[at] ?? 0, at, to, Math.hypot(dx, dy));
        if (next < (cost[to] ?? 0) - 1e-12) {
          cost[to] = next;
          changed = true;
        }
      }
    }
  }
  return cost;
}

const four = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
const eight = [...four, [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;

test.each([1, 2, 3, 4])("a bottleneck is the least worst step of any path (seed %i)", (seed) => {
  const random = seededRandom(seed);
  const [columns, rows] = [11 + seed, 9];
  const values = new Float32Array(columns * rows).map(() => Math.round(random() * 255) / 255);
  const from = Math.floor(random() * values.length);
  const level = (at: number) => Math.round(Math.abs((values[at] ?? 0) - (values[from] ?? 0)) * 255);
  const wanted = relaxed(
    columns,
    rows,
    (at) => (at === from ? 0 : Number.POSITIVE_INFINITY),
    four,
    (cost, _, to) => Math.max(cost, level(to)),
  );
  expect([...bottleneckMap(values, columns, rows, from)]).toEqual(wanted);
});

test.each([1, 2, 3, 4])("a geodesic distance is the shortest path of any length (seed %i)", (seed) => {
  const random = seededRandom(seed + 100);
  const [columns, rows] = [12, 8 + seed];
  const cost = new Float32Array(columns * rows).map(() => 0.01 + random() ** 4 * 3);
  const seeds = Uint8Array.from(cost, () => (random() < 0.04 ? 1 : 0));
  seeds[5] = 1;
  const wanted = relaxed(
    columns,
    rows,
    (at) => (seeds[at] ? 0 : Number.POSITIVE_INFINITY),
    eight,
    (sum, from, to, length) => sum + (((cost[from] ?? 0) + (cost[to] ?? 0)) / 2) * length,
  );
  const found = geodesicDistance(cost, columns, rows, seeds);
  found.forEach((value, at) => {
    expect(Math.abs(value - (wanted[at] ?? 0))).toBeLessThan(1e-5 * (1 + value));
  });
});

test("without a seed every geodesic distance is infinite", () => {
  const found = geodesicDistance(new Float32Array(20).fill(1), 5, 4, new Uint8Array(20));
  expect([...found].every((value) => value === Number.POSITIVE_INFINITY)).toBe(true);
});
