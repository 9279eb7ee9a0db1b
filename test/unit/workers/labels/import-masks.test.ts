import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";
import { chooseSchema } from "../../../../src/storage/schemas.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { ctSlice, takenStore } from "../../../support/dicom-export.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeNifti, makeNrrd } from "../../../support/raw-maker.ts";

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
  const data = Uint8Array.from({ length: columns * rows * slices }, (_, at) => {
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

async function take(store: Store, bytes: Uint8Array<ArrayBuffer>, name = "mask.nii") {
  const labels = makeLabels(store.context.database);
  const file = new Blob([bytes]);
  const files = [{ name, path: name, size: file.size, file }];
  const preview = await labels.readLabels({ files, user: "u2", device: "dev-b", at }, control);
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
      const wish = Uint8Array.from({ length: columns * rows }, (_, at) =>
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

test("NRRD holds the same mask", async () => {
  const store = await ctStore();
  const data = Uint8Array.from({ length: columns * rows * slices }, (_, at) =>
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
