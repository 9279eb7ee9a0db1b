import { expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import type { LabelSchema } from "../../../../src/domain/label-schema.ts";
import type { BinaryMask } from "../../../../src/domain/mask.ts";
import { columnRuns, encodeRuns } from "../../../../src/formats/coco/encode-rle.ts";
import { readCoco } from "../../../../src/formats/coco/read-coco.ts";
import { writeCoco } from "../../../../src/formats/coco/write-coco.ts";
import { expectSame } from "../../../support/expect-same.ts";
import { makeRandom } from "../../../support/random.ts";

const mask = (...lines: string[]): BinaryMask => ({
  columns: lines[0]?.length ?? 0,
  rows: lines.length,
  bits: Uint8Array.from(lines.join(""), Number),
});

const schema: LabelSchema = {
  schema: "overread-label-schema/1",
  id: "test",
  version: 1,
  title: "Test",
  classes: [
    {
      id: "mass",
      index: 7,
      name: "Mass",
      color: "#79C7FE",
      hotkey: "1",
      geometry: ["mask"],
      category: null,
      type: null,
      overlap: "allow",
    },
  ],
};

const annotation = (instanceUid: string): Annotation => ({
  v: 1,
  instanceUid,
  classId: "mass",
  schemaVersion: 1,
  target: { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 },
  geometry: { type: "mask", layer: 0, segmentIndex: 1 },
  attributes: {},
  status: "draft",
  locked: false,
  hidden: false,
  provenance: {
    origin: "human",
    author: "u1",
    device: "2.25.4",
    createdAt: "2026-01-01T00:00:00.000Z",
    editedAt: "2026-01-01T00:00:00.000Z",
    activeSeconds: 1,
    derivedFrom: [],
  },
});

function roundTrip(shape: BinaryMask) {
  const image = {
    id: 1,
    file_name: "images/train/i000001.png",
    width: shape.columns,
    height: shape.rows,
    image_id: "i000001",
    study_uid: "2.25.1",
    series_uid: "2.25.2",
    sop_instance_uid: "2.25.3",
    frame: 1,
  };
  const file = writeCoco(
    {},
    schema,
    [image],
    [{ annotation: annotation("2.25.9"), objectUid: "2.25.8", mask: shape, imageId: 1 }],
  );
  return readCoco(JSON.stringify(file))[0];
}

test("the golden mask gives the golden runs and string", () => {
  const runs = columnRuns(mask("0110", "0111", "0000"));
  expect(runs).toEqual([3, 2, 1, 2, 2, 1, 1]);
  expect(encodeRuns(runs)).toBe("32101OO");
});

test("one pixel at the first place has the box [0, 0, 1, 1]", () => {
  const read = roundTrip(mask("1000", "0000"));
  expect(read?.bbox).toEqual([0, 0, 1, 1]);
  expect(read?.area).toBe(1);
  expect(read?.categoryId).toBe(7);
});

test("what was written is read, pixel for pixel", () => {
  const random = makeRandom(11);
  for (let round = 0; round < 200; round++) {
    const columns = 1 + Math.floor(random() * 70);
    const rows = 1 + Math.floor(random() * 70);
    const density = random();
    const shape = {
      columns,
      rows,
      bits: new Uint8Array(columns * rows).map(() => +(random() < density)),
    };
    const read = roundTrip(shape);
    expectSame(read?.bits, shape.bits);
    expect(read?.area).toBe(shape.bits.reduce((sum, bit) => sum + bit, 0));
  }
});

test("a mask of another size than its picture is refused", () => {
  const image = { id: 1, width: 4, height: 3, file_name: "a.png" };
  const object = { image_id: 1, segmentation: { size: [3, 4], counts: "32101O" } };
  expect(() => readCoco(JSON.stringify({ images: [image], annotations: [object] }))).toThrow("smaller");
});
