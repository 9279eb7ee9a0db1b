import { expect, test } from "vitest";
import type { Geometry } from "../../../../src/domain/annotation.ts";
import type { ImageFacts } from "../../../../src/domain/image-facts.ts";
import type { DatasetObject } from "../../../../src/workers/export/dataset.ts";
import { labelNumbers } from "../../../../src/workers/export/dicom-objects/label-numbers.ts";
import { srGroup } from "../../../../src/workers/export/dicom-objects/sr-group.ts";
import { wantedShape } from "../../../../src/workers/export/dicom-objects/wanted-shape.ts";
import { makeLabel } from "../../../support/label-store.ts";
import { madeFrame } from "../../../support/object-maker.ts";

const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };

/** A label on an image with these facts; only what measuring asks for is there. */
function object(geometry: Geometry, facts: Partial<ImageFacts>): DatasetObject {
  const image = {
    frame: 1,
    instance: { facts: { columns: 50, rows: 40, spacingKind: "unknown", ...facts } },
  };
  return {
    annotation: makeLabel("2.25.9", "mass", target, geometry),
    image: image as unknown as DatasetObject["image"],
  };
}

const numbers = (geometry: Geometry, facts: Partial<ImageFacts>) =>
  labelNumbers(object(geometry, facts), null).map(({ name, value, unit, method }) => [
    name.meaning,
    Math.round(value * 1e6) / 1e6,
    unit.value,
    method?.value ?? null,
  ]);

const length: Geometry = {
  type: "length",
  pointsImage: [
    [0, 0],
    [30, 40],
  ],
};

test("lengths are in millimetres where the frame has them, at the detector with a word of it, else in pixels", () => {
  expect(numbers(length, { spacingMm: [0.5, 0.5], spacingKind: "patient" })).toEqual([
    ["Length", 25, "mm", null],
  ]);
  expect(numbers(length, { spacingMm: [0.5, 0.5], spacingKind: "detector" })).toEqual([
    ["Length", 25, "mm", "at-detector"],
  ]);
  expect(numbers(length, { spacingMm: [0.5, 0.5], spacingKind: "unknown" })).toEqual([
    ["Length", 50, "{pixels}", null],
  ]);
});

test("every kind of label has at least one number: areas, axes, angles, and 0 for a point", () => {
  const facts = { spacingMm: [1, 2], spacingKind: "patient" } as const;
  expect(numbers({ type: "box", boxImage: [1, 1, 5, 4] }, facts)).toEqual([
    ["Area", 24, "mm2", null],
    ["Perimeter", 22, "mm", null],
  ]);
  expect(numbers({ type: "point", pointImage: [3, 3] }, facts)).toEqual([["Area", 0, "{pixels}", null]]);
  const angle: Geometry = {
    type: "angle",
    pointsImage: [
      [0, 4],
      [0, 0],
      [2, 0],
    ],
  };
  expect(numbers(angle, facts)).toEqual([["Angle", 90, "deg", null]]);
  const axes: Geometry = {
    type: "bidirectional",
    pointsImage: [
      [0, 10],
      [20, 10],
      [10, 5],
      [10, 15],
    ],
  };
  expect(numbers(axes, facts)).toEqual([
    ["Long axis", 40, "mm", null],
    ["Short axis", 10, "mm", null],
  ]);
  const spans = [
    [0, 0, 3],
    [1, 1, 2],
  ] as const;
  const mask = object({ type: "mask", layer: 0, segmentIndex: 1 }, facts);
  expect(labelNumbers(mask, { columns: 50, rows: 40, spans })).toMatchObject([{ value: 8 }]);
});

test("the shapes of a report are those that the read-back works out by itself, the major axis of an ellipse first", () => {
  const shapes: Geometry[] = [
    { type: "ellipse", centerImage: [20, 15], radiiImage: [3, 9], angleRad: 0.7 },
    { type: "ellipse", centerImage: [20, 15], radiiImage: [9, 3], angleRad: -2 },
    { type: "box", boxImage: [1, 2, 30, 20] },
    { type: "point", pointImage: [0, 0] },
  ];
  for (const geometry of shapes) {
    const facts = { codes: {}, algorithm: null } as unknown as Parameters<typeof srGroup>[1];
    const { region } = srGroup(
      { uid: "2.25.1", objects: [object(geometry, {})] },
      facts,
      madeFrame(0, 50, 40),
      [],
      null,
    );
    const wish = wantedShape(geometry).region;
    expect(region.kind).toBe("shape");
    if (region.kind !== "shape") continue;
    expect(region.shape.graphic).toBe(wish?.graphic);
    const points = region.shape.pointsEdge.flat();
    for (const [at, value] of (wish?.points ?? []).entries()) expect(points[at]).toBeCloseTo(value, 9);
    if (geometry.type !== "ellipse") continue;
    const [ax = 0, ay = 0, bx = 0, by = 0] = points;
    expect(Math.hypot(bx - ax, by - ay)).toBeCloseTo(18, 9);
  }
  // The first pixel's centre is half a pixel from its corner.
  expect(wantedShape({ type: "point", pointImage: [0, 0] }).region?.points).toEqual([0.5, 0.5]);
});
