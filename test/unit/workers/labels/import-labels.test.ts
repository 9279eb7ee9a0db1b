import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import {
  columns,
  fixtureOptions,
  fixtureReader,
  makeStore as makeFixture,
  memorySink,
  rows,
} from "../../../support/export-fixture.ts";

async function makeStore() {
  const database = await makeFixture();
  await database.settings.put({ key: "schemaId", value: "test" });
  return database;
}

const context = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};
const at = "2026-11-24T10:00:00.000Z";

async function exported(database: MainDatabase, formats: readonly ("ndjson" | "coco")[]) {
  const store = memorySink();
  await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: context.signal,
    },
    { ...fixtureOptions, formats },
  );
  return store.files;
}

const asFile = (name: string, bytes: Uint8Array<ArrayBuffer> | string) => {
  const file = new Blob([bytes]);
  return { name, path: name, size: file.size, file };
};
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** The same store as if nobody had labelled it. */
async function emptied(database: MainDatabase) {
  await database.annotations.clear();
  await database.maskTiles.clear();
  await database.log.clear();
  await database.studies.update("2.25.1", { state: "todo", appliedSeq: 0 });
}

async function masks(database: MainDatabase) {
  const labels = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  const entries = await Promise.all(
    labels.map(
      async (label) =>
        [label.instanceUid, [...(await instanceMask(database, label, columns, rows)).bits].join("")] as const,
    ),
  );
  return new Map(entries);
}

const read = (labels: ReturnType<typeof makeLabels>, files: ReturnType<typeof asFile>[]) =>
  labels.readLabels({ files, user: "u2", device: "dev-b", at }, context);

test("NDJSON comes back as it went: records equal, masks pixel for pixel, once", async () => {
  const database = await makeStore();
  const before = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  const pixels = await masks(database);
  const files = await exported(database, ["ndjson"]);
  await emptied(database);
  const labels = makeLabels(database);
  const file = asFile("annotations.ndjson", files.get("test-set/ndjson/annotations.ndjson") ?? "");
  const preview = await read(labels, [file]);
  expect(preview.faults).toEqual([]);
  expect(preview.studies).toMatchObject([{ studyUid: "2.25.1", labels: 3, images: 1, known: 0 }]);
  expect(await database.annotations.count()).toBe(0);
  await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
  const plain = (list: typeof before) =>
    list.map(({ geometry, ...rest }) => ({
      ...rest,
      geometry: geometry.type === "mask" ? "mask" : geometry,
    }));
  const after = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  expect(plain(after)).toEqual(plain(before));
  expect(await masks(database)).toEqual(pixels);
  expect((await database.studies.get("2.25.1"))?.state).toBe("labelling");
  expect((await readAuditChain(database, "dev-b")).map(({ action }) => action)).toEqual(["import-labels"]);
  const again = await read(labels, [file]);
  expect(again.studies).toMatchObject([{ labels: 0, known: 3 }]);
});

test("COCO masks keep their IDs and pixels and say that they were imported", async () => {
  const database = await makeStore();
  const pixels = await masks(database);
  const files = await exported(database, ["coco"]);
  await emptied(database);
  const labels = makeLabels(database);
  const part = [...files.keys()].filter((path) => path.includes("/coco/"));
  const preview = await read(
    labels,
    part.map((path) => asFile(path, files.get(path) ?? "")),
  );
  expect(preview.faults).toEqual([]);
  await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
  expect(await masks(database)).toEqual(pixels);
  const after = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  expect(after.map(({ provenance }) => provenance.origin)).toEqual(["imported", "imported", "imported"]);
  expect(after.every(({ provenance, status }) => provenance.author === "u2" && status === "draft")).toBe(
    true,
  );
});

interface CocoText {
  annotations: { instance_uid: string; object_uid: string }[];
  categories: { name: string; class_id: string }[];
}

test.each([
  [
    "a UID of another form",
    "annotations[0].instance_uid",
    (file: CocoText) => {
      for (const one of file.annotations) one.instance_uid = "7";
    },
  ],
  [
    "a thing of another form",
    "annotations[0].object_uid",
    (file: CocoText) => {
      for (const one of file.annotations) one.object_uid = "2.25.x";
    },
  ],
  [
    "a class of nobody",
    "annotations[0].category_id",
    (file: CocoText) => {
      for (const one of file.categories) Object.assign(one, { name: "Lever", class_id: "lever" });
    },
  ],
  [
    "a class under another name, known by its id",
    null,
    (file: CocoText) => {
      for (const one of file.categories) one.name = "Lever";
    },
  ],
  [
    "a class without its id, known by its name",
    null,
    (file: CocoText) => {
      for (const one of file.categories) one.class_id = "";
    },
  ],
] as const)("COCO with %s", async (_, where, change) => {
  const database = await makeStore();
  const files = await exported(database, ["coco"]);
  await emptied(database);
  const parsed = [...files]
    .filter(([path]) => path.includes("/coco/"))
    .map(([, bytes]) => JSON.parse(text(bytes)) as CocoText)
    .find((file) => file.annotations.length > 0);
  if (!parsed) throw new Error("no objects");
  change(parsed);
  const preview = await read(makeLabels(database), [asFile("c.json", JSON.stringify(parsed))]);
  expect(preview.faults.map((fault) => fault.where)).toEqual(where === null ? [] : [where]);
});

test.each([
  ['"classId":"liver"', '"classId":"lever"', "line 1, classId"],
  ['"frame":1', '"frame":2', "line 1, target.frame"],
  ['"sop":"2.25.3"', '"sop":"2.25.4"', "line 1, target.sop"],
  ['"series":"2.25.2"', '"series":"2.25.8"', "line 1, target.series"],
  ['"counts":[', '"counts":[1,', "line 1, geometry.rle.counts"],
  ["[20,4]", "[70,4]", "line 2, geometry.pointsImage[1]"],
  ["[20,4]", "[null,4]", "line 2, geometry.pointsImage[1]"],
  ['"boxImage":[40,40,60,62]', '"boxImage":[40,40,40,62]', "line 3, geometry.boxImage"],
  ['"origin":"human"', '"origin":"angel"', "line 1, provenance.origin"],
  [
    '"derivedFrom":[]',
    '"derivedFrom":[],"edit":{"diceToProposal":0.9,"strokes":1,"hd95Mm":-1}',
    "line 1, provenance.edit.hd95Mm",
  ],
  ['"derivedFrom":[]', '"derivedFrom":[],"edit":{"diceToProposal":0.9}', "line 1, provenance.edit.strokes"],
  ['"attributes":{}', '"attributes":{"margin":"smooth"}', "line 1, attributes.margin"],
])("%s changed to %s is refused with line and field, and nothing can be added", async (from, to, where) => {
  const database = await makeStore();
  const files = await exported(database, ["ndjson"]);
  await emptied(database);
  const good = text(files.get("test-set/ndjson/annotations.ndjson"));
  expect(good).toContain(from);
  const labels = makeLabels(database);
  const preview = await read(labels, [asFile("a.ndjson", good.replace(from, to))]);
  expect(preview.faults).toMatchObject([{ file: "a.ndjson", where }]);
  await expect(
    labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context),
  ).rejects.toThrow();
  expect(await database.annotations.count()).toBe(0);
});

test("what is no file of labels says what was expected", async () => {
  const labels = makeLabels(await makeStore());
  const preview = await read(labels, [asFile("a.txt", "hello"), asFile("b.ndjson", '{"v":1')]);
  expect(preview.faults.map(({ where }) => where)).toEqual(["the file", "line 1"]);
});
