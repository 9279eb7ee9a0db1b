import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";
import { objectOf } from "../../../../src/domain/annotation.ts";
import type { MaskChoices } from "../../../../src/domain/calls/labels-calls.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import { chooseSchema } from "../../../../src/storage/schemas.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { ctSlice, exportObjects, labelledStore, takenStore } from "../../../support/dicom-export.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeMetaImage, makeNifti, makeNrrd } from "../../../support/raw-maker.ts";

type Store = Awaited<ReturnType<typeof takenStore>>;
const [columns, rows, slices] = [45, 35, 3];
const at = "2026-11-24T10:00:00.000Z";
const control = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};

/** What each voxel of the CT holds: a kidney (index 1) on two slices, a mass (index 2) on the last. */
const valueAt = (x: number, y: number, z: number): number =>
  x > 3 && x < 12 && y > 5 && y < 9 + z && z < 2 ? 1 : x === 30 && y > 20 && z === 2 ? 2 : 0;

// The CT of the fixture: 0.9 mm along a row, 0.7 mm down (0, 0.8, 0.6), 2.5 mm in z from slice to slice; LPS.
const [i, j, k] = [
  [0.9, 0, 0],
  [0, 0.56, 0.42],
  [0, 0, 2.5],
] as const;
const origin = [-10.5, 20.25, 0] as const;

/** A NIfTI of the CT's grid with its axes in another order, `flip`ped ones run backwards; RAS. */
function maskFile(
  order: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2],
  flip: readonly boolean[],
  value = valueAt,
  more: { readonly datatype?: number } = {},
): Uint8Array<ArrayBuffer> {
  const size = [columns, rows, slices] as const;
  const steps = [i, j, k] as const;
  const dims = order.map((axis) => size[axis] ?? 1);
  const [a = 1, b = 1] = dims;
  const start: number[] = [...origin];
  const columnsOf = order.map((axis, place) => {
    const sign = flip[place] ? -1 : 1;
    if (flip[place])
      for (const mm of [0, 1, 2])
        start[mm] = (start[mm] ?? 0) + (steps[axis][mm as 0] ?? 0) * (size[axis] - 1);
    return steps[axis].map((step) => step * sign);
  });
  const data = new Uint8Array(columns * rows * slices).map((_, at) => {
    const place = [at % a, Math.floor(at / a) % b, Math.floor(at / a / b)];
    const index = [0, 0, 0];
    order.forEach((axis, slot) => {
      const along = place[slot] ?? 0;
      index[axis] = flip[slot] ? size[axis] - 1 - along : along;
    });
    return value(index[0] ?? 0, index[1] ?? 0, index[2] ?? 0);
  });
  const sform = [0, 1, 2].flatMap((mm) =>
    [...columnsOf.map((column) => column[mm] ?? 0), start[mm] ?? 0].map((one) => (mm < 2 ? -one : one)),
  );
  const [bytes] = makeNifti({
    dims,
    datatype: more.datatype ?? 2,
    wordBytes: 1,
    data,
    pixdim: [1, 1, 1, 1],
    sform,
  });
  return Uint8Array.from(bytes);
}

async function ctStore(): Promise<Store> {
  const store = await takenStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const));
  await chooseSchema(store.context.database, dicomSchema);
  return store;
}

type Files = readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[];

/** What files would add; with `labels`, the worker that can then add it. */
async function read(store: Store, files: Files, masks?: MaskChoices) {
  const labels = makeLabels(store.context.database);
  const handles = files.map(([name, bytes]) => {
    const file = new Blob([bytes]);
    return { name, path: name, size: file.size, file };
  });
  const request = { files: handles, user: "u2", device: "dev-b", at, ...(masks ? { masks } : {}) };
  return { labels, preview: await labels.readLabels(request, control) };
}

async function take(
  store: Store,
  bytes: Uint8Array<ArrayBuffer> | Files,
  name = "mask.nii",
  masks?: MaskChoices,
) {
  const { labels, preview } = await read(
    store,
    Array.isArray(bytes) ? bytes : [[name, bytes as never]],
    masks,
  );
  const [fault] = preview.faults;
  if (fault) return `${fault.where}: ${fault.expected}; ${fault.found}`;
  const { labels: added } = await labels.addLabels(
    { batchId: preview.batchId, actor: "u2", chain: "dev-b", at },
    control,
  );
  return added;
}

/** Every stored label by class and slice, with the pixels it has. */
async function stored({ context: { database } }: Store) {
  const [series] = await database.series.toArray();
  const rowsOf = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  const list = await Promise.all(
    rowsOf.map(async (label) => {
      const slice = series?.frames.findIndex(({ sopUid }) => sopUid === label.target.sop) ?? -1;
      const { bits } = await instanceMask(database, label, columns, rows);
      return { label, slice, bits };
    }),
  );
  return list.sort((a, b) => (a.label.classId < b.label.classId ? -1 : 1) || a.slice - b.slice);
}

