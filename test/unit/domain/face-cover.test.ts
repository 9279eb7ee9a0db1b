import { expect, it } from "vitest";
import { coveredPixels, coverHu, coverRadius, coverValue } from "../../../src/domain/deid/face-cover.ts";
import { makeRandom } from "../../support/random.ts";

/** The definition itself, pixel by pixel: the largest piece of air by labels that spread, then every disc drawn. */
function slowly(values: readonly number[], columns: number, rows: number, radius: number): number[] {
  const label = values.map((value, at) => (value <= -800 ? at : -1));
  for (let changed = true; changed; ) {
    changed = false;
    for (let at = 0; at < label.length; at++) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      const beside = [x > 0 ? at - 1 : at, x < columns - 1 ? at + 1 : at, y > 0 ? at - columns : at];
      if (y < rows - 1) beside.push(at + columns);
      for (const other of beside)
        if ((label[at] ?? -1) >= 0 && (label[other] ?? -1) > (label[at] ?? -1)) {
          label[at] = label[other] ?? -1;
          changed = true;
        }
    }
  }
  const counts = new Map<number, number>();
  for (const one of label) if (one >= 0) counts.set(one, (counts.get(one) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const largest = new Set([...counts].filter(([, count]) => count === most).map(([one]) => one));
  if (largest.size !== 1) return [];
  return values.map((_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    return label.some(
      (one, from) =>
        largest.has(one) &&
        (x - (from % columns)) ** 2 + (y - Math.floor(from / columns)) ** 2 <= radius ** 2,
    )
      ? 1
      : 0;
  });
}

it("covers the largest piece of air and all that is near it, as its definition says", () => {
  const random = makeRandom(5);
  let compared = 0;
  for (let run = 0; run < 60; run++) {
    const [columns, rows] = [9 + Math.floor(random() * 12), 7 + Math.floor(random() * 12)];
    const share = 0.2 + random() * 0.5;
    const values = Array.from({ length: columns * rows }, () =>
      random() < share ? -1000 : random() * 300 - 700,
    );
    const radius = 1 + Math.floor(random() * 4);
    const expected = slowly(values, columns, rows, radius);
    if (expected.length === 0) continue;
    const covered = coveredPixels({ columns, rows, valueAt: (pixel) => values[pixel] ?? 0 }, radius);
    expect([...covered]).toEqual(expected);
    compared++;
  }
  expect(compared).toBeGreaterThan(30);
});

it("covers nothing where no air is", () => {
  const covered = coveredPixels({ columns: 8, rows: 8, valueAt: () => -799 }, 3);
  expect(covered.some((one) => one !== 0)).toBe(false);
});

it("holds soft tissue in even shares, the same for one seed and another for the next", () => {
  const values = Array.from({ length: 20_000 }, (_, pixel) => coverValue(7, 3, pixel));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(coverHu.lowest);
  expect(Math.max(...values)).toBeLessThan(coverHu.highest);
  for (let tenth = 0; tenth < 10; tenth++) {
    const from = -125 + tenth * 17.5;
    const share = values.filter((value) => value >= from && value < from + 17.5).length / values.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
  }
  const beside = values.slice(1).map((value, at) => (value + 37.5) * ((values[at] ?? 0) + 37.5));
  // Neighbours do not hang together: their mean product is that of independent values.
  expect(Math.abs(beside.reduce((sum, one) => sum + one, 0) / beside.length)).toBeLessThan(60);
  expect(coverValue(7, 3, 11)).toBe(values[11]);
  expect(coverValue(8, 3, 11)).not.toBe(values[11]);
  expect(coverValue(7, 4, 11)).not.toBe(values[11]);
});

it("reaches 16 mm deep: 35 pixels of a head of 512 × 512", () => {
  expect([coverRadius([0.457, 0.457]), coverRadius([1, 1]), coverRadius(null)]).toEqual([35, 16, 35]);
});
