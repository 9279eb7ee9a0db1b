import "fake-indexeddb/auto";
import Dexie from "dexie";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogRowDraft } from "../../../src/domain/record-diff.ts";
import { verifyChain } from "../../../src/domain/verify-chain.ts";
import { auditHead, readAuditChain } from "../../../src/storage/audit.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow, logTables, readLog, writeLogRow } from "../../../src/storage/log.ts";
import { withRetry } from "../../../src/storage/retry.ts";
import { adoptStroke, readStrokes, saveStroke } from "../../../src/storage/strokes.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { at, makeTestEditor, studyUid } from "../../support/editor-driver.ts";
import { makeProposal } from "../../support/proposal-maker.ts";
import { makeStudy } from "../../support/study-maker.ts";

const context = { chain: "dev-a", tab: "tab-1" };
let db: MainDatabase;
let serial = 0;

beforeEach(async () => {
  db = openMainDatabase(`log-test-${serial++}`);
  await db.studies.put(makeStudy());
});
afterEach(() => db.delete());

/** Rows of a brush stroke, a box and a deletion. */
async function someRows(): Promise<LogRowDraft[]> {
  const editor = makeTestEditor();
  at(editor).tool("brush").down(20, 50).move(90, 70).up().tool("box").down(10, 10).move(40, 30).up();
  editor.session.records.remove(editor.session.records.selection());
  await editor.session.history.flush();
  return editor.rows;
}

const contents = async () => ({
  log: await db.log.toArray(),
  annotations: await db.annotations.toArray(),
  tiles: await db.maskTiles.toArray(),
  audit: await db.audit.toArray(),
  strokes: await db.strokes.toArray(),
  study: await db.studies.get(studyUid),
});

describe("a commit", () => {
  test("writes row, records, tiles, task and audit event, and ends the stroke", async () => {
    await saveStroke(db, studyUid, "tab-1", "2026-11-23T10:00:00.000Z", { v: 1 });
    await saveStroke(db, studyUid, "tab-2", "2026-11-23T10:00:00.000Z", { v: 1 });
    for (const row of await someRows()) await commitLogRow(db, studyUid, row, context);
    const { log, annotations, tiles, audit, strokes, study } = await contents();
    expect(log.map(({ seq }) => seq).sort()).toEqual([1, 2, 3]);
    expect(annotations).toHaveLength(1);
    expect(tiles.length).toBeGreaterThan(0);
    expect(tiles.every(({ bytes, codec }) => bytes instanceof ArrayBuffer && codec === 1)).toBe(true);
    expect(study).toMatchObject({ appliedSeq: 3, state: "labelling" });
    expect(strokes.map(({ tab }) => tab)).toEqual(["tab-2"]);
    expect(audit.map(({ action }) => action)).toEqual(["draw-brush", "draw-box", "delete-label"]);
    expect(audit[0]?.target).toBe(annotations[0]?.instanceUid);
    expect(audit[0]?.detail).toMatchObject({ logId: log.find(({ seq }) => seq === 1)?.id });
    expect(verifyChain(await readAuditChain(db, "dev-a"))).toMatchObject({ ok: true, head: { seq: 3 } });
    expect(await auditHead(db, "dev-b")).toBeNull();
  });

  test.each(["annotations", "maskTiles", "studies", "audit", "strokes"] as const)(
    "leaves nothing behind when the write of %s fails",
    async (table) => {
      const [row] = await someRows();
      if (!row) throw new Error("no row");
      await saveStroke(db, studyUid, "tab-1", "2026-11-23T10:00:00.000Z", { v: 1 });
      const before = await contents();
      const fail = () => {
        throw new Error("injected");
      };
      db.table(table).hook("creating", fail);
      db.table(table).hook("updating", fail);
      db.table(table).hook("deleting", fail);
      await expect(commitLogRow(db, studyUid, row, context)).rejects.toMatchObject({ name: "SaveError" });
      for (const event of ["creating", "updating", "deleting"] as const) {
        (db.table(table).hook as (name: string) => { unsubscribe(run: unknown): void })(event).unsubscribe(
          fail,
        );
      }
      expect(await contents()).toEqual(before);
      await commitLogRow(db, studyUid, row, context);
      expect((await contents()).study?.appliedSeq).toBe(1);
    },
  );

  test("is written once, however often it is tried", async () => {
    const [row] = await someRows();
    if (!row) throw new Error("no row");
    await commitLogRow(db, studyUid, row, context);
    await commitLogRow(db, studyUid, row, context);
    expect(await readLog(db, studyUid)).toHaveLength(1);
    expect(await db.audit.count()).toBe(1);
  });

  test("shares a transaction with what else must be true at once", async () => {
    const [row] = await someRows();
    if (!row) throw new Error("no row");
    const both = db.transaction("rw", [...logTables(db), db.prelabelRuns], async () => {
      await writeLogRow(db, studyUid, row, context);
      throw new Error("cursor");
    });
    await expect(both).rejects.toThrow("cursor");
    expect(await db.log.count()).toBe(0);
  });

  test("names a full store, a lost study, and goes on after a lost connection", async () => {
    const [row] = await someRows();
    if (!row) throw new Error("no row");
    await expect(commitLogRow(db, "2.25.404", row, context)).rejects.toMatchObject({ code: "no-study" });
    const full = async () => {
      throw new Dexie.QuotaExceededError("full");
    };
    await expect(withRetry(db, full)).rejects.toMatchObject({ name: "SaveError", code: "quota" });

    const waits: number[] = [];
    const pause = async (delayMs: number) => {
      waits.push(delayMs);
    };
    db.close({ disableAutoOpen: true });
    await commitLogRow(db, studyUid, row, context, pause);
    expect(waits).toEqual([100]);
    expect(await db.log.count()).toBe(1);
    const gone = async () => {
      throw new Dexie.DatabaseClosedError("closed");
    };
    await expect(withRetry(db, gone, pause)).rejects.toMatchObject({ code: "closed" });
    expect(waits).toEqual([100, 100, 400, 1600]);
  });
});

