import { describe, expect, test } from "vitest";
import type { LogRowDraft } from "../../../src/domain/record-diff.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, emptyRecords, frame, makeTestEditor, numbered } from "../../support/editor-driver.ts";

const uids = (session: EditorSession) => session.records.annotations().map(({ instanceUid }) => instanceUid);
const first = (session: EditorSession) => uids(session)[0] ?? "none";
const area = (session: EditorSession, uid: string): number =>
  session.masks.maskOf(uid, 200, 150)?.bits.reduce((sum, bit) => sum + bit, 0) ?? -1;

describe("selecting and reshaping", () => {
  test("moves by drag, by arrow keys, and never out of the image", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(60, 50).up();
    at(editor).tool("select").tap(150, 100).tap(25, 10);
    expect(session.records.selection()).toEqual([first(session)]);
    at(editor).down(35, 30).move(45, 35).up();
    expect(session.records.annotations()[0]?.geometry).toEqual({ type: "box", boxImage: [20, 15, 70, 55] });
    session.records.nudge(-1, 0);
    session.records.nudge(0, -100);
    expect(session.records.annotations()[0]?.geometry).toEqual({
      type: "box",
      boxImage: [19, -0.5, 69, 39.5],
    });
    expect(session.history.undoLabels().map(({ actionId }) => actionId)).toEqual([
      "nudge-label",
      "nudge-label",
      "move-label",
      "draw-box",
    ]);
  });
  test("moves the pixels of a mask, and Escape puts them back", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").tap(50, 50);
    const before = session.masks.maskOf(first(session), 200, 150);
    at(editor).tool("select").down(50, 50).move(80, 60).key("cancel").up();
    expect(session.masks.maskOf(first(session), 200, 150)).toEqual(before);
    at(editor).down(50, 50).move(80, 60).up();
    expect(area(session, first(session))).toBe(317);
    expect(session.masks.hit([80, 60], 1, false)?.instanceUid).toBe(first(session));
    expect(session.masks.hit([50, 50], 1, false)).toBeNull();
    expect(session.masks.tileKeys("2.25.8", "2.25.7", 0).every(({ layer }) => layer === 0)).toBe(true);
  });
  test("handles reshape, edges take a vertex, Alt takes one away", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("polygon").tap(20, 20).tap(100, 20).tap(100, 100).key("finish").tool("select");
    const points = () => {
      const geometry = session.records.annotations()[0]?.geometry;
      return geometry?.type === "polygon" ? geometry.pointsImage : [];
    };
    at(editor).down(100, 20).move(120, 10).up();
    expect(points()).toEqual([
      [20, 20],
      [120, 10],
      [100, 100],
    ]);
    at(editor).tap(60, 60);
    expect(points()).toEqual([
      [20, 20],
      [120, 10],
      [100, 100],
      [60, 60],
    ]);
    at(editor).with({ alt: true }).tap(60, 60);
    expect(points()).toHaveLength(3);
    session.history.undo();
    expect(points()).toHaveLength(4);
  });
  test("the smaller label is hit first, a repeated click goes to the one below, a marquee takes all inside", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(110, 110).up().down(40, 40).move(80, 80).up();
    const [large, small] = uids(session);
    at(editor).tool("select").tap(180, 130).tap(60, 60);
    expect(session.records.selection()).toEqual([small]);
    at(editor).tap(62, 62);
    expect(session.records.selection()).toEqual([large]);
    at(editor).tap(190, 140).down(150, 140).move(2, 2).up();
    expect([...session.records.selection()].sort()).toEqual([large, small].sort());
  });
  test("a locked label neither moves nor goes", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(40, 30).up();
    session.records.setLocked([first(session)], true);
    at(editor).tool("select").down(25, 10).move(60, 60).up();
    session.records.remove([first(session)]);
    session.records.relabel([first(session)], "lung");
    expect(session.records.annotations()).toMatchObject([
      { classId: "mass", locked: true, geometry: { boxImage: [10, 10, 40, 30] } },
    ]);
    expect(session.tools.notice()?.code).toBe("label-locked");
  });
});