let ct: Store;
beforeAll(async () => {
  ct = await ctStore();
});

const layouts: readonly (readonly [string, Parameters<typeof maskFile>[0], readonly boolean[]])[] = [
  ["as the images lie", [0, 1, 2], [false, false, false]],
  ["all axes backwards", [0, 1, 2], [true, true, true]],
  ["slices first", [2, 0, 1], [false, true, false]],
];

test.each(layouts)(
  "a mask of the series' grid becomes its labels pixel for pixel: %s",
  async (_name, order, flip) => {
    const { database } = ct.context;
    await database.annotations.clear();
    await database.maskTiles.clear();
    expect(await take(ct, maskFile(order, flip))).toBe(3);
    const found = await stored(ct);
    expect(found.map(({ label, slice }) => [label.classId, slice])).toEqual(
      expect.arrayContaining([
        ["kidney", 0],
        ["kidney", 1],
        ["mass", 2],
      ]),
    );
    for (const { label, slice, bits } of found) {
      const value = label.classId === "kidney" ? 1 : 2;
      const wish = new Uint8Array(columns * rows).map((_, at) =>
        valueAt(at % columns, Math.floor(at / columns), slice) === value ? 1 : 0,
      );
      expect(Buffer.compare(bits, wish), `${label.classId} ${slice}`).toBe(0);
      expect(label).toMatchObject({ status: "draft", provenance: { origin: "imported" } });
    }
    // A value is one thing on all its slices.
    const kidney = found.filter(({ label }) => label.classId === "kidney").map(({ label }) => label);
    expect(new Set(kidney.map((label) => label.objectUid ?? label.instanceUid)).size).toBe(1);
    // The same file once more adds nothing.
    expect(await take(ct, maskFile(order, flip))).toBe(0);
  },
);

test("NRRD and MetaImage hold the same mask", async () => {
  const store = await ctStore();
  const data = new Uint8Array(columns * rows * slices).map((_, at) =>
    valueAt(at % columns, Math.floor(at / columns) % rows, Math.floor(at / columns / rows)),
  );
  const vector = (values: readonly number[]) => `(${values.join(",")})`;
  const header = [
    "type: uint8",
    "dimension: 3",
    `sizes: ${columns} ${rows} ${slices}`,
    "space: left-posterior-superior",
    `space directions: ${vector(i)} ${vector(j)} ${vector(k)}`,
    `space origin: ${vector(origin)}`,
  ];
  expect(await take(store, Uint8Array.from(makeNrrd(header, data)), "mask.nrrd")).toBe(3);

  const axes = [i, j, k];
  const steps = axes.map((axis) => Math.hypot(...axis));
  const keys = [
    "ObjectType = Image",
    "NDims = 3",
    `TransformMatrix = ${axes.flatMap((axis, at) => axis.map((one) => one / (steps[at] ?? 1))).join(" ")}`,
    `Offset = ${origin.join(" ")}`,
    `ElementSpacing = ${steps.join(" ")}`,
    `DimSize = ${columns} ${rows} ${slices}`,
    "ElementType = MET_UCHAR",
  ];
  for (const packed of [false, true])
    expect(await take(await ctStore(), makeMetaImage(keys, data, packed), "mask.mha")).toBe(3);
});

test("a mask that fits no series, lies half beside it, has unknown values or no place is refused in words", async () => {
  const shifted = maskFile([0, 1, 2], [false, false, false]);
  // srow_x's last number: half a pixel aside.
  new DataView(shifted.buffer).setFloat32(280 + 12, 10.5 + 0.45, true);
  expect(await take(ct, shifted)).toMatch(/pixels are its voxels; none/);
  const unknown = maskFile([0, 1, 2], [false, false, false], (x, y, z) => (x + y + z === 4 ? 5 : 0));
  expect(await take(ct, unknown)).toMatch(/^value 5: the index of a class/);
  expect(
    await take(
      ct,
      maskFile([0, 1, 2], [false, false, false], () => 0),
    ),
  ).toMatch(/zeros only/);
  const twice = await ctStore();
  const [series] = await twice.context.database.series.toArray();
  if (series) await twice.context.database.series.add({ ...series, seriesUid: "2.25.4711" });
  expect(await take(twice, maskFile([0, 1, 2], [false, false, false]))).toMatch(/2 of them/);
});

/** Two disks of value 5 that touch by a corner, one apart from them on the next slice, and a stripe of value 9. */
const foreign = (x: number, y: number, z: number): number =>
  z === 0 && ((x < 4 && y < 4) || (x >= 4 && x < 8 && y >= 4 && y < 8))
    ? 5
    : z === 2 && x > 30 && y > 20
      ? 5
      : x === 20
        ? 9
        : 0;

