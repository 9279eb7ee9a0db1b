import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareReaders } from "../../../src/domain/review/compare-readers.ts";
import { fuseReaders } from "../../../src/domain/review/fuse-readers.ts";
import { defaultReviewRules } from "../../../src/domain/review/review-record.ts";
import { readSubmissionsFile, submissionsFile } from "../../../src/domain/review/submissions-file.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { writeConsensus } from "../../../src/storage/consensus.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { ownView, takeReading } from "../../../src/storage/readings.ts";
import { writeReviewRules } from "../../../src/storage/review-rules.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { takeSubmissions } from "../../../src/storage/submissions.ts";
import { readVersions, submittedReadings } from "../../../src/storage/versions.ts";
import { makeConsensus } from "../../../src/ui/adjudication/make-consensus.ts";
import { loadStudy } from "../../../src/ui/viewer/load-study.ts";
import { at, makeTestEditor, studyUid } from "../../support/editor-driver.ts";
import { makeStudy } from "../../support/study-maker.ts";

let db: MainDatabase;
let serial = 0;
const rules = { ...defaultReviewRules, readers: 2 };
const by = (actor: string) => ({ chain: "dev-a", actor, at: "2026-11-24T10:00:00.000Z" });
const series = [
  {
    seriesUid: "2.25.8",
    columns: 200,
    rows: 150,
    frames: [{ sop: "2.25.7", frame: 1 }],
    spacingMm: [0.5, 0.5, null],
  },
] as const;

beforeEach(async () => {
  db = openMainDatabase(`readings-test-${serial++}`);
  await db.studies.put(makeStudy());
  await writeReviewRules(db, rules, by("u1"));
});
afterEach(() => db.delete());

/** Opens the study as a person does. */
async function open(user: string, seed: number) {
  await takeReading(db, studyUid, user, by(user));
  return makeTestEditor(
    {
      records: await openStudyRecords(db, studyUid),
      user,
      reviewRules: rules,
      persist: async (row) => {
        await commitLogRow(db, studyUid, row, { chain: "dev-a", tab: null });
      },
    },
    seed,
  );
}

async function read(user: string, seed: number, x: number) {
  const editor = await open(user, seed);
  at(editor)
    .tool("brush")
    .down(30 + x, 40)
    .move(70 + x, 40)
    .up();
  return editor;
}

async function bothSubmit() {
  for (const [user, seed, x] of [
    ["u1", 1, 0],
    ["u2", 2, 6],
  ] as const) {
    const editor = await read(user, seed, x);
    editor.session.review.submit();
    await editor.session.history.flush();
  }
}

test("each reader finds their own labels, masks, log and state again, and nothing of another's", async () => {
  const first = await read("u1", 1, 0);
  await first.session.history.flush();
  const mine = await openStudyRecords(db, studyUid);
  const second = await read("u2", 2, 6);
  await second.session.history.flush();
  expect(second.session.records.annotations()).toHaveLength(1);
  expect(await db.annotations.where("studyUid").equals(studyUid).count()).toBe(1);
  const study = await db.studies.get(studyUid);
  if (!study) throw new Error("no study");
  expect(await ownView(db, study, "u3", 2)).toMatchObject({ state: "todo" });
  expect(await ownView(db, study, "u1", 2)).toMatchObject({ state: "labelling" });
  await takeReading(db, studyUid, "u1", by("u1"));
  expect(await openStudyRecords(db, studyUid)).toEqual(mine);
  await takeReading(db, studyUid, "u2", by("u2"));
  const again = await openStudyRecords(db, studyUid);
  expect(again.annotations).toEqual(second.session.records.annotations());
  expect((await readAuditChain(db, "dev-a")).map(({ action }) => action)).toContain("reading-opened");
});

test("with one reader nothing is put away", async () => {
  await writeReviewRules(db, defaultReviewRules, by("u1"));
  const editor = await read("u1", 1, 0);
  await editor.session.history.flush();
  await takeReading(db, studyUid, "u2", by("u2"));
  expect((await openStudyRecords(db, studyUid)).annotations).toHaveLength(1);
});