describe("history", () => {
  test("the stack is derived from the log: a session over the same rows undoes and redoes the same", async () => {
    const editor = makeTestEditor();
    at(editor).tool("box").down(10, 10).move(40, 30).up().down(50, 50).move(80, 80).up();
    editor.session.history.undo();
    await editor.session.history.flush();
    const again = makeTestEditor({
      records: emptyRecords({
        annotations: editor.session.records.annotations(),
        log: numbered(editor.rows),
      }),
    }).session;
    expect(again.history.undoLabels()).toEqual(editor.session.history.undoLabels());
    expect(again.history.redoLabels()).toEqual(editor.session.history.redoLabels());
    again.history.redo();
    expect(again.records.annotations()).toHaveLength(2);
    again.history.undo();
    again.history.undo();
    expect(again.records.annotations()).toHaveLength(0);
    expect(again.history.lastAct()).toMatchObject({ how: "undid", actionId: "draw-box", classId: "mass" });
  });
  test("an act after undo clears redo, not the log", async () => {
    const editor = makeTestEditor();
    const { session, rows } = editor;
    at(editor).tool("box").down(10, 10).move(40, 30).up();
    session.history.undo();
    at(editor).down(50, 50).move(80, 80).up();
    expect(session.history.redoLabels()).toEqual([]);
    await session.history.flush();
    expect(rows.map(({ actionId, undoes }) => [actionId, undoes !== undefined])).toEqual([
      ["draw-box", false],
      ["draw-box", true],
      ["draw-box", false],
    ]);
  });
  test("undo never overwrites what another writer changed meanwhile, and says so", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(40, 30).up();
    const [label] = session.records.annotations();
    if (!label) throw new Error("no label");
    session.records.relabel([label.instanceUid], "lung");
    const mine = session.records.annotations()[0] ?? label;
    const theirs = { ...mine, status: "submitted" } as const;
    const record = (value: typeof mine) => ({ kind: "annotation", id: value.instanceUid, value }) as const;
    session.records.receive([
      {
        id: "remote",
        studyUid: "2.25.9",
        seq: 9,
        at: mine.provenance.editedAt,
        actor: "u2",
        source: "remote",
        actionId: "pull",
        undoable: false,
        diff: {
          added: {},
          updated: { [mine.instanceUid]: [record(mine), record(theirs)] },
          removed: {},
          masks: [],
        },
      },
    ]);
    expect(session.history.undoLabels()).toHaveLength(2);
    session.history.undo();
    expect(session.records.annotations()).toEqual([theirs]);
    expect(session.tools.notice()?.code).toBe("partly-undone");
  });
  test("the first label starts the task, and its undo makes it to do again", () => {
    const editor = makeTestEditor();
    at(editor).tool("box").down(10, 10).move(40, 30).up();
    expect(editor.session.records.taskState()).toBe("labelling");
    editor.session.history.undo();
    expect(editor.session.records.taskState()).toBe("todo");
  });
  test("active seconds count the hand, not the pause", () => {
    const editor = makeTestEditor();
    at(editor).tool("box").down(10, 10).wait(2000).move(40, 30).wait(3000).up();
    const [label] = editor.session.records.annotations();
    expect(label?.provenance.activeSeconds).toBeCloseTo(5.016, 3);
    at(editor).wait(40_000).tool("select").down(25, 10).wait(1000).move(60, 60).up();
    expect(editor.session.records.annotations()[0]?.provenance.activeSeconds).toBeCloseTo(5.016 + 1.016, 3);
  });
});

