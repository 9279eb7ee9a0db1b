import { describe, expect, test } from "vitest";
import type { Geometry, PointImage } from "../../../src/domain/annotation.ts";
import {
  areaOf,
  boundsOf,
  clampMove,
  fromPixelEdge,
  ringArea,
  toPixelEdge,
  translateGeometry,
} from "../../../src/domain/geometry.ts";
import { distanceToGeometry, distanceToSegment, outlineOf } from "../../../src/domain/geometry-distance.ts";
import { dropSmallLoops, selfIntersects } from "../../../src/domain/geometry-intersect.ts";
import { simplifyLine, simplifyRing } from "../../../src/domain/geometry-simplify.ts";
import { labelColors, starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";

const ring: PointImage[] = [
  [10, 10],
  [30, 10],
  [30, 30],
  [10, 30],
];

describe("geometry", () => {
  test("the half pixel of E2 goes there and back, and the first pixel covers 0 to 1 from its edge", () => {
    expect(toPixelEdge([-0.5, -0.5])).toEqual([0, 0]);
    expect(toPixelEdge([0.5, 0.5])).toEqual([1, 1]);
    expect(fromPixelEdge(toPixelEdge([3.25, -7]))).toEqual([3.25, -7]);
  });
  test("areas and bounds, holes taken off, ellipses turned", () => {
    expect(ringArea(ring)).toBe(400);
    const hole: PointImage[] = [
      [12, 12],
      [12, 14],
      [14, 14],
      [14, 12],
    ];
    expect(areaOf({ type: "polygon", pointsImage: ring, holes: [hole] })).toBe(396);
    const ellipse = { type: "ellipse", centerImage: [50, 40], radiiImage: [20, 5], angleRad: 0.7 } as const;
    expect(areaOf(ellipse)).toBeCloseTo(Math.PI * 100, 10);
    const xs = outlineOf(ellipse).map(([x]) => x);
    const [xMin = 0, , xMax = 0] = boundsOf(ellipse) ?? [];
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(xMin);
    expect(Math.min(...xs)).toBeCloseTo(xMin, 1);
    expect(Math.max(...xs)).toBeCloseTo(xMax, 1);
    expect(boundsOf({ type: "mask", layer: 0, segmentIndex: 1 })).toBeNull();
  });
  test("a move takes every part along and stops at the border of the image", () => {
    const polygon: Geometry = { type: "polygon", pointsImage: ring, holes: [ring] };
    const moved = translateGeometry(polygon, 5, -2);
    expect(boundsOf(moved)).toEqual([15, 8, 35, 28]);
    expect(moved.type === "polygon" && moved.holes?.[0]?.[0]).toEqual([15, 8]);
    expect(clampMove([10, 10, 30, 30], [-50, 500], 100, 80)).toEqual([-10.5, 49.5]);
    expect(clampMove([10, 10, 30, 30], [3, 4], 100, 80)).toEqual([3, 4]);
  });
  test("distances to edges and insides", () => {
    expect(distanceToSegment([0, 5], [-10, 0], [10, 0])).toBe(5);
    expect(distanceToSegment([13, 4], [-10, 0], [10, 0])).toBe(5);
    expect(distanceToGeometry([20, 12], { type: "polygon", pointsImage: ring })).toEqual({
      edge: 2,
      inside: true,
    });
    expect(distanceToGeometry([20, 8], { type: "box", boxImage: [10, 10, 30, 30] })).toEqual({
      edge: 2,
      inside: false,
    });
  });
  test("simplified lines stay within the tolerance, and a ring keeps no seam", () => {
    const wave = Array.from({ length: 300 }, (_, index): PointImage => [index, 30 * Math.sin(index / 25)]);
    const kept = simplifyLine(wave, 0.5);
    expect(kept.length).toBeLessThan(60);
    for (const point of wave) {
      const nearest = kept.slice(1).map((to, index) => distanceToSegment(point, kept[index] ?? to, to));
      expect(Math.min(...nearest)).toBeLessThanOrEqual(0.5);
    }
    const dense = ring.flatMap(([x, y], index): PointImage[] => {
      const [nx, ny] = ring[(index + 1) % 4] ?? [0, 0];
      return Array.from({ length: 10 }, (_, step) => [
        x + ((nx - x) * step) / 10,
        y + ((ny - y) * step) / 10,
      ]);
    });
    const shifted = [...dense.slice(20), ...dense.slice(0, 20)];
    expect(simplifyRing(shifted, 0.5)).toHaveLength(4);
  });
  test("a small curl is cut off, a big crossing is left for the person", () => {
    const curl: PointImage[] = [...ring, [10, 9], [11, 11]];
    expect(selfIntersects(ring)).toBe(false);
    expect(selfIntersects(curl)).toBe(true);
    expect(selfIntersects(dropSmallLoops(curl, 0.05))).toBe(false);
    expect(Math.abs(ringArea(dropSmallLoops(curl, 0.05)))).toBeCloseTo(400, -1);
    const eight: PointImage[] = [
      [10, 10],
      [30, 30],
      [30, 10],
      [10, 30],
    ];
    expect(dropSmallLoops(eight, 0.05)).toEqual(eight);
  });
});

test("the starter schema has permanent indices from 1, the palette in order, and codes only of the spec's table", () => {
  const { classes } = starterLabelSchema;
  expect(classes.map(({ index }) => index)).toEqual(classes.map((_, position) => position + 1));
  expect(classes.map(({ color }) => color)).toEqual([...labelColors]);
  expect(new Set(classes.map(({ id }) => id)).size).toBe(classes.length);
  // export-and-workflow 3.1, typed apart from the code under test
  const table =
    "Liver 10200004; Spleen 78961009; Kidney 64033007; Lung 39607008; Heart 80891009; Brain 12738006; Vertebra 51282000; Lymph node 59441001; Mass 4147007; Nodule 27925004; Cyst 367643001; Hemorrhage 50960005";
  for (const { type, category } of classes) {
    expect(table.split("; ")).toContain(`${type?.meaning} ${type?.value}`);
    expect(["49755003", "123037004"]).toContain(category?.value);
    expect(type?.scheme).toBe("SCT");
  }
});