test("two readers disagree, a third decides: the consensus names every input and is the study's accepted version", async () => {
  await bothSubmit();
  const versions = await submittedReadings(db, studyUid);
  const input = { versions, series, fields: [] };
  const { groups, agreement } = compareReaders(input);
  expect(groups).toHaveLength(1);
  expect(groups[0]?.iou).toBeGreaterThan(0.5);
  expect(groups[0]?.iou).toBeLessThan(1);
  expect(agreement[0]?.measures.map(({ id }) => id)).toEqual([
    "match/1",
    "dice/1",
    "iou/1",
    "hd95/1",
    "assd/1",
  ]);
  expect(agreement[0]?.measures[3]).toMatchObject({ unit: "mm", over: 1 });
  const things = fuseReaders(input, { [groups[0]?.id ?? ""]: { kind: "staple" } });
  expect(things[0]?.by).toBe("staple/1");
  const identity = { user: "u3", device: "dev-a", tab: "t" };
  const draft = makeConsensus(studyUid, things, versions, 1, identity, Date.UTC(2026, 10, 24));
  await writeConsensus(db, studyUid, draft, by("u3"));

  const records = await openStudyRecords(db, studyUid);
  expect(records.taskState).toBe("accepted");
  const inputs = versions
    .flatMap(({ annotations }) => annotations.map(({ instanceUid }) => instanceUid))
    .sort();
  expect(records.annotations).toMatchObject([
    { status: "accepted", provenance: { origin: "consensus", author: "u3", derivedFrom: inputs } },
  ]);
  const consensus = (await readVersions(db, studyUid)).find(({ kind }) => kind === "consensus");
  expect(consensus?.derivedFrom.toSorted()).toEqual(versions.map(({ versionUid }) => versionUid).sort());
  // Nobody's reading takes its place any more, and it is made once.
  await takeReading(db, studyUid, "u1", by("u1"));
  expect((await openStudyRecords(db, studyUid)).annotations).toEqual(records.annotations);
  await expect(writeConsensus(db, studyUid, draft, by("u3"))).rejects.toThrow(/already/);
});

test("submissions travel in a file: taken once, whole, and refused where the study is not here", async () => {
  await bothSubmit();
  const versions = await submittedReadings(db, studyUid);
  const text = submissionsFile(versions);
  expect(readSubmissionsFile(text)).toEqual(versions);
  const other = openMainDatabase(`readings-other-${serial}`);
  await expect(takeSubmissions(other, readSubmissionsFile(text), by("u3"))).rejects.toThrow(
    /not on this device/,
  );
  await other.studies.put(makeStudy());
  await other.instances.put({ sopUid: "2.25.7", studyUid } as never);
  expect(await takeSubmissions(other, readSubmissionsFile(text), by("u3"))).toEqual({ taken: 2, known: 0 });
  expect(await takeSubmissions(other, readSubmissionsFile(text), by("u3"))).toEqual({ taken: 0, known: 2 });
  expect(await submittedReadings(other, studyUid)).toEqual(versions);
  await other.delete();
  const broken = text.replace('"instanceUid"', '"instanceUId"');
  expect(() => readSubmissionsFile(broken)).toThrow("versions[0].annotations[0].instanceUid should be text");
  expect(() => readSubmissionsFile("{")).toThrow("JSON");
});

test("the screen of the second reader opens with nothing of the first, though records are read beside the rules", async () => {
  await (await read("u1", 1, 40)).session.history.flush();
  const opened = async (user: string) => {
    const study = await loadStudy(db, studyUid, { user, device: "dev-a", tab: user });
    return study?.records.annotations.length;
  };
  expect(await opened("u1")).toBe(1);
  expect(await opened("u2")).toBe(0);
  expect(await opened("u1")).toBe(1);
});
