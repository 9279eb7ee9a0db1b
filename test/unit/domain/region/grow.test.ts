import { describe, expect, test } from "vitest";
import { type GrowInput, type Grown, growRegion } from "../../../../src/domain/region/grow.ts";
import { seedAt } from "../../../../src/domain/region/seed-value.ts";
import { storedRange, type ValueSlice, valuesOfSlice } from "../../../../src/domain/region/value-slice.ts";
import { makeRandom } from "../../../support/random.ts";

const slice = (samples: readonly number[], change: Partial<ValueSlice> = {}): ValueSlice => ({
  samples: Int16Array.from(samples),
  slope: 1,
  intercept: 0,
  padding: null,
  ...change,
});

function grow(input: Omit<GrowInput, "cap"> & { cap?: number }): Grown {
  const growth = growRegion({ cap: 1e9, ...input });
  for (let step = growth.next(); ; step = growth.next()) if (step.done) return step.value;
}

/** Breadth first over single voxels, by the definition: an oracle that shares nothing with the run fill. */
function flood({ columns, rows, slices, seeds, range }: Omit<GrowInput, "cap">): Uint8Array {
  const plane = columns * rows;
  const bits = new Uint8Array(plane * slices.length);
  const isIn = (z: number, at: number) => {
    const one = slices[z];
    const value = one ? valuesOfSlice(one)(at) : Number.NaN;
    return value >= range.low && value <= range.high;
  };
  const queue = seeds.filter(([z, at]) => isIn(z, at)).map(([z, at]) => z * plane + at);
  for (const at of queue) bits[at] = 1;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [z, at] = [Math.floor(next / plane), next % plane];
    const [x, y] = [at % columns, Math.floor(at / columns)];
    for (const [dx, dy, dz] of [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ] as const) {
      const [nx, ny, nz] = [x + dx, y + dy, z + dz];
      if (nx < 0 || ny < 0 || nz < 0 || nx >= columns || ny >= rows || nz >= slices.length) continue;
      const to = nz * plane + ny * columns + nx;
      if (bits[to] || !isIn(nz, ny * columns + nx)) continue;
      bits[to] = 1;
      queue.push(to);
    }
  }
  return bits;
}

describe("region growing", () => {
  test("is the connected set of the definition, over 60 random volumes with padding and a negative slope", () => {
    const random = makeRandom(3);
    for (let round = 0; round < 60; round++) {
      const [columns, rows, depth] = [
        3 + Math.floor(random() * 12),
        3 + Math.floor(random() * 9),
        1 + (round % 4),
      ];
      const slices = Array.from({ length: depth }, () =>
        slice(
          Array.from({ length: columns * rows }, () => Math.floor(random() * 8)),
          { slope: round % 2 ? -2 : 1.5, intercept: 3, padding: [7, 7] },
        ),
      );
      const seeds = [[0, Math.floor(random() * columns * rows)]] as const;
      const input = { columns, rows, slices, seeds, range: { low: -6, high: 9 } };
      const grown = grow(input);
      expect([...grown.bits], `round ${round}`).toEqual([...flood(input)]);
      expect(grown.count).toBe(grown.bits.reduce((sum, bit) => sum + bit, 0));
      expect(grown.capped).toBe(false);
    }
  });
  test("does not pass over a corner: 4- and 6-connected", () => {
    const slices = [slice([1, 0, 0, 1]), slice([0, 1, 1, 0])];
    const grown = grow({ columns: 2, rows: 2, slices, seeds: [[0, 0]], range: { low: 1, high: 1 } });
    expect([...grown.bits]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });
  test("stops at the cap, exactly, and says so", () => {
    const slices = [slice(new Array(100).fill(5)), slice(new Array(100).fill(5))];
    const grown = grow({
      columns: 10,
      rows: 10,
      slices,
      seeds: [[0, 0]],
      range: { low: 5, high: 5 },
      cap: 37,
    });
    expect(grown).toMatchObject({ count: 37, capped: true });
    expect(grown.bits.reduce((sum, bit) => sum + bit, 0)).toBe(37);
  });
  test("yields on the way, so that it can be stopped", () => {
    const side = 1200;
    const slices = [slice(new Array(side * side).fill(5))];
    const growth = growRegion({
      columns: side,
      rows: side,
      slices,
      seeds: [[0, 0]],
      range: { low: 5, high: 5 },
      cap: 1e9,
    });
    const first = growth.next();
    expect(first.done).toBe(false);
    expect(first.value).toBeLessThan(side * side);
  });
  test("a click means the mean of what lies around it, without padding", () => {
    const one = slice([0, 0, 0, 0, 90, 30, 0, 30, 60], { padding: [0, 0], slope: 2, intercept: 1 });
    const { at, value } = seedAt(one, 3, 3, [1, 1]);
    expect(at).toEqual([4, 5, 7, 8]);
    expect(value).toBe((90 + 30 + 30 + 60) * 2 * 0.25 + 1);
    expect(seedAt(one, 3, 3, [0, 0]).at).toEqual([4]);
    expect(storedRange(one, { low: 61, high: 121 })).toEqual({ low: 30, high: 60 });
  });
});