describe("opening a study", () => {
  test("gives back what the session had, its undo list too", async () => {
    const editor = makeTestEditor({
      persist: async (row) => {
        await commitLogRow(db, studyUid, row, context);
      },
    });
    at(editor).tool("brush").down(20, 50).move(90, 70).up().tool("box").down(10, 10).move(40, 30).up();
    editor.session.history.undo();
    await editor.session.history.flush();
    const records = await openStudyRecords(db, studyUid);
    expect(records.rebuilt).toBe(false);
    const again = makeTestEditor({ records }).session;
    expect(again.records.annotations()).toEqual(editor.session.records.annotations());
    expect(again.history.undoLabels()).toEqual(editor.session.history.undoLabels());
    expect(again.history.redoLabels()).toEqual(editor.session.history.redoLabels());
    const uid = again.records.annotations()[0]?.instanceUid ?? "";
    expect(again.masks.maskOf(uid, 200, 150)).toEqual(editor.session.masks.maskOf(uid, 200, 150));
    expect(again.records.taskState()).toBe("labelling");
  });

  test("builds the records anew from the log when they fell behind, and says so", async () => {
    for (const row of await someRows()) await commitLogRow(db, studyUid, row, context);
    const good = await openStudyRecords(db, studyUid);
    await db.maskTiles.clear();
    await db.annotations.clear();
    await db.studies.update(studyUid, { appliedSeq: 1 });
    const rebuilt = await openStudyRecords(db, studyUid);
    expect(rebuilt.rebuilt).toBe(true);
    expect({ ...rebuilt, rebuilt: false }).toEqual(good);
    expect((await openStudyRecords(db, studyUid)).rebuilt).toBe(false);
  });

  test("what a pre-labelling run proposed survives a rebuild, although no log row tells of it", async () => {
    for (const row of await someRows()) await commitLogRow(db, studyUid, row, context);
    await db.proposals.add(makeProposal("p-run", { studyId: studyUid, runId: "run-1", state: "proposed" }));
    await db.studies.update(studyUid, { appliedSeq: 1 });
    const rebuilt = await openStudyRecords(db, studyUid);
    expect(rebuilt.rebuilt).toBe(true);
    expect(rebuilt.proposals.map(({ id }) => id)).toEqual(["p-run"]);
  });

  test("a stroke left by a dead tab is adopted, drawn again, and gone with that commit", async () => {
    const dying = makeTestEditor();
    at(dying).tool("brush").down(20, 50).move(60, 50).wait(500);
    const draft = dying.drafts.at(-1);
    await saveStroke(db, studyUid, "dead-tab", "2026-11-23T10:00:00.000Z", draft);
    const [left] = await readStrokes(db, studyUid);
    if (!left) throw new Error("no stroke");
    await adoptStroke(db, left, "tab-1");
    const editor = makeTestEditor({
      persist: async (row) => {
        await commitLogRow(db, studyUid, row, context);
      },
    });
    expect(editor.session.tools.replayDraft(left.draft)).toBe(true);
    await editor.session.history.flush();
    expect(await readStrokes(db, studyUid)).toEqual([]);
    expect(await db.annotations.count()).toBe(1);
  });
});
