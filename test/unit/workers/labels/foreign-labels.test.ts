import "fake-indexeddb/auto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Instance } from "../../../../src/domain/study.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { ctSlice, takenStore } from "../../../support/dicom-export.ts";
import { type ForeignSeg, makeForeignRtstruct, makeForeignSeg } from "../../../support/foreign-labels.ts";
import { dicomSchema } from "../../../support/label-images.ts";

const context = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};
const who = { user: "u2", device: "dev-b", at: "2026-11-24T10:00:00.000Z" };
const [columns, rows] = [45, 35];
let database: Awaited<ReturnType<typeof takenStore>>["context"]["database"];
let images: Instance[];

beforeAll(async () => {
  const store = await takenStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const));
  database = store.context.database;
  await database.schemas.put(dicomSchema);
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  const depth = ({ planes }: Instance) => planes[0]?.positionMm[2] ?? 0;
  images = (await database.instances.toArray()).sort((a, b) => depth(a) - depth(b));
});

beforeEach(async () => {
  for (const table of [database.annotations, database.maskTiles, database.log]) await table.clear();
});

const read = async (bytes: Uint8Array<ArrayBuffer>) => {
  const file = new Blob([bytes]);
  const labels = makeLabels(database);
  const files = [{ name: "a.dcm", path: "a.dcm", size: file.size, file }];
  return { labels, preview: await labels.readLabels({ files, ...who }, context) };
};

/** The labels of a file once they are added: class and pixels of each image, from the first on. */
async function taken(bytes: Uint8Array<ArrayBuffer>) {
  const { labels, preview } = await read(bytes);
  expect(preview.faults).toEqual([]);
  const { batchId } = preview;
  await labels.addLabels({ batchId, actor: "u2", chain: "dev-b", at: who.at }, context);
  const found: [number, string, string][] = [];
  for (const { annotation } of await database.annotations.toArray()) {
    const at = images.findIndex(({ sopUid }) => sopUid === annotation.target.sop);
    const { bits } = await instanceMask(database, annotation, columns, rows);
    found.push([at, annotation.classId, [...bits].join("")]);
  }
  return found.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
}

/** A number for each pixel: 1 in a corner that no turn and no mirror leaves where it is, 2 beside it. */
const numbers = (shift: number) =>
  Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    return y < 4 + shift && x < 9 ? 1 : y === 20 && x > 30 ? 2 : 0;
  });
const only = (values: readonly number[], number: number) => values.map((value) => (value === number ? 1 : 0));
const slices = () => [
  { image: images[0], values: numbers(0) },
  { image: images[2], values: numbers(3) },
];
const placeOf = (image: Instance | undefined) => image?.planes[0]?.positionMm ?? [];

function binary(change: Partial<ForeignSeg> = {}, isNamed = true): ForeignSeg {
  const frames = slices().flatMap(({ image, values }) =>
    [1, 2].map((segment) => ({
      sopUid: isNamed ? (image?.sopUid ?? "") : "",
      positionMm: placeOf(image),
      segment,
      values: only(values, segment),
    })),
  );
  const orientation = [1, 0, 0, 0, 0.8, 0.6];
  return { columns, rows, frames, labels: ["Mass", "Kidney"], orientation, spacingMm: [0.7, 0.9], ...change };
}

function labelMap(change: Partial<ForeignSeg> = {}): ForeignSeg {
  const frames = slices().map(({ image, values }) => ({
    sopUid: image?.sopUid ?? "",
    positionMm: placeOf(image),
    values,
  }));
  return binary({ kind: "LABELMAP", frames, labels: ["Background", "Mass", "Kidney"], ...change });
}

const expected = () =>
  slices().flatMap(({ values }, at) => [
    [at * 2, "kidney", only(values, 2).join("")],
    [at * 2, "mass", only(values, 1).join("")],
  ]);

test.each<[string, () => ForeignSeg]>([
  ["one bit a pixel", () => binary()],
  ["a deflated data set", () => binary({ syntax: "deflated" })],
  ["deflated frames", () => binary({ syntax: "deflated frames" })],
  ["no image named", () => binary({}, false)],
  ["a label map", () => labelMap()],
  ["a label map in RLE", () => labelMap({ syntax: "rle" })],
])("segmentations of others come in pixel for pixel, once: %s", async (_, seg) => {
  const bytes = makeForeignSeg(seg());
  expect(await taken(bytes)).toEqual(expected());
  const { studies } = (await read(bytes)).preview;
  expect(studies.map(({ labels, known }) => [labels, known])).toEqual([[0, 4]]);
});

test("what frames have in common may stand once for all", async () => {
  const [frame] = binary().frames;
  const shared = makeForeignSeg(binary({ frames: frame ? [frame] : [], isShared: true }));
  expect(await taken(shared)).toEqual([[0, "mass", only(numbers(0), 1).join("")]]);
});