test("a person says what values of a mask are; it is remembered for the next mask of this schema", async () => {
  const store = await ctStore();
  const file = maskFile([0, 1, 2], [false, false, false], foreign);
  const first = (await read(store, [["a.nii", file]])).preview;
  expect(first.masks).toEqual({
    values: [
      { value: 5, pixels: 32 + 14 * 14, classId: null, leftOut: false },
      { value: 9, pixels: 3 * rows, classId: null, leftOut: false },
    ],
    things: "value",
  });
  expect(first.batchId).toBe("");
  const masks = { classes: { "5": "mass", "9": null }, things: "value" } as const;
  expect(await take(store, file, "a.nii", masks)).toBe(2);
  const found = await stored(store);
  expect(found.map(({ label, slice }) => [label.classId, slice])).toEqual([
    ["mass", 0],
    ["mass", 2],
  ]);
  const again = (await read(store, [["b.nii", maskFile([0, 1, 2], [true, false, false], foreign)]])).preview;
  expect(again.masks?.values.map(({ classId, leftOut }) => [classId, leftOut])).toEqual([
    ["mass", false],
    [null, true],
  ]);
  expect(again.faults).toEqual([]);
  // Indices of classes still mean themselves.
  expect(
    (await read(store, [["c.nii", maskFile([0, 1, 2], [false, false, false])]])).preview.studies[0]?.labels,
  ).toBe(3);
});

test("each part that hangs together is one thing, corners and neighbouring slices included", async () => {
  const store = await ctStore();
  const file = maskFile([0, 1, 2], [false, false, false], foreign);
  const masks = { classes: { "5": "mass", "9": "kidney" }, things: "part" } as const;
  expect(await take(store, file, "a.nii", masks)).toBe(5);
  const found = await stored(store);
  const things = new Map<string, number[]>();
  for (const { label, slice } of found)
    things.set(objectOf(label), [...(things.get(objectOf(label)) ?? []), slice].sort());
  // The disks that touch are one thing, the one two slices on another; the stripe runs through all three.
  expect([...things.values()].sort((a, b) => a.length - b.length || (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
    [0],
    [2],
    [0, 1, 2],
  ]);
  expect(await take(store, file, "a.nii", masks)).toBe(0);
});

const picture = (value: (x: number, y: number) => number) =>
  Uint8Array.from(
    writePng({
      columns,
      rows,
      channels: 1,
      bits: 8,
      samples: new Uint8Array(columns * rows).map((_, at) => value(at % columns, Math.floor(at / columns))),
    }),
  );

test("a PNG mask goes onto the image that its name names, or the only one of its size; else it is refused", async () => {
  const store = await ctStore();
  const [series] = await store.context.database.series.toArray();
  const sop = series?.frames[1]?.sopUid ?? "";
  const mask = picture((x, y) => (x > 4 && x < 9 && y === 7 ? 2 : 0));
  expect(await take(store, mask, "mask.png")).toMatch(/3 of that size/);
  expect(await take(store, mask, `${sop}.png`)).toBe(1);
  const [only] = await stored(store);
  expect([only?.slice, only?.label.classId, only?.bits.reduce((sum, bit) => sum + bit, 0)]).toEqual([
    1,
    "mass",
    4,
  ]);
  const single = await takenStore([["0.dcm", ctSlice(0)]]);
  await chooseSchema(single.context.database, dicomSchema);
  expect(await take(single, mask, "mask.png")).toBe(1);
  expect(
    await take(
      single,
      Uint8Array.from(
        writePng({ columns: 3, rows: 3, channels: 1, bits: 8, samples: new Uint8Array(9).fill(1) }),
      ),
      "x.png",
    ),
  ).toMatch(/none$/);
});

test("mask pictures of a dataset come back with its manifest: every label under its own ID, pixel for pixel", async () => {
  const files = [0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const);
  const from = await labelledStore(files);
  const { store: dataset } = await exportObjects(from, ["png-instance"]);
  const chosenFiles = [...dataset.files]
    .filter(([path]) => path.includes("masks/instance") || path.endsWith("/manifest.json"))
    .map(([path, bytes]) => [path.split("/").at(-1) ?? "", bytes] as const);
  const to = await ctStore();
  const newer = chosenFiles.map(([name, bytes]): (typeof chosenFiles)[number] =>
    name === "manifest.json"
      ? [name, new TextEncoder().encode(new TextDecoder().decode(bytes).replace("dataset/1", "dataset/2"))]
      : [name, bytes],
  );
  expect(await take(to, newer)).toMatch(/^manifest.json: overread-dataset\/1; "overread-dataset\/2"/);
  const added = await take(to, chosenFiles);
  expect(added).toBe(chosenFiles.length - 1);
  const source = await stored(from);
  for (const { label, bits } of await stored(to)) {
    const was = source.find(({ label: { instanceUid } }) => instanceUid === label.instanceUid);
    expect(was?.label.classId).toBe(label.classId);
    expect(objectOf(was?.label ?? label)).toBe(objectOf(label));
    if (was?.label.geometry.type === "mask") expect(Buffer.compare(was.bits, bits)).toBe(0);
  }
});
