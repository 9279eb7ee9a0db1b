import { inWords } from "../../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Geometry } from "../../../../src/domain/annotation.ts";
import type { ClassKeypoints } from "../../../../src/domain/label-schema.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { fixtureOptions, fixtureReader, makeStore, memorySink } from "../../../support/export-fixture.ts";
import { makeLabel } from "../../../support/label-store.ts";

const keypoints: ClassKeypoints = {
  joints: [
    { id: "head", name: "Head" },
    { id: "neck", name: "Neck" },
    { id: "tail", name: "Tail" },
  ],
  edges: [
    ["head", "neck"],
    ["neck", "tail"],
  ],
};
const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };
const drawn: Geometry = {
  type: "keypoints",
  joints: [
    { id: "head", state: "visible", pointImage: [0, 0] },
    { id: "neck", state: "absent" },
    { id: "tail", state: "occluded", pointImage: [30.25, 12] },
  ],
  edges: [
    [0, 1],
    [1, 2],
  ],
};

/** The store of the fixture with a skeleton of `mass`, whose class has these points now. */
async function makeSkeletonStore(now: ClassKeypoints | null = keypoints): Promise<MainDatabase> {
  const database = await makeStore();
  await database.settings.put({ key: "schemaId", value: "test" });
  await database.schemas.toCollection().modify((schema) => {
    const classes = schema.classes.map((entry) =>
      entry.id === "mass" && now ? { ...entry, keypoints: now } : entry,
    );
    Object.assign(schema, { classes });
  });
  const annotation = makeLabel("2.25.107", "mass", target, drawn);
  await database.annotations.add({ instanceUid: "2.25.107", studyUid: "2.25.1", annotation });
  return database;
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function exported(database: MainDatabase, store = memorySink()) {
  const result = await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, formats: ["coco", "ndjson"] },
  );
  const files = [...store.files].filter(([path]) => path.includes("/coco/keypoints_"));
  return { result, store, files };
}

const lossesOf = (result: Awaited<ReturnType<typeof runExport>>) =>
  result.losses.filter(({ instanceUid }) => instanceUid === "2.25.107").map(({ reason }) => inWords(reason));

test("a skeleton stands in a COCO file of keypoints as COCO's own reader takes it: from the pixel edge, with 2, 1 and 0", async () => {
  const { result, files } = await exported(await makeSkeletonStore());
  expect(result.checks.find(({ format }) => format === "coco")).toMatchObject({
    written: 4,
    compared: 4,
    mismatches: 0,
  });
  expect(lossesOf(result)).toEqual([]);
  expect(files.map(([path]) => path.split("_").at(-1)).sort()).toEqual([
    "test.json",
    "train.json",
    "val.json",
  ]);
  const parsed = files.map(([, bytes]) => JSON.parse(text(bytes)));
  const objects = parsed.flatMap(({ annotations }) => annotations);
  expect(objects).toHaveLength(1);
  expect(objects[0]).toMatchObject({
    keypoints: [0.5, 0.5, 2, 0, 0, 0, 30.75, 12.5, 1],
    num_keypoints: 2,
    bbox: [0.5, 0.5, 30.25, 12],
    area: 363,
    iscrowd: 0,
    category_id: 3,
    instance_uid: "2.25.107",
  });
  for (const { categories } of parsed)
    expect(categories).toMatchObject([
      {
        id: 3,
        keypoints: ["Head", "Neck", "Tail"],
        skeleton: [
          [1, 2],
          [2, 3],
        ],
      },
    ]);
});

test("without a skeleton no file of keypoints is written", async () => {
  const database = await makeSkeletonStore();
  await database.annotations.delete("2.25.107");
  expect((await exported(database)).files).toEqual([]);
});