test("a segmentation that cannot be read says why", async () => {
  const faultOf = async (bytes: Uint8Array<ArrayBuffer>) => {
    const [fault] = (await read(bytes)).preview.faults;
    return fault && [fault.expected, fault.found];
  };
  const whole = makeForeignSeg(binary());
  expect(await faultOf(whole.slice(0, -200))).toEqual(["788 bytes of pixels (45 × 35 × 4)", "588"]);
  const whatIs = "a segmentation of whole pixels (BINARY or LABELMAP)";
  expect(await faultOf(makeForeignSeg(labelMap({ kind: "FRACTIONAL" })))).toEqual([whatIs, "FRACTIONAL"]);
  const way = "a segmentation uncompressed, in RLE or deflated";
  expect(await faultOf(makeForeignSeg(labelMap({ syntax: "jpeg-ls" })))).toEqual([way, "jpeg-ls"]);
  const broken = makeForeignSeg(binary({ syntax: "deflated frames" }));
  broken.fill(0xff, broken.length - 16, broken.length - 8);
  expect(await faultOf(broken)).toEqual(["a deflate stream", "damaged data"]);
});

test("pixels that lie elsewhere than those of the image are not taken for them", async () => {
  const elsewhere = ["pixels in the place of its image's", "another place in space"];
  for (const change of [
    { orientation: [-1, 0, 0, 0, 0.8, 0.6] },
    { spacingMm: [0.9, 0.7] },
    { frames: binary().frames.map((one) => ({ ...one, positionMm: [-9.9, 20.25, 0] })) },
  ]) {
    const { faults } = (await read(makeForeignSeg(binary(change)))).preview;
    expect(faults.map((fault) => [fault.expected, fault.found])).toEqual([elsewhere]);
  }
});

/** Where the middle of a pixel lies, in mm. */
const middle = (image: Instance | undefined, x: number, y: number) => {
  const [px = 0, py = 0, pz = 0] = placeOf(image);
  return [px + x * 0.9, py + y * 0.7 * 0.8, pz + y * 0.7 * 0.6].map((one) => Number(one.toFixed(4)));
};

test.each([true, false])(
  "contours through the middles of pixels hold these pixels; images are named or not: %s",
  async (isNamed) => {
    const contours = slices().map(({ image }) => ({
      sopUid: isNamed ? (image?.sopUid ?? "") : "",
      pointsMm: [
        [3, 5],
        [7, 5],
        [9, 7],
        [9, 10],
        [3, 10],
      ].map(([x = 0, y = 0]) => middle(image, x, y)),
    }));
    const bits = Array.from({ length: columns * rows }, (_, at) => {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      return x >= 3 && x <= 9 && y >= 5 && y <= 10 && x - y <= 2 ? 1 : 0;
    }).join("");
    const bytes = makeForeignRtstruct("Mass", contours);
    expect(await taken(bytes)).toEqual([
      [0, "mass", bits],
      [2, "mass", bits],
    ]);
    expect((await read(bytes)).preview.studies.map(({ labels, known }) => [labels, known])).toEqual([[0, 2]]);
  },
);

test("a contour in no image's place is refused", async () => {
  const [image] = images;
  const far = middle(image, 1, 1).map((one, axis) => one + (axis === 2 ? 1 : 0));
  const { faults } = (await read(makeForeignRtstruct("Mass", [{ sopUid: "", pointsMm: [far, far, far] }])))
    .preview;
  expect(faults.map(({ expected: wish, found }) => [wish, found])).toEqual([
    ["one image in its place, for it names none", "none"],
  ]);
});

test("contours that hold no area are counted, and the closed ones are read", async () => {
  const [image] = images;
  const at = (x: number, y: number) => middle(image, x, y);
  const contour = (kind: string, ...pointsMm: (readonly number[])[]) => ({
    sopUid: image?.sopUid ?? "",
    kind,
    pointsMm,
  });
  const open = [
    contour("OPEN_PLANAR", at(1, 1), at(5, 1), at(5, 5)),
    contour("OPEN_NONPLANAR", at(1, 1), at(5, 1)),
    contour("POINT", at(2, 2)),
  ];
  const closed = contour("CLOSED_PLANAR", at(3, 5), at(7, 5), at(7, 9), at(3, 9));
  const { preview } = await read(makeForeignRtstruct("Mass", [...open, closed]));
  expect(preview).toMatchObject({ openContours: 3, faults: [], studies: [{ labels: 1 }] });
  expect((await read(makeForeignRtstruct("Mass", open))).preview).toMatchObject({
    openContours: 3,
    studies: [],
  });
  expect((await read(makeForeignRtstruct("Mass", [closed]))).preview.openContours).toBe(0);
});
