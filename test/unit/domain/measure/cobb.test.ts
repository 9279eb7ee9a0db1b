import { describe, expect, test } from "vitest";
import type { PointImage } from "../../../../src/domain/annotation.ts";
import { cobbDegrees } from "../../../../src/domain/measure/cobb.ts";
import { measureShape } from "../../../../src/domain/measure/measurement.ts";

type Four = readonly [PointImage, PointImage, PointImage, PointImage];

/** End plates of a curve around a point: two parts of rays that lie `degrees` apart, in pixels of this size. */
function endPlates(degrees: number, turn: number, [rowMm, columnMm]: readonly [number, number]): Four {
  const on = (angle: number, radiusMm: number): PointImage => [
    (40 + radiusMm * Math.cos((angle * Math.PI) / 180)) / columnMm,
    (35 + radiusMm * Math.sin((angle * Math.PI) / 180)) / rowMm,
  ];
  return [on(turn, 12), on(turn, 30), on(turn + degrees, 9), on(turn + degrees, 33)];
}
const orders = ([a, b, c, d]: Four): Four[] => [
  [a, b, c, d],
  [b, a, c, d],
  [a, b, d, c],
  [d, c, a, b],
];

describe("the Cobb angle", () => {
  test("is the angle between the end plates, whichever end was drawn first, also above 90°", () => {
    for (const degrees of [1, 12.5, 44, 89, 91, 104, 130])
      for (const turn of [0, 17, 90, 201, 333])
        for (const spacing of [[1, 1] as const, [0.4, 1.1] as const])
          for (const points of orders(endPlates(degrees, turn, spacing)))
            expect(cobbDegrees(points, { rowMm: spacing[0], columnMm: spacing[1] })).toBeCloseTo(degrees, 6);
  });
  test("is 0 for parallel lines, the acute angle for lines that cross, and nothing for a line without length", () => {
    const size = { rowMm: 1, columnMm: 1 };
    const flat: Four = [
      [0, 0],
      [10, 0],
      [3, 8],
      [13, 8],
    ];
    expect(cobbDegrees(flat, size)).toBeCloseTo(0, 9);
    const across: Four = [
      [-10, 0],
      [10, 0],
      [-5, 5 * Math.sqrt(3)],
      [5, -5 * Math.sqrt(3)],
    ];
    for (const points of orders(across)) expect(cobbDegrees(points, size)).toBeCloseTo(60, 9);
    expect(
      cobbDegrees(
        [
          [1, 1],
          [1, 1],
          [0, 5],
          [5, 5],
        ],
        size,
      ),
    ).toBeNull();
  });
});

describe("angles on images without a calibration", () => {
  const points = endPlates(40, 25, [2, 1]);
  test("follow the pixel aspect ratio, since its pixels are no squares", () => {
    const facts = { spacingKind: "unknown", aspect: [2, 1] } as const;
    expect(measureShape({ type: "cobb", pointsImage: points }, facts)).toEqual({
      kind: "angle",
      degrees: expect.closeTo(40, 6),
      calibration: "none",
    });
    const right = {
      type: "angle",
      pointsImage: [
        [10, 0],
        [0, 0],
        [10, 5],
      ],
    } as const;
    expect(measureShape(right, facts)).toMatchObject({ degrees: expect.closeTo(45, 9), calibration: "none" });
    expect(measureShape(right, { spacingKind: "unknown" })).toMatchObject({
      degrees: expect.closeTo((Math.atan(0.5) * 180) / Math.PI, 9),
    });
  });
  test("follow spacings whose meaning is not known, while lengths stay in pixels", () => {
    const facts = { spacingKind: "unknown", spacingMm: [2, 1] } as const;
    expect(measureShape({ type: "cobb", pointsImage: points }, facts)).toMatchObject({
      degrees: expect.closeTo(40, 6),
      calibration: "none",
    });
    expect(
      measureShape(
        {
          type: "length",
          pointsImage: [
            [0, 0],
            [0, 7],
          ],
        },
        facts,
      ),
    ).toEqual({
      kind: "length",
      length: 7,
      calibration: "none",
    });
  });
});
