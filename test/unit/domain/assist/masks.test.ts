import { expect, test } from "vitest";
import { connectedComponents } from "../../../../src/domain/assist/components.ts";
import { keepPrompted } from "../../../../src/domain/assist/keep-prompted.ts";
import { dice, iou, maskOverlap } from "../../../../src/domain/assist/mask-overlap.ts";
import { settleMask } from "../../../../src/domain/assist/settle-mask.ts";
import { decodeMaskRle, encodeMaskRle, maskRleArea } from "../../../../src/domain/mask-rle.ts";
import { meanInside, uncertaintyOf } from "../../../../src/domain/uncertainty.ts";
import { diceOf, planeOf, seededRandom } from "../../../support/phantom-plane.ts";

const none = { positive: [], negative: [], box: null };

function randomMask(seed: number, share: number) {
  const random = seededRandom(seed);
  const bits = new Uint8Array(13 * 17).map(() => (random() < share ? 1 : 0));
  return { columns: 13, rows: 17, bits };
}

test.each([0, 0.1, 0.5, 0.9, 1])("run lengths give the mask back (share %d)", (share) => {
  for (let seed = 1; seed < 20; seed++) {
    const mask = randomMask(seed, share);
    const rle = encodeMaskRle(mask);
    expect(decodeMaskRle(rle)).toEqual(mask);
    expect(maskRleArea(rle)).toBe(mask.bits.reduce((sum, bit) => sum + bit, 0));
    expect(rle.counts.slice(1).every((length) => length > 0)).toBe(true);
  }
});

test("runs that do not fill the mask are refused", () => {
  expect(() => decodeMaskRle({ columns: 4, rows: 4, counts: [3, 4] })).toThrow(RangeError);
});

test("overlap of runs equals overlap of pixels", () => {
  for (let seed = 1; seed < 40; seed++) {
    const a = randomMask(seed, (seed % 11) / 10);
    const b = randomMask(seed + 500, (seed % 7) / 6);
    const both = a.bits.reduce((sum, bit, at) => sum + (bit & (b.bits[at] ?? 0)), 0);
    const [rleA, rleB] = [encodeMaskRle(a), encodeMaskRle(b)];
    expect(maskOverlap(rleA, rleB).both).toBe(both);
    expect(dice(rleA, rleB)).toBeCloseTo(diceOf(a.bits, b.bits), 12);
    expect(iou(rleA, rleB)).toBeLessThanOrEqual(dice(rleA, rleB));
  }
});

/** Parts by spreading from pixel to pixel, written for the test alone. */
function spreadParts(bits: Uint8Array, columns: number, rows: number): number[] {
  const labels = Array<number>(bits.length).fill(0);
  let count = 0;
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || labels[start]) continue;
    count++;
    const todo = [start];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (labels[at]) continue;
      labels[at] = count;
      const [x, y] = [at % columns, Math.floor(at / columns)];
      for (const [u, v] of [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const)))
        if (u >= 0 && v >= 0 && u < columns && v < rows && bits[v * columns + u]) todo.push(v * columns + u);
    }
  }
  return labels;
}

test("parts are the ones that spreading finds, numbered by their first pixels, over 200 random masks", () => {
  const random = seededRandom(4);
  let most = 0;
  for (let round = 0; round < 200; round++) {
    const [columns, rows, share] = [1 + (round % 19), 1 + (round % 23), 0.1 + 0.6 * random()];
    const bits = new Uint8Array(columns * rows).map(() => (random() < share ? 1 : 0));
    const { labels, count } = connectedComponents(bits, columns, rows);
    const wanted = spreadParts(bits, columns, rows);
    expect([...labels], `round ${round}`).toEqual(wanted);
    expect(count).toBe(Math.max(0, ...wanted));
    most = Math.max(most, count);
  }
  expect(most).toBeGreaterThan(20);
});

/** Three squares: around (5, 5), (15, 5) and (5, 15), 5 pixels wide. */
function threeSquares() {
  const near = (x: number, y: number, cx: number, cy: number) =>
    Math.max(Math.abs(x - cx), Math.abs(y - cy)) <= 2;
  const plane = planeOf(20, 20, (x, y) =>
    near(x, y, 5, 5) || near(x, y, 15, 5) || near(x, y, 5, 15) ? 1 : 0,
  );
  return { columns: 20, rows: 20, bits: Uint8Array.from(plane.values) };
}
const corners = (bits: Uint8Array) => [bits[5 * 20 + 5], bits[5 * 20 + 15], bits[15 * 20 + 5]];

