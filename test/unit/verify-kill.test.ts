import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type MainDatabase, openMainDatabase } from "../../src/storage/database.ts";
import { commitLogRow } from "../../src/storage/log.ts";
import { at, makeTestEditor } from "../support/editor-driver.ts";
import { makeStudy } from "../support/study-maker.ts";
import { firstLostMs } from "../support/verify/kill.ts";
import { type LabelStore, storeFaults } from "../support/verify/kill-store.ts";

let db: MainDatabase;
let serial = 0;
beforeEach(async () => {
  db = openMainDatabase(`kill-test-${serial++}`);
  await db.studies.put(makeStudy());
});
afterEach(() => db.delete());

/** A store after strokes, a box, a deletion, an undo and a redo. */
async function labelled(): Promise<LabelStore> {
  const editor = makeTestEditor();
  at(editor).tool("brush").down(20, 50).move(90, 70).up().tool("box").down(10, 10).move(40, 30).up();
  editor.session.history.undo();
  editor.session.history.redo();
  at(editor).tool("brush").down(120, 50).move(150, 90).up();
  editor.session.records.remove(editor.session.records.selection());
  editor.session.history.undo();
  await editor.session.history.flush();
  for (const row of editor.rows) await commitLogRow(db, "2.25.9", row, { chain: "dev-a", tab: null });
  return {
    studies: await db.studies.toArray(),
    log: await db.log.toArray(),
    annotations: await db.annotations.toArray(),
    proposals: await db.proposals.toArray(),
    maskTiles: (await db.maskTiles.toArray()).map((row) => ({
      ...row,
      bytes: [...new Uint8Array(row.bytes)],
    })),
    audit: await db.audit.toArray(),
  };
}

test("a store that the app wrote is whole", async () => {
  const store = await labelled();
  expect(store.log.length).toBeGreaterThan(5);
  expect(store.maskTiles.length).toBeGreaterThan(0);
  expect(storeFaults(store)).toEqual([]);
});

const breakages: readonly (readonly [string, (store: LabelStore) => LabelStore, RegExp])[] = [
  [
    "a study that does not reach to the end of its log",
    (store) => ({ ...store, studies: store.studies.map((row) => ({ ...row, appliedSeq: 1 })) }),
    /appliedSeq is 1/,
  ],
  ["a missing row", (store) => ({ ...store, log: store.log.filter(({ seq }) => seq !== 2) }), /has a gap/],
  ["a missing label", (store) => ({ ...store, annotations: [] }), /0 labels are stored/],
  [
    "a changed label",
    (store) => ({
      ...store,
      annotations: store.annotations.map((row) => ({
        ...row,
        annotation: { ...(row.annotation as object), classId: "other" },
      })),
    }),
    /a label is not as the log makes it/,
  ],
  [
    "a tile that was not written",
    (store) => ({ ...store, maskTiles: store.maskTiles.slice(1) }),
    /a tile is not/,
  ],
  [
    "a tile with one pixel more",
    (store) => ({
      ...store,
      maskTiles: store.maskTiles.map((tile, index) =>
        index > 0
          ? tile
          : { ...tile, bytes: tile.bytes.map((byte, place) => (place === 2 ? byte ^ 1 : byte)) },
      ),
    }),
    /a tile is not/,
  ],
  [
    "an event that is gone from the audit chain",
    (store) => ({ ...store, audit: store.audit.filter(({ seq }) => seq !== 2) }),
    /the audit chain is removed at 2/,
  ],
];

test.each(breakages)("%s is seen", async (_, broken, told) => {
  expect(storeFaults(broken(await labelled())).join("; ")).toMatch(told);
});

test("lost is what came after the draft, or the first act without a row", () => {
  const act = (...sentMs: number[]) => ({ actionId: "draw-brush", link: null, sentMs });
  const acts = [act(100, 150), act(300, 350, 400)];
  expect(firstLostMs(acts, 2, 2, null)).toBeNull();
  expect(firstLostMs(acts, 1, 2, 360)).toBe(400);
  expect(firstLostMs(acts, 1, 2, 400)).toBeNull();
  expect(firstLostMs(acts, 1, 1, null)).toBe(300);
  expect(firstLostMs(acts, 0, 0, null)).toBe(100);
});
