import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareLabels } from "../../../src/domain/review/compare-labels.ts";
import { tilesOf } from "../../../src/domain/review/study-version.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { readReviews, readVersions } from "../../../src/storage/versions.ts";
import { at, makeTestEditor, studyUid } from "../../support/editor-driver.ts";
import { makeStudy } from "../../support/study-maker.ts";

let db: MainDatabase;
let serial = 0;

beforeEach(async () => {
  db = openMainDatabase(`versions-test-${serial++}`);
  await db.studies.put(makeStudy());
});
afterEach(() => db.delete());

const savingEditor = async (user: string, seed: number) =>
  makeTestEditor(
    {
      records: await openStudyRecords(db, studyUid),
      user,
      persist: async (row) => {
        await commitLogRow(db, studyUid, row, { chain: "dev-a", tab: null });
      },
    },
    seed,
  );

const size = () => ({ columns: 200, rows: 150 });

test("each submission is kept as a version, and the next one says what was added, removed and changed", async () => {
  const first = await savingEditor("u1", 1);
  at(first).tool("brush").down(30, 30).move(60, 30).up();
  at(first).tool("box").down(100, 100).move(140, 140).up();
  first.session.review.submit();
  await first.session.history.flush();
  const reviewer = await savingEditor("u2", 2);
  reviewer.session.review.start();
  reviewer.session.review.sendBack({ code: "Missed finding", text: "" });
  await reviewer.session.history.flush();
  expect(await readReviews(db, studyUid)).toMatchObject([{ verdict: "rejected", reviewer: "u2" }]);

  const again = await savingEditor("u1", 3);
  const [mask, box] = again.session.records.annotations();
  again.session.records.select([mask?.instanceUid ?? ""]);
  at(again).tool("brush").down(60, 30).move(90, 30).up();
  again.session.records.remove([box?.instanceUid ?? ""]);
  again.session.records.newInstance();
  at(again).tool("box").down(10, 100).move(50, 140).up();
  again.session.review.submit();
  await again.session.history.flush();

  const [one, two] = await readVersions(db, studyUid);
  if (!one || !two) throw new Error("no versions");
  expect([one.reader, two.reader, one.kind]).toEqual(["u1", "u1", "submitted"]);
  expect(one.annotations).toHaveLength(2);
  const changes = compareLabels(
    { annotations: one.annotations, tiles: tilesOf(one) },
    { annotations: two.annotations, tiles: tilesOf(two) },
    size,
  );
  expect(changes.map(({ change }) => change).sort()).toEqual(["added", "changed", "removed"]);
  const dice = changes.find(({ change }) => change === "changed")?.dice ?? 0;
  expect(dice).toBeGreaterThan(0.5);
  expect(dice).toBeLessThan(0.9);
  const chain = await readAuditChain(db, "dev-a");
  expect(chain.map(({ action }) => action)).toContain("send-back-task");
});

test("taking a submission back does not take the version back, and adds none", async () => {
  const editor = await savingEditor("u1", 1);
  at(editor).tool("box").down(10, 10).move(40, 40).up();
  editor.session.review.submit();
  editor.session.history.undo();
  await editor.session.history.flush();
  expect((await db.studies.get(studyUid))?.state).toBe("labelling");
  expect(await readVersions(db, studyUid)).toHaveLength(1);
});

test("reviews and answers come back when the records are built anew from the log", async () => {
  const editor = await savingEditor("u1", 1);
  editor.session.records.classify("study", { study: studyUid }, "quality", "good");
  await editor.session.history.flush();
  await db.studies.update(studyUid, { appliedSeq: 0 });
  const records = await openStudyRecords(db, studyUid);
  expect(records.rebuilt).toBe(true);
  expect(records.classifications).toMatchObject([{ field: "quality", value: "good" }]);
  expect(records.taskState).toBe("labelling");
});