test("parts that no prompt touches are dropped, and parts that a negative click touches", () => {
  const mask = threeSquares();
  const kept = (prompts: Parameters<typeof keepPrompted>[1]) => corners(keepPrompted(mask, prompts).bits);
  expect(kept(none)).toEqual([1, 1, 1]);
  expect(kept({ ...none, positive: [[5, 5]] })).toEqual([1, 0, 0]);
  expect(kept({ ...none, box: [0, 0, 19, 9] })).toEqual([1, 1, 0]);
  expect(kept({ ...none, box: [0, 0, 19, 9], negative: [[15, 5]] })).toEqual([1, 0, 0]);
  expect(kept({ ...none, negative: [[5, 15]] })).toEqual([1, 1, 0]);
});

test("a part that holds both signs loses only the negative disk", () => {
  const mask = { columns: 20, rows: 20, bits: new Uint8Array(400).fill(1) };
  const { bits } = keepPrompted(mask, { ...none, positive: [[5, 5]], negative: [[15, 15]] });
  expect(bits[5 * 20 + 5]).toBe(1);
  expect(bits[15 * 20 + 15]).toBe(0);
  expect(bits[15 * 20 + 10]).toBe(1);
});

test("outside the crop the old mask stays; inside it the network decides", () => {
  const old = new Uint8Array(100 * 100);
  for (let y = 10; y < 90; y++) old.fill(1, y * 100 + 10, y * 100 + 90);
  const side = 16;
  const logits = planeOf(side, side, (x) => (x < 8 ? 6 : -6)).values;
  const settled = settleMask({
    logits,
    side,
    window: { x: 30, y: 30, width: 40, height: 40 },
    columns: 100,
    rows: 100,
    prompts: none,
    previous: encodeMaskRle({ columns: 100, rows: 100, bits: old }),
    threshold: 0.5,
  });
  expect(settled.mask.bits[50 * 100 + 40]).toBe(1);
  expect(settled.mask.bits[50 * 100 + 60]).toBe(0);
  expect(settled.mask.bits[50 * 100 + 80]).toBe(1);
  expect(settled.mask.bits[5 * 100 + 5]).toBe(0);
  expect(settled.confidence).toBeGreaterThan(0.95);
});

test("a padded window on a wide image lands on the right rows", () => {
  const side = 32;
  const logits = planeOf(side, side, (_, y) => (y >= 16 ? 8 : -8)).values;
  const { mask } = settleMask({
    logits,
    side,
    window: { x: 0, y: -16, width: 64, height: 64 },
    columns: 64,
    rows: 32,
    prompts: none,
    previous: null,
    threshold: 0.5,
  });
  expect(mask.bits[14 * 64 + 5]).toBe(0);
  expect(mask.bits[17 * 64 + 5]).toBe(1);
});

test("uncertainty equals its definition, pixel by pixel", () => {
  const [columns, rows] = [23, 19];
  const random = seededRandom(4);
  const p = planeOf(
    columns,
    rows,
    (x, y) => 1 / (1 + Math.exp(Math.hypot(x - 11, y - 9) - 5 + random())),
  ).values;
  const bits = Uint8Array.from(p, (value) => (value > 0.5 ? 1 : 0));
  const on = (x: number, y: number) => bits[y * columns + x] === 1;
  const contour: (readonly [number, number])[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      if (on(x, y) && (!on(x - 1, y) || !on(x + 1, y) || !on(x, y - 1) || !on(x, y + 1)))
        contour.push([x, y]);
  const band = [...p.keys()].filter((at) =>
    contour.some(([x, y]) => Math.hypot((at % columns) - x, Math.floor(at / columns) - y) <= 3),
  );
  const entropy = (q: number) => -(q * Math.log2(q) + (1 - q) * Math.log2(1 - q));
  const wanted = band.reduce((sum, at) => sum + entropy(p[at] ?? 0), 0) / band.length;
  const found = uncertaintyOf(p, bits, columns, rows);
  expect(found.entropyBand).toBeCloseTo(wanted, 6);
  const middle = [...p].filter((q) => q > 0.2 && q < 0.8).length;
  expect(found.midFraction).toBeCloseTo(middle / [...p].filter((q) => q > 0.5).length, 9);
  expect(meanInside(p, bits)).toBeGreaterThan(0.5);
});

test("an empty mask is all doubt", () => {
  expect(uncertaintyOf(new Float32Array(9), new Uint8Array(9), 3, 3)).toEqual({
    entropyBand: 1,
    midFraction: 1,
    contourMargin: 0,
  });
  expect(meanInside(new Float32Array(9), new Uint8Array(9))).toBe(0);
});
