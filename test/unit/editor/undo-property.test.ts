import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { makeTestEditor, studyUid, type TestEditor } from "../../support/editor-driver.ts";
import { makeRandom } from "../../support/random.ts";
import { editAtRandom, editingOptions, stateOf, tileKeysOf } from "../../support/random-editing.ts";
import { makeStudy } from "../../support/study-maker.ts";

const seeds = Number(process.env.UNDO_SEEDS ?? 8);
const edits = 50;
async function open(db: MainDatabase, seed: number): Promise<TestEditor> {
  const records = await openStudyRecords(db, studyUid);
  expect(records.rebuilt).toBe(false);
  const persist = async (row: Parameters<typeof commitLogRow>[2]) => {
    await commitLogRow(db, studyUid, row, { chain: "dev-a", tab: "tab-1" });
  };
  return makeTestEditor({ ...editingOptions(() => {}), records, persist }, seed);
}

test(`undo and redo are exact over ${seeds} seeds × ${edits} random edits, with reloads`, {
  timeout: 240_000,
}, async () => {
  let undone = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const random = makeRandom(seed);
    const pick = (count: number) => Math.floor(random() * count);
    const db = openMainDatabase(`undo-${seed}`);
    await db.studies.put(makeStudy());
    let editor = await open(db, seed * 1000);
    for (let edit = 0; edit < edits; edit++) {
      editAtRandom(editor, pick);
      if (pick(12) !== 0) continue;
      await editor.session.history.flush();
      const before = stateOf(editor.session);
      editor = await open(db, seed * 1000 + edit + 1);
      expect(stateOf(editor.session), `seed ${seed}, reload after edit ${edit}`).toBe(before);
    }
    const { history } = editor.session;
    while (history.redoLabels().length > 0) history.redo();
    const states = [stateOf(editor.session)];
    while (history.undoLabels().length > 0) {
      history.undo();
      states.push(stateOf(editor.session));
      undone++;
    }
    expect(editor.session.records.annotations(), `seed ${seed}`).toEqual([]);
    expect(tileKeysOf(editor.session), `seed ${seed}`).toEqual([]);
    for (let step = states.length - 2; step >= 0; step--) {
      history.redo();
      expect(stateOf(editor.session), `seed ${seed}, redo to ${step}`).toBe(states[step]);
    }
    await history.flush();
    const last = stateOf(editor.session);
    expect(stateOf((await open(db, seed)).session), `seed ${seed}, last reload`).toBe(last);
    await db.studies.update(studyUid, { appliedSeq: -1 });
    const rebuilt = makeTestEditor({ records: await openStudyRecords(db, studyUid) });
    expect(stateOf(rebuilt.session), `seed ${seed}, rebuilt from the log`).toBe(last);
    await db.delete();
  }
  expect(undone).toBeGreaterThan(seeds * 10);
});
