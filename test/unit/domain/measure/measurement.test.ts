import { describe, expect, test } from "vitest";
import type { Geometry } from "../../../../src/domain/annotation.ts";
import { shortAxis, withAxisEnd } from "../../../../src/domain/measure/axes.ts";
import { angleDegrees, measureMask, measureShape } from "../../../../src/domain/measure/measurement.ts";
import { pixelSizeFor } from "../../../../src/domain/measure/pixel-size.ts";
import { roiStatistics } from "../../../../src/domain/measure/roi-statistics.ts";

const facts = { spacingMm: [2, 0.5], spacingKind: "patient" } as const;
const line: Geometry = {
  type: "length",
  pointsImage: [
    [10, 10],
    [16, 12],
  ],
};

describe("length", () => {
  test("row and column spacing each go with their direction", () => {
    // 6 columns × 0.5 mm and 2 rows × 2 mm: 3-4-5.
    expect(measureShape(line, facts)).toEqual({ kind: "length", length: 5, calibration: "patient" });
  });
  test("without a calibration it is in pixels and says so", () => {
    expect(measureShape(line, { spacingKind: "unknown" })).toMatchObject({
      length: Math.hypot(6, 2),
      calibration: "none",
    });
    expect(measureShape(line, { spacingMm: [2, 0.5], spacingKind: "unknown" })).toMatchObject({
      calibration: "none",
    });
  });
  test("at the detector it says so", () => {
    expect(measureShape(line, { spacingMm: [1, 1], spacingKind: "detector" })).toMatchObject({
      calibration: "detector",
    });
  });
});

describe("ultrasound regions", () => {
  const regions = [
    { box: [-0.5, -0.5, 99.5, 99.5], rowMm: 0.2, columnMm: 0.2 },
    { box: [99.5, -0.5, 199.5, 99.5], rowMm: 0.4, columnMm: 0.4 },
    { box: [80.5, 80.5, 99.5, 99.5], rowMm: 0.1, columnMm: 0.1 },
  ] as const;
  const us = { spacingMm: [0.3, 0.3], spacingKind: "patient", regions } as const;
  test("the region that holds both ends calibrates, before any spacing of the frame", () => {
    expect(
      pixelSizeFor(us, [
        [1, 1],
        [50, 50],
      ]),
    ).toEqual({ rowMm: 0.2, columnMm: 0.2, calibration: "region" });
  });
  test("ends in regions of different scale are measured in pixels", () => {
    expect(
      pixelSizeFor(us, [
        [50, 50],
        [150, 50],
      ]).calibration,
    ).toBe("none");
  });
  test("an end outside all regions is measured in pixels", () => {
    expect(
      pixelSizeFor(us, [
        [50, 50],
        [50, 150],
      ]).calibration,
    ).toBe("none");
  });
  test("where regions overlap the later one counts", () => {
    expect(
      pixelSizeFor(us, [
        [85, 85],
        [90, 90],
      ]).rowMm,
    ).toBe(0.1);
  });
});

describe("angle", () => {
  test("is measured in millimetres: unequal spacings do not bend it", () => {
    const square = { rowMm: 1, columnMm: 1 };
    expect(angleDegrees([10, 0], [0, 0], [0, 10], square)).toBeCloseTo(90, 10);
    // In pixels 45°, in millimetres atan(2 × 10 / (0.5 × 10)).
    expect(angleDegrees([10, 0], [0, 0], [10, 10], { rowMm: 2, columnMm: 0.5 })).toBeCloseTo(
      (Math.atan2(20, 5) * 180) / Math.PI,
      10,
    );
    expect(angleDegrees([-10, 0], [0, 0], [10, 0], square)).toBeCloseTo(180, 10);
  });
});

