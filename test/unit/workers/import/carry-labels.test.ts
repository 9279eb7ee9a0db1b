import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Annotation, Geometry } from "../../../../src/domain/annotation.ts";
import type { Classification } from "../../../../src/domain/classification.ts";
import { decodeMaskTile } from "../../../../src/domain/mask-tile-codec.ts";
import { newLabelsDiff } from "../../../../src/domain/new-labels-diff.ts";
import type { PixelSpan } from "../../../../src/domain/rasterize.ts";
import { makeSegmentCounter } from "../../../../src/domain/segment-counter.ts";
import type { Instance } from "../../../../src/domain/study.ts";
import { readAnnotations } from "../../../../src/storage/annotations.ts";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import { carryLabels, countLabelsToCarry } from "../../../../src/storage/carry-labels.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { raiseGeneration } from "../../../../src/storage/generations.ts";
import { commitLogRow } from "../../../../src/storage/log.ts";
import { openStudyRecords } from "../../../../src/storage/study-records.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 100;
const rows = 80;
const file = (n: number) =>
  makeImageDicom({
    columns,
    rows,
    bits: 16,
    pixels: new Uint8Array(columns * rows * 2).map((_, at) => (at % 2 ? 0 : (at * n) % 251)),
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.826.0.1.4711.9.${n}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100020", vr: "LO", value: "PLANTEDID-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      { tag: "00200013", vr: "IS", value: `${n}` },
    ],
  });
const by = { chain: "device-1", actor: "user-1", at: "2026-01-01T00:00:00.000Z" };
const provenance = {
  origin: "human",
  author: "user-1",
  device: "device-1",
  createdAt: by.at,
  editedAt: by.at,
  activeSeconds: 7,
  derivedFrom: [],
} as const;
const label = (n: number, { studyUid, seriesUid, sopUid }: Instance, geometry: Geometry): Annotation => ({
  v: 1,
  instanceUid: `2.25.${n}`,
  objectUid: "2.25.1",
  classId: "mass",
  schemaVersion: 1,
  target: { study: studyUid, series: seriesUid, sop: sopUid, frame: 1 },
  geometry,
  attributes: { margin: "sharp" },
  status: "submitted",
  locked: false,
  hidden: false,
  provenance,
});
/** Over the border of two tiles, with a hole. */
const spans: readonly PixelSpan[] = [
  [62, 10, 90],
  [63, 10, 40],
  [63, 60, 90],
  [64, 10, 90],
];

/** The pixels of all masks of an image, as `row column`. */
async function pixelsOf(db: MainDatabase, sopUid: string): Promise<string[]> {
  const tiles = (await db.maskTiles.toArray()).filter((tile) => tile.sopUid === sopUid);
  return tiles
    .flatMap(({ tileRow, tileColumn, bytes }) =>
      [...decodeMaskTile(bytes)].flatMap((value, at) =>
        value ? [`${tileRow * 64 + Math.floor(at / 64)} ${tileColumn * 64 + (at % 64)}`] : [],
      ),
    )
    .toSorted();
}

/** Two images with a box, a mask that is the same thing, and an answer on each level. */
async function labelled() {
  const harness = makeImportHarness();
  const { database } = harness.context;
  await harness.take([chosen("1.dcm", file(1)), chosen("2.dcm", file(2))]);
  const images = (await database.instances.toArray()).toSorted((a, b) => (a.sopUid < b.sopUid ? -1 : 1));
  const [one, two] = images;
  if (!one || !two) throw new Error("two images were expected");
  const answer = (n: number, target: Classification["target"], scope: Classification["scope"]) => {
    const value: Classification = {
      v: 1,
      recordUid: `2.25.9${n}`,
      scope,
      target,
      field: "quality",
      schemaVersion: 1,
      value: "good",
      provenance,
    };
    return [value.recordUid, { kind: "classification", id: value.recordUid, value }] as const;
  };
  const diff = newLabelsDiff(
    [
      { annotation: label(1, one, { type: "box", boxImage: [1, 2, 30, 40] }), spans: null },
      { annotation: label(2, two, { type: "mask", layer: 0, segmentIndex: 1 }), spans },
    ],
    [],
    makeSegmentCounter([], []),
  );
  const added = {
    ...diff.added,
    ...Object.fromEntries([
      answer(1, { study: one.studyUid }, "study"),
      answer(2, { study: one.studyUid, series: one.seriesUid, sop: two.sopUid }, "image"),
      answer(3, { study: one.studyUid, object: "2.25.1" }, "object"),
    ]),
  };
  const row = { id: "01900000-0000-7000-8000-000000000001", at: by.at, actor: by.actor } as const;
  await commitLogRow(
    database,
    one.studyUid,
    { ...row, source: "user", actionId: "x", undoable: true, diff: { ...diff, added } },
    { chain: by.chain, tab: null },
  );
  const patientKey = (await database.studies.get(one.studyUid))?.patientKey ?? "";
  return { harness, database, one, two, patientKey };
}

