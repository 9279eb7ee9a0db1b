import { gunzipSync, gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { ExportOptions } from "../../../../src/domain/calls/export-calls.ts";
import { inWords, say } from "../../../../src/domain/said.ts";
import { readNifti } from "../../../../src/formats/nifti/read-nifti.ts";
import { readPng } from "../../../../src/formats/png/read-png.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { columns, fixtureOptions, memorySink, rows } from "../../../support/export-fixture.ts";
import { makeVolumeStore, volumeReader } from "../../../support/volume-store.ts";

const formats: ExportOptions["formats"] = ["yolo-det", "yolo-seg", "nifti"];
const options: ExportOptions = { ...fixtureOptions, formats };
const volume = "test-set/nifti/train/AAAABBBBCCCCDDDD/2.25.5";
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function exported(
  store: ReturnType<typeof memorySink>,
  making: Parameters<typeof makeVolumeStore> = [],
  prepare: (database: MainDatabase) => Promise<void> = async () => undefined,
) {
  const database = await makeVolumeStore(...making);
  await prepare(database);
  return runExport(
    {
      database,
      reader: volumeReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    options,
  );
}

test("YOLO and NIfTI are written, compared, and none differs", async () => {
  const store = memorySink();
  const result = await exported(store);
  const checks = Object.fromEntries(result.checks.map((check) => [check.format, check]));
  for (const format of formats) expect(checks[format]).toMatchObject({ mismatches: 0 });
  expect(checks["yolo-det"]?.written).toBe(2 + 3);
  expect(checks.nifti?.written).toBe(4 + 3 + 2);
  expect([...store.files.keys()].filter((path) => /yolo-seg|nifti/.test(path)).sort()).toEqual([
    `${volume}/image.nii.gz`,
    `${volume}/instances.nii.gz`,
    `${volume}/labels.json`,
    `${volume}/labels.nii.gz`,
    `${volume}/overlap/1.nii.gz`,
    `${volume}/overlap/2.nii.gz`,
    "test-set/yolo-seg/data.yaml",
    "test-set/yolo-seg/images/train/i000001.png",
    "test-set/yolo-seg/images/train/i000002.png",
    "test-set/yolo-seg/instances.json",
    "test-set/yolo-seg/labels/train/i000001.txt",
    "test-set/yolo-seg/labels/train/i000002.txt",
  ]);
});

test("a volume holds every slice of its series, also those without labels, at its place", async () => {
  const store = memorySink();
  await exported(store);
  const image = readNifti(store.files.get(`${volume}/image.nii.gz`) ?? new Uint8Array());
  expect([image.columns, image.rows, image.slices, image.slope, image.intercept]).toEqual([
    columns,
    rows,
    5,
    1,
    -1024,
  ]);
  expect(image.affine).toEqual({ i: [0.5, 0, 0], j: [0, 0.5, 0], k: [0, 0, 2.5], origin: [1, 2, 3] });
  const labels = readNifti(store.files.get(`${volume}/labels.nii.gz`) ?? new Uint8Array()).bytes;
  const at = (x: number, y: number, slice: number) => labels[(slice * rows + y) * columns + x];
  // Outside, in the first object, in its hole, under the second, in the third one's slice.
  expect([at(0, 0, 1), at(6, 6, 1), at(18, 18, 1), at(30, 30, 1), at(21, 9, 3), at(6, 6, 2)]).toEqual([
    0, 1, 0, 3, 1, 0,
  ]);
  const list = JSON.parse(text(store.files.get(`${volume}/labels.json`)));
  expect(
    list.instances.map((item: { value: number; instanceUid: string; slice: number }) => [
      item.value,
      item.instanceUid,
      item.slice,
    ]),
  ).toEqual([
    [1, "2.25.201", 1],
    [2, "2.25.202", 1],
    [3, "2.25.203", 3],
  ]);
});

test("where labels meet the higher class wins, whichever was drawn first, and both are whole beside it", async () => {
  const store = memorySink();
  await exported(store, [], async (database) => {
    for (const [uid, classId] of [
      ["2.25.201", "mass"],
      ["2.25.202", "liver"],
    ] as const) {
      const row = await database.annotations.get(uid);
      if (row) await database.annotations.put({ ...row, annotation: { ...row.annotation, classId } });
    }
  });
  const at = (name: string) => {
    const { bytes } = readNifti(store.files.get(`${volume}/${name}.nii.gz`) ?? new Uint8Array());
    return bytes[(rows + 30) * columns + 30];
  };
  expect([at("labels"), at("instances"), at("overlap/1"), at("overlap/2")]).toEqual([3, 1, 1, 1]);
});

test("without a window of its own a picture runs from its smallest to its largest value", async () => {
  const store = memorySink();
  await exported(store);
  const manifest = JSON.parse(text(store.files.get("test-set/manifest.json")));
  // Stored −999 to 2001 in slice 1, − 1024 HU.
  expect(manifest.images[0].window).toMatchObject({ source: "range", center: -523, width: 3000 });
  const { samples } = readPng(
    store.files.get("test-set/yolo-seg/images/train/i000001.png") ?? new Uint8Array(),
  );
  expect([Math.min(...samples), Math.max(...samples)]).toEqual([0, 255]);
});

test("a bridged hole and an overlap are listed as losses, with what is left", async () => {
  const { losses } = await exported(memorySink());
  expect(losses.filter((loss) => loss.format === "yolo-seg")).toEqual([
    {
      format: "yolo-seg",
      instanceUid: "2.25.201",
      reason: say`made one outline by zero-width bridges; parts: ${1}, holes: ${1}`,
      iou: 1,
    },
  ]);
  expect(losses.filter((loss) => loss.format === "nifti").map((loss) => loss.instanceUid)).toEqual([
    "2.25.201",
    "2.25.202",
  ]);
});

describe("a series that is no grid", () => {
  const refusal = async (...making: Parameters<typeof makeVolumeStore>) => {
    const store = memorySink();
    const { losses } = await exported(store, making);
    expect([...store.files.keys()].some((path) => path.includes(".nii.gz"))).toBe(false);
    const loss = losses.find(({ format }) => format === "nifti");
    return loss && inWords(loss.reason);
  };
  test("of uneven gaps is refused, the gaps listed", async () => {
    expect(await refusal((slice) => [0, 0, slice < 3 ? slice * 2.5 : slice * 2.5 + 5])).toBe(
      "no volume of this series: its slices do not stand evenly; gaps in mm: 2.5 × 2, 7.5, 2.5",
    );
  });
  test("of one place, of two sizes of pixels, of two directions is refused", async () => {
    expect(await refusal(() => [0, 0, 0])).toContain("one place");
    const turned = (
      instance: Parameters<NonNullable<Parameters<typeof makeVolumeStore>[1]>>[0],
      slice: number,
    ) =>
      slice === 2
        ? {
            ...instance,
            planes: instance.planes.map((plane) => ({ ...plane, orientation: [0, 1, 0, -1, 0, 0] as const })),
          }
        : instance;
    expect(await refusal(undefined, turned)).toContain("different directions");
    expect(
      await refusal(undefined, (instance, slice) => ({
        ...instance,
        facts: { ...instance.facts, spacingMm: [0.5, slice === 2 ? 0.6 : 0.5] },
      })),
    ).toContain("different pixel sizes");
  });
});

test("a tilted series is a sheared grid: sform only", async () => {
  const store = memorySink();
  await exported(store, [(slice) => [1, 2 + slice, 3 + 2.5 * slice]]);
  const file = gunzipSync(store.files.get(`${volume}/image.nii.gz`) ?? new Uint8Array());
  const view = new DataView(file.buffer, file.byteOffset);
  expect([view.getInt16(252, true), view.getInt16(254, true)]).toEqual([0, 1]);
});

test("slices of different scales go out in units, as floats", async () => {
  const store = memorySink();
  const scaled = await exported(store, [
    undefined,
    (instance, slice) => ({ ...instance, facts: { ...instance.facts, slope: 1 + slice, intercept: 0 } }),
  ]);
  expect(scaled.losses.some((loss) => inWords(loss.reason).includes("in units"))).toBe(true);
  const image = readNifti(store.files.get(`${volume}/image.nii.gz`) ?? new Uint8Array());
  expect(image.type).toBe("f32");
  const view = new DataView(image.bytes.buffer);
  expect(view.getFloat32(4 * (4 * columns * rows + 7), true)).toBe((21 - 1000 + 4) * 5);
});

test("a series without a place in the patient becomes a volume without one, and that is said", async () => {
  const store = memorySink();
  const { losses } = await exported(store, [undefined, (instance) => ({ ...instance, planes: [] })]);
  expect(losses.map((loss) => inWords(loss.reason))).toContain("no place in the patient is known");
  expect(readNifti(store.files.get(`${volume}/image.nii.gz`) ?? new Uint8Array()).affine).toBeNull();
});

test("the 8-bit copy is windowed as on the screen, and the manifest states the window", async () => {
  const store = memorySink();
  await exported(store, [
    undefined,
    (instance) => ({ ...instance, facts: { ...instance.facts, windows: [{ center: -1000, width: 400 }] } }),
  ]);
  const manifest = JSON.parse(text(store.files.get("test-set/manifest.json")));
  expect(manifest.images[0].window).toEqual({
    source: "file",
    center: -1000,
    width: 400,
    function: "LINEAR",
    inverted: false,
  });
  const { samples, channels } = readPng(
    store.files.get("test-set/yolo-det/images/train/i000001.png") ?? new Uint8Array(),
  );
  // PS3.3 C.11.2.1.2.1 by hand: stored 0·3 − 1000 + 1 is −2023 HU, below the window; −1000 HU is ((0.5 / 399) + 0.5) × 255 = 127.8.
  expect([channels, samples[0], samples[(24 + 1000 - 1) / 3]]).toEqual([1, 0, 128]);
});

type Bytes = Uint8Array<ArrayBuffer>;
const edit = (change: (text: string) => string) => (bytes: Bytes) => {
  const changed = change(text(bytes));
  if (changed === text(bytes)) throw new Error("The planted fault changed nothing");
  return new TextEncoder().encode(changed);
};
const flipByte = (at: number) => (bytes: Bytes) => {
  const file = gunzipSync(bytes);
  file[at] = (file[at] ?? 0) ^ 1;
  return new Uint8Array(gzipSync(file, { mtime: 0 }));
};
const brighter = (bytes: Bytes) => {
  const { samples } = readPng(bytes);
  const changed = Uint8Array.from(samples);
  changed[100] = (changed[100] ?? 0) ^ 1;
  return writePng({ columns, rows, channels: 1, bits: 8, samples: changed });
};

test.each<[string, RegExp, (bytes: Bytes) => Bytes]>([
  ["a voxel of the image", /image\.nii/, flipByte(352 + 2 * 4711)],
  ["a voxel of the classes", /labels\.nii/, flipByte(352 + 4711)],
  ["a voxel of the numbers", /instances\.nii/, flipByte(352 + 20)],
  ["a voxel of an overlap", /overlap\/2/, flipByte(352 + 20)],
  ["the origin", /image\.nii/, flipByte(280 + 12 + 2)],
  ["the intercept", /image\.nii/, flipByte(116 + 2)],
  ["the slope", /image\.nii/, flipByte(112 + 2)],
  ["a number in labels.json", /labels\.json/, edit((json) => json.replace('"value": 2', '"value": 4'))],
  ["an ID in labels.json", /labels\.json/, edit((json) => json.replace("2.25.203", "2.25.209"))],
  ["an author in labels.json", /labels\.json/, edit((json) => json.replace('"u1"', '"u2"'))],
  ["a class in YOLO", /yolo-det\/labels\/train\/i000001/, edit((line) => line.replace(/^0/, "1"))],
  [
    "a box in YOLO",
    /yolo-det\/labels\/train\/i000001/,
    edit((line) => line.replace(/(\d) /, "$10 ").replace("0.285714", "0.285724")),
  ],
  ["a corner in YOLO", /yolo-seg\/labels\/train\/i000002/, edit((line) => line.replace(/ 0\.\d+/, " 0.9"))],
  [
    "a missing line in YOLO",
    /yolo-seg\/labels\/train\/i000001/,
    edit((lines) => lines.slice(0, lines.indexOf("\n") + 1)),
  ],
  ["a name in YOLO", /yolo-seg\/data/, edit((yaml) => yaml.replace("Mass", "Mess"))],
  ["an ID in YOLO", /yolo-det\/instances/, edit((json) => json.replace("2.25.203", "2.25.209"))],
  ["a pixel of the 8-bit copy", /yolo-det\/images\/train\/i000002/, brighter],
])("%s that went wrong is found, and nothing is handed over", async (_name, where, spoil) => {
  const store = memorySink((path, bytes) => (where.test(path) ? spoil(bytes) : bytes));
  await expect(exported(store)).rejects.toThrow(/Nothing was handed over/);
  expect(store.state).toEqual({ handedOver: false, discarded: true });
});

test("the same data and options give the same bytes", async () => {
  const [first, second] = [memorySink(), memorySink()];
  await exported(first);
  await exported(second);
  expect([...second.files]).toEqual([...first.files]);
});
