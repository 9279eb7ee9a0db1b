import { describe, expect, test } from "vitest";
import type { PointImage } from "../../../src/domain/annotation.ts";
import { isInside } from "../../../src/domain/geometry-distance.ts";
import { maskDice } from "../../../src/domain/mask-dice.ts";
import { makeMaskEdit } from "../../../src/domain/mask-edit.ts";
import { instanceMask, instanceSpans, layersOfFrame, spansArea } from "../../../src/domain/mask-instance.ts";
import { maxLayers, type PaintedInstance, paintInstance } from "../../../src/domain/mask-paint.ts";
import { decodeMaskRle, encodeMaskRle, forEachRleRun, maskRleArea } from "../../../src/domain/mask-rle.ts";
import { decodeMaskTile, encodeMaskTile } from "../../../src/domain/mask-tile-codec.ts";
import { makeMaskTiles } from "../../../src/domain/mask-tiles.ts";
import { compareWithProposal } from "../../../src/domain/proposal-edit.ts";
import {
  boxSpans,
  capsuleSpans,
  ellipseSpans,
  type PixelSpan,
  polygonSpans,
  spansToMask,
} from "../../../src/domain/rasterize.ts";
import { expectSame } from "../../support/expect-same.ts";
import { makeRandom } from "../../support/random.ts";

/** All pixels of a frame whose centre fulfils a condition: the definition, pixel by pixel. */
const byDefinition = (columns: number, rows: number, isIn: (x: number, y: number) => boolean): string =>
  Array.from({ length: columns * rows }, (_, at) =>
    isIn(at % columns, Math.floor(at / columns)) ? 1 : 0,
  ).join("");
/** As text: one comparison instead of thousands. */
const bitsOf = (spans: readonly PixelSpan[], columns: number, rows: number): string =>
  spansToMask(spans, columns, rows).bits.join("");
const ones = (text: string): number => text.replaceAll("0", "").length;

describe("the raster rule: a pixel is in when its centre is", () => {
  const random = makeRandom(3);
  const within = (low: number, high: number) => low + random() * (high - low);
  test("polygons, holes and crossings by even-odd", () => {
    for (let round = 0; round < 100; round++) {
      const ring = (): PointImage[] => Array.from({ length: 5 }, () => [within(-5, 45), within(-5, 35)]);
      const rings = [ring(), ring()];
      const spans = polygonSpans(rings, 40, 30);
      expectSame(
        bitsOf(spans, 40, 30),
        byDefinition(40, 30, (x, y) => isInside([x, y], rings)),
      );
      expect(spansArea(spans)).toBe(ones(bitsOf(spans, 40, 30)));
    }
  });
  test("ellipses, turned ones too", () => {
    for (let round = 0; round < 100; round++) {
      const [cx, cy, rx, ry, turn] = [
        within(0, 40),
        within(0, 30),
        within(1, 20),
        within(1, 20),
        within(0, 3),
      ];
      const isIn = (x: number, y: number) => {
        const u = (x - cx) * Math.cos(turn) + (y - cy) * Math.sin(turn);
        const v = (y - cy) * Math.cos(turn) - (x - cx) * Math.sin(turn);
        return (u / rx) ** 2 + (v / ry) ** 2 <= 1;
      };
      expectSame(bitsOf(ellipseSpans([cx, cy], [rx, ry], turn, 40, 30), 40, 30), byDefinition(40, 30, isIn));
    }
  });
  test("capsules, in every direction", () => {
    for (let round = 0; round < 200; round++) {
      const still = round % 10 === 0;
      const a: PointImage = [within(-5, 45), within(-5, 35)];
      const b: PointImage = still
        ? a
        : round % 3 === 0
          ? [a[0], within(0, 30)]
          : [within(0, 40), within(0, 30)];
      const radius = within(1, 12);
      const isIn = (x: number, y: number) => {
        const square = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
        const t = square === 0 ? 0 : ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / square;
        const s = Math.min(1, Math.max(0, t));
        return (x - a[0] - s * (b[0] - a[0])) ** 2 + (y - a[1] - s * (b[1] - a[1])) ** 2 <= radius * radius;
      };
      expectSame(bitsOf(capsuleSpans(a, b, radius, 40, 30), 40, 30), byDefinition(40, 30, isIn));
    }
  });
  test("a box around one pixel is that pixel, and boxes that share an edge share none", () => {
    expect(boxSpans([-0.5, -0.5, 0.5, 0.5], 10, 10)).toEqual([[0, 0, 1]]);
    const both = [...boxSpans([0, 0, 5, 5], 10, 10), ...boxSpans([5, 0, 9.5, 5], 10, 10)];
    expect(spansArea(both)).toBe(ones(bitsOf(both, 10, 10)));
  });
});

