import { describe, expect, test } from "vitest";
import type { Geometry } from "../../../src/domain/annotation.ts";
import { boundsOf, translateGeometry } from "../../../src/domain/geometry.ts";
import { distanceToGeometry } from "../../../src/domain/geometry-distance.ts";
import { jointLines, keypointsOf } from "../../../src/domain/keypoints.ts";
import type { LabelSchema } from "../../../src/domain/label-schema.ts";
import { readLabelSchema } from "../../../src/domain/label-schema-read.ts";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { labelObjectText, labelOfText, readLabelObject } from "../../../src/domain/sync/label-object.ts";
import { readVersionRecord, versionRecordText } from "../../../src/domain/sync/version-record.ts";
import { makeLabel } from "../../support/label-store.ts";

const points = {
  joints: [
    { id: "a", name: "A" },
    { id: "b", name: "B" },
    { id: "c", name: "C" },
  ],
  edges: [
    ["a", "b"],
    ["b", "c"],
    ["c", "gone"],
  ] as const,
};
const shape = keypointsOf(points, [
  { id: "c", state: "occluded", pointImage: [30, 5] },
  { id: "a", state: "visible", pointImage: [10, 20] },
]);

describe("a skeleton", () => {
  test("keeps the order of its class, whatever the order of placing; what was not placed is absent", () => {
    expect(shape.joints.map(({ id, state }) => [id, state])).toEqual([
      ["a", "visible"],
      ["b", "absent"],
      ["c", "occluded"],
    ]);
    // An edge to a point that the class does not have is none.
    expect(shape.edges).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
  test("reaches and is taken where its points are, and has no line to one that is absent", () => {
    expect(boundsOf(shape)).toEqual([10, 5, 30, 20]);
    expect(jointLines(shape)).toEqual([]);
    expect(distanceToGeometry([13, 24], shape)).toEqual({ edge: 5, inside: false });
    const whole = keypointsOf(points, [...shape.joints, { id: "b", state: "visible", pointImage: [10, 40] }]);
    expect(distanceToGeometry([12, 30], whole)?.edge).toBe(2);
  });
  test("moves with its absent points staying absent", () => {
    expect(translateGeometry(shape, 2, -1)).toMatchObject({
      joints: [{ pointImage: [12, 19] }, { id: "b", state: "absent" }, { pointImage: [32, 4] }],
    });
  });
});

const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };
const textOf = (geometry: Geometry) => labelObjectText(makeLabel("2.25.9", "mass", target, geometry), null);

describe("a skeleton on its way to another device", () => {
  test("comes back as it went, and so does a Cobb angle", () => {
    expect(labelOfText(textOf(shape)).geometry).toEqual(shape);
    const cobb: Geometry = {
      type: "cobb",
      pointsImage: [
        [0, 0],
        [9, 1],
        [0, 9],
        [9, 7],
      ],
    };
    expect(labelOfText(textOf(cobb)).geometry).toEqual(cobb);
  });
  test.each([
    ["a joint without a place", { joints: [{ id: "a", state: "visible" }], edges: [] }],
    ["a place of what is absent", { joints: [{ id: "a", state: "absent", pointImage: [1, 1] }], edges: [] }],
    ["a state that is none", { joints: [{ id: "a", state: "seen", pointImage: [1, 1] }], edges: [] }],
    ["no joint", { joints: [], edges: [] }],
    ["a joint twice", { joints: [0, 1].map(() => ({ id: "a", state: "absent" })), edges: [] }],
    ["an edge to nowhere", { joints: [{ id: "a", state: "visible", pointImage: [1, 1] }], edges: [[0, 1]] }],
  ])("is refused with %s", (_, wrong) => {
    const value = JSON.parse(textOf(shape));
    expect(readLabelObject(value)).not.toBeNull();
    expect(readLabelObject({ ...value, geometry: { type: "keypoints", ...wrong } })).toBeNull();
  });
});

describe("the points of a class", () => {
  const schemaWith = (keypoints: unknown): LabelSchema =>
    ({
      ...starterLabelSchema,
      classes: [{ ...starterLabelSchema.classes[0], keypoints }],
    }) as unknown as LabelSchema;
  const fault = (where: string, expected: string) => new Error(`${where}: ${expected}`);
  const good = { joints: points.joints, edges: [["a", "b"]] };
  test("are read out of a project file", () => {
    expect(readLabelSchema(schemaWith(good), "schema", fault).classes[0]?.keypoints).toEqual(good);
  });
  test.each([
    [{ ...good, joints: [] }, "keypoints.joints: one point or more"],
    [{ ...good, edges: [["a", "z"]] }, "keypoints.edges[0]: the ids of two points"],
    [{ ...good, edges: [["a", "a"]] }, "keypoints.edges[0]: the ids of two points"],
    [{ ...good, joints: [{ id: "a", name: "" }] }, "keypoints.joints[0].name: text"],
    [{ ...good, joints: [points.joints[0], points.joints[0]] }, "an id of its own"],
  ])("are refused where they make no sense: %#", (keypoints, text) => {
    expect(() => readLabelSchema(schemaWith(keypoints), "schema", fault)).toThrow(text);
  });
  test("travel with a version, and a version with others that are none is not read", () => {
    const record = (keypoints: unknown) => ({
      author: "r1",
      device: "dev",
      madeAt: "2026-11-24T10:00:00.000Z",
      objects: { "2.25.9": textOf(shape) },
      classes: schemaWith(keypoints).classes,
      review: null,
    });
    const written = versionRecordText(record(good) as never);
    expect(readVersionRecord(written, "2.25.1")?.classes[0]?.keypoints).toEqual(good);
    expect(readVersionRecord(versionRecordText(record({ joints: "many" }) as never), "2.25.1")).toBeNull();
  });
});
