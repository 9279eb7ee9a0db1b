import { expect, test } from "vitest";
import { surfaceDistance } from "../../../src/domain/agreement/surface-distance.ts";
import type { BinaryMask } from "../../../src/domain/mask.ts";
import { compareWithProposal, edgeShifts } from "../../../src/domain/proposal-edit.ts";
import { makeRandom } from "../../support/random.ts";

type Point = readonly [x: number, y: number];

/** Pixels with one of four neighbours, or the edge of the image, outside: the definition, asked pixel by pixel. */
function edgePoints({ columns, rows, bits }: BinaryMask): Point[] {
  const isIn = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && bits[y * columns + x] === 1;
  const points: Point[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      if (isIn(x, y) && !(isIn(x - 1, y) && isIn(x + 1, y) && isIn(x, y - 1) && isIn(x, y + 1)))
        points.push([x, y]);
  return points;
}

/** NumPy's percentile of the distances from each point to the nearest of others, all pairs tried. */
function tail(from: readonly Point[], to: readonly Point[], [rowMm, columnMm]: readonly [number, number]) {
  const list = from
    .map(([x, y]) => Math.min(...to.map(([u, v]) => Math.hypot((u - x) * columnMm, (v - y) * rowMm))))
    .sort((a, b) => a - b);
  const rank = 0.95 * (list.length - 1);
  const low = list[Math.floor(rank)] ?? 0;
  return low + (rank - Math.floor(rank)) * ((list[Math.ceil(rank)] ?? 0) - low);
}

test("edit metrics equal brute force on 300 random pairs of masks, to 1e-6 and 1e-3 mm (assist row 12)", () => {
  const random = makeRandom(12);
  let apart = 0;
  for (let turn = 0; turn < 300; turn++) {
    const [columns, rows] = [1 + Math.floor(random() * 24), 1 + Math.floor(random() * 20)];
    const spacingMm = [0.2 + 3 * random(), 0.2 + 3 * random()] as const;
    const draw = (): BinaryMask => {
      const bits = new Uint8Array(columns * rows);
      const [x, y, r, noise] = [random() * columns, random() * rows, random() * 9, random() * 0.1];
      const isEmpty = random() < 0.06;
      for (let at = 0; at < bits.length; at++) {
        const near = Math.hypot((at % columns) - x, Math.floor(at / columns) - y) < r;
        bits[at] = !isEmpty && (near || random() < noise) ? 1 : 0;
      }
      return { columns, rows, bits };
    };
    const [before, after] = [draw(), draw()];
    const edit = compareWithProposal(before, after, { spacingKind: "patient", spacingMm });
    const count = (isIn: (p: number, f: number) => boolean) =>
      [...before.bits].filter((bit, at) => isIn(bit, after.bits[at] ?? 0)).length;
    const [added, removed] = [count((p, f) => !p && !!f), count((p, f) => !!p && !f)];
    const both = count((p, f) => !!p && !!f);
    const either = added + removed + both;
    expect([edit.addedPixels, edit.removedPixels]).toEqual([added, removed]);
    expect(edit.changedFraction).toBeCloseTo(either === 0 ? 0 : (added + removed) / either, 6);
    expect(edit.dice).toBeCloseTo(either === 0 ? 1 : (2 * both) / (2 * both + added + removed), 6);
    const [p, f] = [edgePoints(before), edgePoints(after)];
    if (p.length === 0 || f.length === 0) {
      expect(edit.hd95Mm).toBe(p.length === f.length ? 0 : null);
      continue;
    }
    apart++;
    expect(edit.hd95Mm).toBeCloseTo(Math.max(tail(p, f, spacingMm), tail(f, p, spacingMm)), 9);
    // The same number as agreement's own, which goes another way.
    const steps = [spacingMm[1], spacingMm[0], 1] as const;
    const { hd95 } = surfaceDistance({ ...before, slices: 1 }, { ...after, slices: 1 }, steps);
    expect(edit.hd95Mm).toBeCloseTo(hd95.value ?? Number.NaN, 9);
  }
  expect(apart).toBeGreaterThan(150);
});

test("without known millimetres no distance is made up; a box says how far each edge was moved", () => {
  const mask = (...on: number[]): BinaryMask => ({
    columns: 4,
    rows: 3,
    bits: new Uint8Array(12).map((_, at) => (on.includes(at) ? 1 : 0)),
  });
  expect(compareWithProposal(mask(0), mask(3), null).hd95Mm).toBeNull();
  const unknown = { spacingKind: "unknown", spacingMm: [1, 1] } as const;
  expect(compareWithProposal(mask(0), mask(3), unknown).hd95Mm).toBeNull();
  const known = { spacingKind: "detector", spacingMm: [1, 0.5] } as const;
  expect(compareWithProposal(mask(0), mask(3), known).hd95Mm).toBeCloseTo(1.5, 9);
  expect(edgeShifts([1, 2, 8, 9], [0, 2, 9, 7.5])).toEqual([-1, 0, 1, -1.5]);
});
