import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { geometrySpans } from "../../../../src/domain/rasterize.ts";
import { instanceMask } from "../../../../src/workers/export/instance-mask.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
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