describe("saving", () => {
  test("rows go to the disk one by one in order, and `saved` is said only after the last", async () => {
    const release: (() => void)[] = [];
    const begun: string[] = [];
    const persist = (row: LogRowDraft) =>
      new Promise<void>((resolve) => {
        begun.push(row.actionId);
        release.push(resolve);
      });
    const editor = makeTestEditor({ persist });
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(40, 30).up().tool("point").tap(5, 5);
    await Promise.resolve();
    expect(begun).toEqual(["draw-box"]);
    expect(session.history.saveState()).toBe("saving");
    release[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toEqual(["draw-box", "draw-point"]);
    expect(session.history.saveState()).toBe("saving");
    release[1]?.();
    await session.history.flush();
    expect(session.history.saveState()).toBe("saved");
    expect(session.history.unsaved()).toEqual([]);
  });
  test("a failed write is shown, keeps its row and goes on with it at the next try", async () => {
    let full = true;
    const rows: string[] = [];
    const persist = async (row: LogRowDraft) => {
      if (full) throw new Error("full");
      rows.push(row.actionId);
    };
    const editor = makeTestEditor({ persist });
    const { session } = editor;
    at(editor).tool("box").down(10, 10).move(40, 30).up();
    await expect(session.history.flush()).rejects.toThrow("full");
    expect(session.history.saveState()).toBe("not-saved");
    expect(session.history.unsaved()).toHaveLength(1);
    full = false;
    session.history.retrySave();
    await session.history.flush();
    expect(session.history.saveState()).toBe("saved");
    expect(rows).toEqual(["draw-box"]);
  });
  test("an open stroke is kept every 300 ms and drawn again from what was kept", () => {
    const editor = makeTestEditor();
    const hand = at(editor).tool("brush").down(20, 50);
    for (let x = 21; x <= 120; x++) hand.move(x, 50);
    const kept = editor.drafts.filter((draft) => draft !== null);
    expect(kept.length).toBe(2); // 100 moves of 8 ms
    const again = makeTestEditor({}, 2, null);
    expect(again.session.tools.replayDraft(structuredClone(kept.at(-1)))).toBe(true);
    const [label] = again.session.records.annotations();
    expect(label).toMatchObject({ classId: "mass", target: { frame: 1 } });
    expect(area(again.session, label?.instanceUid ?? "")).toBeGreaterThan(20 * 70);
    expect(again.session.tools.notice()?.code).toBe("stroke-restored");
    expect(again.session.tools.drawing()).toBe(false);
    expect(again.session.tools.replayDraft({ v: 2 })).toBe(false);
  });
  test("an open stroke is kept in time where the browser lets timers wait, and never after its end", () => {
    let nowMs = Date.UTC(2026, 10, 23, 10);
    const editor = makeTestEditor({ nowMs: () => nowMs, schedule: () => () => undefined });
    const hand = at(editor).tool("brush").down(20, 50);
    for (let x = 21; x <= 120; x++) {
      nowMs += 10;
      hand.move(x, 50);
    }
    expect(editor.drafts.length).toBe(3); // a second of moves
    nowMs += 5000;
    hand.up();
    expect(editor.drafts.length).toBe(3);
  });
  test("a dropped stroke drops its draft; a committed one leaves that to the commit", () => {
    const editor = makeTestEditor();
    at(editor).tool("brush").down(20, 50).move(60, 50).wait(500).key("cancel");
    expect(editor.drafts.at(-1)).toBeNull();
    const count = editor.drafts.length;
    at(editor).down(20, 50).move(60, 50).wait(500).move(61, 50).up();
    expect(editor.drafts.slice(count).map((draft) => draft?.tool)).toEqual(["brush"]);
    editor.wait(1000);
    expect(editor.drafts.length).toBe(count + 1);
  });
});

test("rows of others that arrive during a stroke wait for its end", () => {
  const other = makeTestEditor({}, 7);
  at(other).tool("brush").tap(100, 100);
  const rows: LogRowDraft[] = [...other.session.history.unsaved()];
  const editor = makeTestEditor();
  at(editor).tool("brush").down(20, 50).move(60, 50);
  editor.session.records.receive(numbered(rows));
  expect(uids(editor.session)).toHaveLength(1);
  at(editor).key("cancel");
  expect(uids(editor.session)).toEqual(uids(other.session));
  expect(area(editor.session, first(editor.session))).toBe(317);
});

test("labels of other frames are neither selected nor deleted by keys after a slice change", () => {
  const editor = makeTestEditor();
  at(editor).tool("box").down(10, 10).move(40, 30).up();
  editor.session.tools.setTarget(frame(1));
  expect(editor.session.records.selection()).toEqual([]);
  expect(editor.session.records.annotationsHere()).toEqual([]);
});

test("a mask value is never given to a second label, not even after a deletion and a reload", async () => {
  const editor = makeTestEditor();
  at(editor).tool("brush").tap(50, 50);
  editor.session.records.remove(uids(editor.session));
  at(editor).tap(90, 50);
  editor.session.history.undo();
  await editor.session.history.flush();
  const again = makeTestEditor({ records: emptyRecords({ log: numbered(editor.rows) }) });
  at(again).tool("brush").tap(120, 50);
  expect(again.session.records.annotations()).toMatchObject([
    { geometry: { type: "mask", segmentIndex: 3 } },
  ]);
});