test.each([
  ["a point elsewhere", (json: string) => json.replace("30.75", "30.25")],
  ["a covered point that is called visible", (json: string) => json.replace("12.5,1]", "12.5,2]")],
  [
    "a box that is too wide",
    (json: string) => json.replace('"bbox":[0.5,0.5,30.25', '"bbox":[0.5,0.5,31.25'),
  ],
])("%s keeps the dataset from being handed over", async (_, change) => {
  let planted = 0;
  const store = memorySink((path, bytes) => {
    if (!path.includes("keypoints_")) return bytes;
    const changed = change(text(bytes));
    if (changed !== text(bytes)) planted++;
    return new TextEncoder().encode(changed);
  });
  await exported(await makeSkeletonStore(), store).catch(() => undefined);
  expect(planted).toBe(1);
  expect(store.state.handedOver).toBe(false);
});

test("points that the class has lost are told, and a class without any leaves its skeletons to NDJSON", async () => {
  const fewer = { joints: keypoints.joints.slice(0, 2), edges: [] };
  const { result, files } = await exported(await makeSkeletonStore(fewer));
  expect(lossesOf(result)).toEqual([
    "points of it that its class does not have any more, which NDJSON holds: 1",
  ]);
  expect(files.map(([, bytes]) => text(bytes)).join("")).toContain('"keypoints":[0.5,0.5,2,0,0,0]');
  const none = await exported(await makeSkeletonStore(null));
  expect(lossesOf(none.result)).toEqual(["a skeleton has no area; NDJSON holds it"]);
  expect(none.files).toEqual([]);
});

test.each(["keypoints_", "annotations.ndjson"])("a skeleton comes back from %s as it went", async (name) => {
  const database = await makeSkeletonStore();
  const { store } = await exported(database);
  await database.annotations.clear();
  await database.maskTiles.clear();
  await database.studies.update("2.25.1", { state: "todo" });
  const files = [...store.files]
    .filter(([path, bytes]) => path.includes(name) && text(bytes).includes("2.25.107"))
    .map(([path, bytes]) => {
      const file = new Blob([bytes]);
      return { name: path, path, size: file.size, file };
    });
  expect(files).toHaveLength(1);
  const labels = makeLabels(database);
  const at = "2026-11-24T10:00:00.000Z";
  const context = {
    signal: new AbortController().signal,
    progress: () => undefined as never,
    transfer: () => undefined,
  };
  const preview = await labels.readLabels({ files, user: "u2", device: "dev-b", at }, context);
  expect(preview.faults).toEqual([]);
  await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
  const back = (await database.annotations.get("2.25.107"))?.annotation;
  expect(back).toMatchObject({ classId: "mass", target, geometry: drawn });
});

test.each([
  ["a point of no class", (json: string) => json.replace('"tail"', '"wing"'), "a point of the class “Mass”"],
  [
    "a point outside the image",
    (json: string) => json.replace("30.75", "70.75"),
    "points inside 70 × 66 pixels",
  ],
  ["a state that is none", (json: string) => json.replace("12.5,1]", "12.5,3]"), "COCO with keypoints"],
  ["a point too few", (json: string) => json.replace("12.5,1]", "12.5]"), "COCO with keypoints"],
])("%s is refused with its place, and nothing is repaired", async (_, change, expected) => {
  const database = await makeSkeletonStore();
  const { files } = await exported(database);
  const json = files.map(([, bytes]) => text(bytes)).find((one) => one.includes("2.25.107")) ?? "";
  const changed = change(json);
  expect(changed).not.toBe(json);
  const file = new Blob([changed]);
  const labels = makeLabels(database);
  const preview = await labels.readLabels(
    {
      files: [{ name: "k.json", path: "k.json", size: file.size, file } as never],
      user: "u2",
      device: "d",
      at: "",
    },
    {
      signal: new AbortController().signal,
      progress: () => undefined as never,
      transfer: () => undefined,
    },
  );
  expect(preview.faults.map((fault) => fault.expected)).toEqual([expected]);
  expect(preview.batchId).toBe("");
});
