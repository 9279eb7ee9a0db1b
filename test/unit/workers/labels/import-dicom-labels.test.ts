import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import type { LabelField } from "../../../../src/domain/label-field.ts";
import { geometrySpans } from "../../../../src/domain/rasterize.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { answerQuestions } from "../../../support/answer-store.ts";
import { ctSlice, exportObjects, labelledStore } from "../../../support/dicom-export.ts";

const context = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};
const at = "2026-11-24T10:00:00.000Z";
const [columns, rows] = [45, 35];
type Store = Awaited<ReturnType<typeof labelledStore>>;
let ct: Store;

beforeAll(async () => {
  ct = await labelledStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const));
  // What a model proposed is a label once a person took it.
  await ct.context.database.annotations.toCollection().modify((row) => {
    const { annotation } = row;
    Object.assign(row, {
      annotation: { ...annotation, provenance: { ...annotation.provenance, acceptedBy: "u1" } },
    });
  });
});

/** Pixels of every label with an area, by its ID. */
async function masks({ context: { database } }: Store, only?: ReadonlySet<string>) {
  const labels = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  const solid = (label: Annotation) =>
    label.geometry.type === "mask" || (geometrySpans(label.geometry, columns, rows) ?? []).length > 0;
  const entries = await Promise.all(
    labels
      .filter((label) => solid(label) && (!only || only.has(label.instanceUid)))
      .map(async (label) => {
        const { bits } = await instanceMask(database, label, columns, rows);
        return [label.instanceUid, [...bits].join("")] as const;
      }),
  );
  return new Map(entries.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

test.each(["seg", "rtstruct"] as const)(
  "labels of our own %s come back with their IDs, pixel for pixel",
  async (format) => {
    const { store } = await exportObjects(ct, [format]);
    const { database } = ct.context;
    await database.settings.put({ key: "schemaId", value: (await database.schemas.toArray())[0]?.id ?? "" });
    const before = await masks(ct);
    const kept = await Promise.all([
      database.annotations.toArray(),
      database.maskTiles.toArray(),
      database.studies.toArray(),
    ]);
    await database.annotations.clear();
    await database.maskTiles.clear();

    const labels = makeLabels(database);
    const files = [...store.files]
      .filter(([path]) => path.includes(`/dicom/${format}/`))
      .map(([path, bytes]) => {
        const file = new Blob([bytes]);
        return { name: path, path, size: file.size, file };
      });
    const preview = await labels.readLabels({ files, user: "u2", device: "dev-b", at }, context);
    expect(preview.faults).toEqual([]);
    await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
    const after = await masks(ct);
    expect(after.size).toBeGreaterThan(9);
    for (const [uid, bits] of after) expect(bits, uid).toBe(before.get(uid));
    const classes = new Map(kept[0].map(({ instanceUid, annotation }) => [instanceUid, annotation.classId]));
    for (const { instanceUid, annotation } of await database.annotations.toArray())
      expect(annotation.classId).toBe(classes.get(instanceUid));

    await database.annotations.clear();
    await database.maskTiles.clear();
    await database.log.clear();
    await database.annotations.bulkPut(kept[0]);
    await database.maskTiles.bulkPut(kept[1]);
    await database.studies.bulkPut(kept[2]);
  },
);

test("shapes and lines of our own report come back with their IDs, corner for corner; masks are left to their SEG", async () => {
  const { database } = ct.context;
  const { store } = await exportObjects(ct, ["sr"]);
  await database.settings.put({ key: "schemaId", value: (await database.schemas.toArray())[0]?.id ?? "" });
  const kept = (await database.annotations.toArray()).map(({ annotation }) => annotation);
  const file = new Blob([
    [...store.files].find(([path]) => path.includes("/dicom/sr/"))?.[1] ?? new Uint8Array(),
  ]);
  const files = [{ name: "report.dcm", path: "report.dcm", size: file.size, file }];
  const labels = makeLabels(database);
  const asked = { files, user: "u2", device: "dev-b", at };
  // Where the labels are, none is added.
  const shapes = kept.filter(({ geometry }) => geometry.type !== "mask");
  const again = await labels.readLabels(asked, context);
  expect(again.faults).toEqual([]);
  expect(again.studies.map(({ labels: added, known }) => [added, known])).toEqual([[0, shapes.length]]);

  await database.annotations.clear();
  const preview = await labels.readLabels(asked, context);
  expect(preview.faults).toEqual([]);
  await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
  const back = new Map(
    (await database.annotations.toArray()).map((row) => [row.instanceUid, row.annotation]),
  );
  expect(back.size).toBe(shapes.length);
  const numbers = (value: unknown): number[] =>
    typeof value === "number"
      ? [value]
      : typeof value === "object" && value
        ? Object.values(value).flatMap(numbers)
        : [];
  for (const wish of shapes) {
    const found = back.get(wish.instanceUid);
    expect(found?.geometry.type, wish.geometry.type).toBe(wish.geometry.type);
    expect([found?.classId, found?.target]).toEqual([wish.classId, wish.target]);
    // Points are floats of 32 bits in the report.
    const [own, other] = [numbers(wish.geometry), numbers(found?.geometry)];
    expect(other).toHaveLength(own.length);
    for (const [index, value] of own.entries()) expect(other[index]).toBeCloseTo(value, 4);
  }
});

/** A store whose labels of an ellipse and of a mask have answers, and whose study, series, image, frame and things have too. */
async function answeredStore() {
  const store = await labelledStore([0, 1].map((index) => [`${index}.dcm`, ctSlice(index)] as const));
  const { database } = store.context;
  await answerQuestions(database);
  const [schema] = await database.schemas.toArray();
  const rows = await database.annotations.toArray();
  const drawn = (type: string) => rows.find(({ annotation }) => annotation.geometry.type === type);
  const [ellipse, mask] = [drawn("ellipse"), drawn("mask")];
  if (!schema || !ellipse || !mask) throw new Error("no labels");
  const attributes: readonly LabelField[] = [
    { id: "edge", kind: "choice", options: [{ id: "smooth" }, { id: "rugged" }] },
    { id: "signs", kind: "multi", options: [{ id: "gas" }, { id: "fat" }, { id: "blood" }] },
    { id: "size", kind: "number", unit: "mm" },
    { id: "note", kind: "text" },
    { id: "old", kind: "boolean" },
  ];
  const classes = schema.classes.map((item) => ({ ...item, attributes }));
  await database.schemas.put({ ...schema, classes });
  const said = [
    { edge: "rugged", signs: ["blood", "gas"], size: -2.25, note: "by the wall", old: true },
    { edge: "smooth", old: false },
  ];
  for (const [at, row] of [ellipse, mask].entries())
    await database.annotations.put({
      ...row,
      annotation: { ...row.annotation, attributes: said[at] ?? {} },
    });
  await database.annotations.toCollection().modify((row) => {
    const { annotation } = row;
    const provenance = { ...annotation.provenance, acceptedBy: "u1" };
    Object.assign(row, { annotation: { ...annotation, provenance } });
  });
  await database.settings.put({ key: "schemaId", value: schema.id });
  // A key image is an answer as well, to the question that every project asks.
  const { study, series, sop } = mask.annotation.target;
  const classification = {
    v: 1,
    recordUid: "2.25.7799",
    scope: "frame",
    target: { study, series, sop, frame: 1 },
    field: "overread-key-image",
    schemaVersion: 1,
    value: true,
    provenance: mask.annotation.provenance,
  } as const;
  await database.classifications.put({ recordUid: "2.25.7799", studyUid: study, classification });
  return { store, things: [ellipse, mask].map(({ instanceUid }) => instanceUid), said };
}

test("answers of our own report come back to what they are about, each once; those about masks with their SEG", async () => {
  const { store, things, said } = await answeredStore();
  const { database } = store.context;
  const told = async () =>
    (await database.classifications.toArray())
      .map(({ classification: { scope, field, target, value } }) => ({ scope, field, target, value }))
      .sort((a, b) => (a.field < b.field ? -1 : 1));
  const before = await told();
  const uids = new Map(
    (await database.classifications.toArray()).map(({ classification }) => [
      classification.field,
      classification.recordUid,
    ]),
  );
  expect(before.map(({ scope }) => scope).sort()).toEqual(
    ["frame", "frame", "image", "object", "series", "study"].sort(),
  );
  const { store: written, result } = await exportObjects(store, ["seg", "sr"]);
  expect(result.losses.filter(({ format }) => format === "answers")).toEqual([]);
  const files = [...written.files]
    .filter(([path]) => /\/dicom\/(seg|sr)\//.test(path))
    .map(([path, bytes]) => ({ name: path, path, size: bytes.length, file: new Blob([bytes]) }));
  const labels = makeLabels(database);
  const take = async () => {
    const preview = await labels.readLabels({ files, user: "u2", device: "dev-b", at }, context);
    expect(preview.faults).toEqual([]);
    await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at }, context);
    return preview.studies.map(({ answers }) => answers);
  };
  // Where they are, none is added: what is here stays, also the one whose ID the report has no place for.
  expect(await take()).toEqual([0]);
  expect(await told()).toEqual(before);

  await database.annotations.clear();
  await database.maskTiles.clear();
  await database.classifications.clear();
  expect(await take()).toEqual([6]);
  expect(await told()).toEqual(before);
  for (const { classification } of await database.classifications.toArray()) {
    const { scope, field, recordUid, provenance } = classification;
    expect(provenance.origin).toBe("imported");
    if (scope !== "study" && scope !== "object") expect(recordUid).toBe(uids.get(field));
  }
  for (const [at, uid] of things.entries()) {
    const back = (await database.annotations.get(uid))?.annotation.attributes;
    expect({ ...back, signs: undefined }).toEqual({ ...said[at], signs: undefined });
    expect([...((back?.signs as string[]) ?? [])].sort()).toEqual(
      [...((said[at]?.signs as string[]) ?? [])].sort(),
    );
  }
  expect(await take()).toEqual([0]);
});

test("an answer that the project has no question for, or that does not fit it, is refused by its place", async () => {
  const { store } = await answeredStore();
  const { database } = store.context;
  const { store: written } = await exportObjects(store, ["sr"]);
  const [path, bytes] = [...written.files].find(([name]) => name.includes("/dicom/sr/")) ?? [];
  const files = [{ name: "r.dcm", path: "r.dcm", size: bytes?.length ?? 0, file: new Blob([bytes ?? ""]) }];
  expect(path).toBeDefined();
  const [schema] = await database.schemas.toArray();
  if (!schema) throw new Error("no schema");
  const faultOf = async (classifications: typeof schema.classifications) => {
    await database.schemas.put({ ...schema, ...(classifications ? { classifications } : {}) });
    const preview = await makeLabels(database).readLabels(
      { files, user: "u2", device: "dev-b", at },
      context,
    );
    return preview.faults.map(({ expected, found }) => [expected, found]);
  };
  const asked = schema.classifications ?? [];
  expect(await faultOf(asked.filter(({ id }) => id !== "phase"))).toEqual([
    ["a question about a series", "phase"],
  ]);
  const upTo10 = asked.map((field) => (field.id === "level" ? { ...field, max: 10 } : field));
  expect(await faultOf(upTo10)).toEqual([["10 or less", "12.5"]]);
});