test("labels go on to images that were issued anew, once, as drafts with their own identifiers; the earlier ones stay", async () => {
  const { harness, database, one, two, patientKey } = await labelled();
  const before = await openStudyRecords(database, one.studyUid);
  expect(await countLabelsToCarry(database)).toBe(0);
  await raiseGeneration(database, patientKey, by);
  expect(await countLabelsToCarry(database)).toBe(0);
  await harness.take([chosen("1.dcm", file(1)), chosen("2.dcm", file(2))]);
  expect(await countLabelsToCarry(database)).toBe(5);
  expect(await carryLabels(database, by)).toBe(5);

  const fresh = (await database.instances.toArray()).filter(({ studyUid }) => studyUid !== one.studyUid);
  const studyUid = fresh[0]?.studyUid ?? "";
  const records = await openStudyRecords(database, studyUid);
  expect(records.rebuilt).toBe(false);
  const source = async (sopUid: string) => (await database.deidRecords.get(sopUid))?.sourceHmac;
  const now = new Map<string, Instance>();
  for (const old of [one, two])
    for (const image of fresh)
      if ((await source(image.sopUid)) === (await source(old.sopUid))) now.set(old.sopUid, image);
  const [box, mask] = ["2.25.1", "2.25.2"].map((uid) =>
    records.annotations.find((one) => one.provenance.derivedFrom.includes(uid)),
  );
  expect(box).toMatchObject({
    geometry: { type: "box", boxImage: [1, 2, 30, 40] },
    status: "draft",
    attributes: { margin: "sharp" },
    target: { study: studyUid, sop: now.get(one.sopUid)?.sopUid, frame: 1 },
    provenance: { author: "user-1", activeSeconds: 7 },
  });
  expect(mask?.target.sop).toBe(now.get(two.sopUid)?.sopUid);
  expect(mask?.objectUid).toBe(box?.instanceUid);
  expect(box?.objectUid).toBe(box?.instanceUid);
  expect(["2.25.1", "2.25.2"]).not.toContain(box?.instanceUid);
  const pixels = await pixelsOf(database, now.get(two.sopUid)?.sopUid ?? "");
  expect(pixels).toEqual(await pixelsOf(database, two.sopUid));
  expect(pixels).toHaveLength(220);
  const answers = new Map(records.classifications?.map((one) => [one.provenance.derivedFrom[0], one]));
  expect(answers.get("2.25.91")?.target).toEqual({ study: studyUid });
  expect(answers.get("2.25.92")?.target.sop).toBe(now.get(two.sopUid)?.sopUid);
  expect(answers.get("2.25.93")?.target).toEqual({ study: studyUid, object: box?.instanceUid });
  expect((await database.studies.get(studyUid))?.state).toBe("labelling");
  expect((await readAuditChain(database, by.chain)).at(-1)).toMatchObject({ action: "carry-labels" });
  expect(await openStudyRecords(database, one.studyUid)).toEqual(before);

  // Neither twice, nor again what was deleted on the new images.
  expect(await countLabelsToCarry(database)).toBe(0);
  await database.annotations.where("studyUid").equals(studyUid).delete();
  expect(await carryLabels(database, by)).toBe(0);
  expect(await readAnnotations(database, studyUid)).toEqual([]);
});

test("what was drawn on an image that was not imported anew stays where it is", async () => {
  const { harness, database, one, two, patientKey } = await labelled();
  await raiseGeneration(database, patientKey, by);
  await harness.take([chosen("1.dcm", file(1))]);
  const [image] = (await database.instances.toArray()).filter(({ studyUid }) => studyUid !== one.studyUid);
  if (!image) throw new Error("an image was expected");
  const source = async (sopUid: string) => (await database.deidRecords.get(sopUid))?.sourceHmac;
  const isFirst = (await source(image.sopUid)) === (await source(one.sopUid));
  expect(await source(image.sopUid)).toBe(await source(isFirst ? one.sopUid : two.sopUid));
  // Its label, the answers about the study and the thing, and where it is the second image the answer about that.
  expect(await carryLabels(database, by)).toBe(isFirst ? 3 : 4);
  const labels = await readAnnotations(database, image.studyUid);
  expect(labels.map(({ target, geometry }) => [target.sop, geometry.type])).toEqual([
    [image.sopUid, isFirst ? "box" : "mask"],
  ]);
});
