import "fake-indexeddb/auto";
import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StrokeDraft } from "../../../src/editor/tool-types.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { adoptStroke, readStrokes, saveStroke } from "../../../src/storage/strokes.ts";
import { replayStrokes } from "../../../src/ui/viewer/replay-strokes.ts";
import { at, makeTestEditor, studyUid } from "../../support/editor-driver.ts";

let db: MainDatabase;
let databases = 0;
beforeEach(async () => {
  db = openMainDatabase(`replay-${databases++}`);
  await db.studies.add({
    studyUid,
    patientKey: "p",
    pseudonym: "p",
    description: "",
    modalities: ["OT"],
    importedAt: "2026-01-01T00:00:00.000Z",
    state: "labelling",
    seriesCount: 1,
    imageCount: 1,
    bytes: 1,
    appliedSeq: 0,
  });
});
afterEach(() => db.delete());

const tab = "tab-new";

/** A session over the store, as the screen makes it. */
const makeEditor = () =>
  makeTestEditor({
    persist: async (row) => void (await commitLogRow(db, studyUid, row, { chain: "dev-a", tab })),
    saveDraft: (draft) => void saveStroke(db, studyUid, tab, "2026-11-23T10:00:05.000Z", draft),
  });

/** What a killed tab left of a stroke, in the store. */
async function leave(from: string, y: number) {
  const dying = makeTestEditor({}, y);
  at(dying).tool("brush").down(20, y).move(60, y).wait(500);
  await saveStroke(db, studyUid, from, `2026-11-23T10:00:0${y % 5}.000Z`, dying.drafts.at(-1) as StrokeDraft);
}

const replay = async (
  editor: ReturnType<typeof makeEditor>,
  whenReady?: (draft?: unknown) => Promise<void>,
) => {
  const rows = await readStrokes(db, studyUid);
  const session = whenReady
    ? { ...editor.session, tools: { ...editor.session.tools, whenReady } }
    : editor.session;
  const values = { load: async () => undefined, forget: () => undefined } as unknown as Parameters<
    typeof replayStrokes
  >[2];
  return createRoot(() => replayStrokes(session, rows, values, (row) => adoptStroke(db, row, tab)));
};

/** Columns of row `y` that a label covers. */
function painted({ session }: ReturnType<typeof makeEditor>, y: number): number {
  const masks = session.records
    .annotations()
    .map(({ instanceUid }) => session.masks.maskOf(instanceUid, 200, 150));
  return Array.from({ length: 200 }, (_, x) => masks.some((mask) => mask?.bits[y * 200 + x] === 1)).filter(
    Boolean,
  ).length;
}

test("strokes of several killed tabs are all drawn again, and each is gone with its own commit", async () => {
  for (const [name, y] of [
    ["a", 20],
    ["b", 60],
    ["c", 100],
  ] as const)
    await leave(name, y);
  const editor = makeEditor();
  await replay(editor);
  await editor.session.history.flush();
  for (const y of [20, 60, 100]) expect(painted(editor, y)).toBeGreaterThan(30);
  expect(await readStrokes(db, studyUid)).toEqual([]);
});

test("a stroke that is being drawn is not drawn into: the one that was left waits for its end", async () => {
  await leave("a", 20);
  const editor = makeEditor();
  const hand = at(editor).tool("brush").down(20, 120).move(60, 120);
  const [left] = await readStrokes(db, studyUid);
  expect(editor.session.tools.replayDraft(left?.draft)).toBe(false);
  const done = replay(editor);
  hand.move(100, 120).move(150, 120).up();
  await done;
  await editor.session.history.flush();
  expect(painted(editor, 120)).toBeGreaterThan(120);
  expect(painted(editor, 20)).toBeGreaterThan(30);
  expect(editor.rows.length).toBe(0);
  expect(await db.log.count()).toBe(2);
  expect(await readStrokes(db, studyUid)).toEqual([]);
});

test("what cannot be drawn again now outlives the strokes, and their commits, that come before it can", async () => {
  await leave("a", 20);
  const editor = makeEditor();
  await replay(editor, () => Promise.reject(new Error("offline")));
  at(editor).tool("brush").down(20, 120).move(60, 120).wait(500).up();
  await editor.session.history.flush();
  expect(painted(editor, 120)).toBeGreaterThan(30);
  expect((await readStrokes(db, studyUid)).map((row) => row.tab)).toEqual(["a"]);
});