test("a fast stroke of capsules is one piece and covers the union of capsules within 1 %", () => {
  const [columns, rows, radius] = [700, 500, 12];
  const points = Array.from({ length: 25 }, (_, index): PointImage => {
    return [60 + index * 24, 250 + 150 * Math.sin(index / 2)]; // up to 80 px between samples
  });
  const tiles = makeMaskTiles();
  const edit = makeMaskEdit(tiles);
  for (const [index, to] of points.entries()) {
    const from = points[Math.max(0, index - 1)] ?? to;
    const spans = capsuleSpans(from, to, radius, columns, rows);
    paintInstance(tiles, edit, frame, painted(0, 1, "allow"), spans);
  }
  const mask = instanceMask(tiles, frame, 0, 1, columns, rows);
  expect(components(mask.bits, columns)).toBe(1);
  const area = mask.bits.reduce((sum, bit) => sum + bit, 0);
  // The union's area, measured apart: distances on a grid four times as fine.
  let fine = 0;
  for (let y = 0; y < rows * 4; y++) {
    for (let x = 0; x < columns * 4; x++) if (nearPath(points, x / 4, y / 4, radius)) fine++;
  }
  expect(Math.abs(area / (fine / 16) - 1)).toBeLessThan(0.01);
});

function nearPath(points: readonly PointImage[], x: number, y: number, radius: number): boolean {
  const middle = Math.round((x - 60) / 24);
  for (let index = Math.max(1, middle - 1); index <= Math.min(points.length - 1, middle + 2); index++) {
    const [ax, ay] = points[index - 1] ?? [0, 0];
    const [bx, by] = points[index] ?? [0, 0];
    const t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const s = Math.min(1, Math.max(0, t));
    if ((x - ax - s * (bx - ax)) ** 2 + (y - ay - s * (by - ay)) ** 2 <= radius * radius) return true;
  }
  return false;
}

function components(bits: Uint8Array, columns: number): number {
  const seen = new Uint8Array(bits.length);
  let count = 0;
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || seen[start]) continue;
    count++;
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of [at - 1, at + 1, at - columns, at + columns]) {
        if (bits[next] && !seen[next]) {
          seen[next] = 1;
          open.push(next);
        }
      }
    }
  }
  return count;
}

const frame = { seriesUid: "s", sopUid: "i", frameIndex: 0 };
const painted = (
  layer: number,
  segmentIndex: number,
  overlap: PaintedInstance["overlap"],
  locked: readonly number[] = [],
): PaintedInstance => ({ layer, segmentIndex, overlap, isLocked: (value) => locked.includes(value) });

/** A first instance (1) on columns 10–29, then a second one (2) painted on columns 20–39 of the same rows. */
function twoInstances(overlap: PaintedInstance["overlap"], locked: readonly number[] = []) {
  const tiles = makeMaskTiles();
  const edit = makeMaskEdit(tiles);
  const paint = (instance: PaintedInstance, from: number, to: number) =>
    paintInstance(tiles, edit, frame, instance, boxSpans([from, 10, to, 20], 100, 100));
  paint(painted(0, 1, overlap, locked), 10, 30);
  const { layer } = paint(painted(0, 2, overlap, locked), 20, 40);
  const area = (at: number, segment: number) => spansArea(instanceSpans(tiles, frame, at, segment));
  return { tiles, edit, paint, layer, first: area(0, 1), second: area(layer, 2), area };
}