describe("bidirectional", () => {
  test("the short axis stands at a right angle in millimetres, crosses the long one and is never longer", () => {
    const size = { rowMm: 2, columnMm: 0.5 };
    for (const to of [
      [30, 12],
      [18, 200],
      [-40, -3],
    ] as const) {
      const [c, d] = shortAxis([10, 10], [60, 20], to, size);
      const [ux, uy] = [(60 - 10) * 0.5, (20 - 10) * 2];
      const [vx, vy] = [(d[0] - c[0]) * 0.5, (d[1] - c[1]) * 2];
      expect(ux * vx + uy * vy).toBeCloseTo(0, 8);
      expect(Math.hypot(vx, vy)).toBeLessThanOrEqual(Math.hypot(ux, uy) + 1e-9);
      const middle = [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2] as const;
      const along = ((middle[0] - 10) * 0.5 * ux + (middle[1] - 10) * 2 * uy) / (ux * ux + uy * uy);
      expect(along).toBeGreaterThanOrEqual(-1e-9);
      expect(along).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
  test("turning the long axis turns the short one with it", () => {
    const axes = [
      [0, 0],
      [20, 0],
      [10, 4],
      [10, -4],
    ] as const;
    const [a, b, c, d] = withAxisEnd(axes, 1, [0, 20]);
    expect([a, b]).toEqual([
      [0, 0],
      [0, 20],
    ]);
    expect(c[0]).toBeCloseTo(-4, 9);
    expect(c[1]).toBeCloseTo(10, 9);
    expect(d[0]).toBeCloseTo(4, 9);
  });
  test("an end of the short axis keeps its side", () => {
    const axes = [
      [0, 0],
      [20, 0],
      [10, 4],
      [10, -4],
    ] as const;
    expect(withAxisEnd(axes, 3, [5, -6])).toEqual([
      [0, 0],
      [20, 0],
      [5, 6],
      [5, -6],
    ]);
  });
  test("the longer axis is called the long one", () => {
    const geometry: Geometry = {
      type: "bidirectional",
      pointsImage: [
        [0, 0],
        [20, 0],
        [10, 4],
        [10, -4],
      ],
    };
    expect(measureShape(geometry, { spacingMm: [1, 1], spacingKind: "patient" })).toMatchObject({
      long: 20,
      short: 8,
    });
    expect(measureShape(geometry, { spacingMm: [4, 1], spacingKind: "patient" })).toMatchObject({
      long: 32,
      short: 20,
    });
  });
});

describe("closed shapes", () => {
  test("area and perimeter in millimetres, holes taken off", () => {
    const ring: Geometry = {
      type: "polygon",
      pointsImage: [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ],
      holes: [
        [
          [2, 2],
          [4, 2],
          [4, 4],
          [2, 4],
        ],
      ],
    };
    expect(measureShape(ring, facts)).toEqual({
      kind: "area",
      area: 96,
      perimeter: 2 * (5 + 20) + 2 * (1 + 4),
      calibration: "patient",
    });
  });
  test("a circle's perimeter is 2πr", () => {
    const circle: Geometry = { type: "ellipse", centerImage: [50, 50], radiiImage: [10, 10], angleRad: 0 };
    const measured = measureShape(circle, { spacingMm: [0.5, 0.5], spacingKind: "patient" });
    expect(measured).toMatchObject({ kind: "area" });
    if (measured?.kind !== "area") throw new Error("not an area");
    expect(measured.perimeter).toBeCloseTo(2 * Math.PI * 5, 6);
    expect(measured.area).toBeCloseTo(Math.PI * 25, 6);
  });
  test("a mask has its pixels' area", () => {
    expect(measureMask(7, [[0, 0]], facts)).toMatchObject({ area: 7, perimeter: null });
  });
});

describe("statistics under a label", () => {
  test("count, mean, deviation with n − 1, least and most; padding left out", () => {
    const values = [1000, 1002, Number.NaN, 1004, 9999, 1006];
    const spans = [[0, 0, 3] as const, [1, 0, 1] as const, [1, 2, 3] as const];
    const found = roiStatistics(spans, (at) => values[at] ?? 0, 3);
    expect(found).toMatchObject({ count: 4, mean: 1003, min: 1000, max: 1006 });
    expect(found?.sd).toBeCloseTo(Math.sqrt(20 / 3), 10);
  });
  test("nothing but padding has none; one pixel has no deviation", () => {
    expect(roiStatistics([[0, 0, 1]], () => Number.NaN, 1)).toBeNull();
    expect(roiStatistics([[0, 0, 1]], () => 5, 1)).toEqual({ count: 1, mean: 5, sd: 0, min: 5, max: 5 });
  });
});