describe("overlap", () => {
  test("exclusive takes the pixels, but not from a locked instance", () => {
    expect(twoInstances("exclusive")).toMatchObject({ first: 100, second: 200, layer: 0 });
    expect(twoInstances("exclusive", [1])).toMatchObject({ first: 200, second: 100 });
  });
  test("protect stops at the other, also in another layer", () => {
    expect(twoInstances("protect")).toMatchObject({ first: 200, second: 100, layer: 0 });
    const { tiles, edit, area } = twoInstances("allow");
    paintInstance(tiles, edit, frame, painted(0, 3, "protect"), boxSpans([30, 10, 50, 20], 100, 100));
    expect(area(0, 3)).toBe(100);
    paintInstance(tiles, edit, frame, painted(0, 4, "exclusive"), boxSpans([30, 10, 50, 20], 100, 100));
    expect([area(0, 4), area(0, 3), area(1, 2)]).toEqual([200, 0, 100]);
  });
  test("allow moves the painted instance, whole, to a free layer in the same diff", () => {
    const { tiles, edit, paint, layer, first, second, area } = twoInstances("allow");
    expect({ layer, first, second }).toEqual({ layer: 1, first: 200, second: 200 });
    expect(paint(painted(0, 1, "allow"), 30, 35)).toEqual({ layer: 0, refused: false });
    expect(paint(painted(0, 3, "allow"), 0, 50)).toEqual({ layer: 2, refused: false });
    expect(layersOfFrame(tiles, frame)).toEqual([0, 1, 2]);
    expect(area(2, 3)).toBe(500);
    edit.revert();
    expect(tiles.keys()).toEqual([]);
  });
  test("a moved instance leaves nothing behind in its old layer", () => {
    const tiles = makeMaskTiles();
    const edit = makeMaskEdit(tiles);
    const paint = (instance: PaintedInstance, from: number, to: number) =>
      paintInstance(tiles, edit, frame, instance, boxSpans([from, 50, to, 70], 100, 100));
    paint(painted(0, 1, "allow"), 10, 20);
    paint(painted(0, 2, "allow"), 20, 30);
    expect(paint(painted(0, 1, "allow"), 20, 25)).toEqual({ layer: 1, refused: false });
    const area = (at: number, segment: number) => spansArea(instanceSpans(tiles, frame, at, segment));
    expect([area(0, 1), area(1, 1), area(0, 2)]).toEqual([0, 300, 200]);
  });
  test("sixteen layers, then refused: conflicting pixels stay with their owner", () => {
    const tiles = makeMaskTiles();
    const edit = makeMaskEdit(tiles);
    const spans = boxSpans([60, 60, 70, 70], 100, 100);
    for (let segment = 1; segment <= maxLayers; segment++) {
      expect(paintInstance(tiles, edit, frame, painted(0, segment, "allow"), spans)).toEqual({
        layer: segment - 1,
        refused: false,
      });
    }
    expect(paintInstance(tiles, edit, frame, painted(0, 99, "allow"), spans)).toEqual({
      layer: 0,
      refused: true,
    });
    expect(spansArea(instanceSpans(tiles, frame, 0, 1))).toBe(100);
  });
});

describe("stored forms", () => {
  const random = makeRandom(9);
  test("a tile comes back from its runs; a cut one is refused", () => {
    for (let round = 0; round < 50; round++) {
      const tile = new Uint16Array(4096).map(() => (random() < 0.9 ? 0 : Math.floor(random() * 65536)));
      expectSame(decodeMaskTile(encodeMaskTile(tile)), tile);
    }
    const bytes = encodeMaskTile(new Uint16Array(4096).fill(7));
    expect([...new Uint8Array(bytes)]).toEqual([0, 16, 7, 0]);
    expect(() => decodeMaskTile(new ArrayBuffer(0))).toThrow("0 of 4096");
  });
  test("row-major RLE comes back, begins with zeros, and tells its runs row by row", () => {
    for (let round = 0; round < 50; round++) {
      const bits = new Uint8Array(13 * 7).map(() => (random() < 0.5 ? 0 : 1));
      const rle = encodeMaskRle({ columns: 13, rows: 7, bits });
      expectSame(decodeMaskRle(rle).bits, bits);
      expect(maskRleArea(rle)).toBe(bits.reduce((sum, bit) => sum + bit, 0));
      const spans: PixelSpan[] = [];
      forEachRleRun(rle, (row, from, to) => spans.push([row, from, to]));
      expectSame(spansToMask(spans, 13, 7).bits, bits);
    }
    expect(encodeMaskRle({ columns: 2, rows: 1, bits: Uint8Array.of(1, 0) }).counts).toEqual([0, 1, 1]);
    expect(() => decodeMaskRle({ columns: 2, rows: 2, counts: [3] })).toThrow("needs 4");
  });
});

test("Dice and the edit distance are those of export-and-workflow 3.4 and assist 3.6", () => {
  const a = spansToMask([...boxSpans([9.5, 9.5, 29.5, 29.5], 48, 40)], 48, 40);
  const b = spansToMask(
    [...boxSpans([7.5, 11.5, 29.5, 32.5], 48, 40), ...boxSpans([39.5, 4.5, 41.5, 6.5], 48, 40)],
    48,
    40,
  );
  expect(maskDice(a, b)).toBeCloseTo(0.831408776, 9);
  const { hd95Mm, ...counted } = compareWithProposal(a, b, { spacingKind: "patient", spacingMm: [0.5, 0.8] });
  expect(counted).toEqual({
    dice: maskDice(a, b),
    addedPixels: 106,
    removedPixels: 40,
    changedFraction: 146 / 506,
  });
  // Golden case A of export-and-workflow 3.4.
  expect(hd95Mm).toBeCloseTo(2.1165774716, 9);
  const none = { columns: 48, rows: 40, bits: new Uint8Array(48 * 40) };
  expect([maskDice(none, none), maskDice(a, none)]).toEqual([1, 0]);
});
