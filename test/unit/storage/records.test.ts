import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { decodeMaskTile } from "../../../src/domain/mask-tile-codec.ts";
import { readAnnotations } from "../../../src/storage/annotations.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { readMaskTiles } from "../../../src/storage/masks.ts";
import { readOpenProposals, readProposals } from "../../../src/storage/proposals.ts";
import { activeSchema, chooseSchema } from "../../../src/storage/schemas.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { at, makeTestEditor, studyUid } from "../../support/editor-driver.ts";
import { makeProposal } from "../../support/proposal-maker.ts";
import { makeStudy } from "../../support/study-maker.ts";

let db: MainDatabase;
let serial = 0;

beforeEach(async () => {
  db = openMainDatabase(`records-test-${serial++}`);
  await db.studies.put(makeStudy());
});
afterEach(() => db.delete());

const savingEditor = async () =>
  makeTestEditor({
    records: await openStudyRecords(db, studyUid),
    persist: async (row) => {
      await commitLogRow(db, studyUid, row, { chain: "dev-a", tab: null });
    },
  });

test("the starter schema is there until another is chosen, and edits of it are kept", async () => {
  expect(await activeSchema(db)).toEqual(starterLabelSchema);
  const editor = await savingEditor();
  const [first, ...rest] = starterLabelSchema.classes;
  if (!first) throw new Error("no class");
  const renamed = { ...starterLabelSchema, version: 2, classes: [{ ...first, name: "Tumor" }, ...rest] };
  editor.session.records.saveSchema(renamed);
  await editor.session.history.flush();
  expect(await activeSchema(db)).toEqual(renamed);
  editor.session.history.undo();
  await editor.session.history.flush();
  expect(await activeSchema(db)).toEqual(starterLabelSchema);
  await chooseSchema(db, { ...renamed, id: "liver-ct" });
  expect((await activeSchema(db)).id).toBe("liver-ct");
});

test("labels and proposals are read back; decided and replaced proposals are not open", async () => {
  const editor = await savingEditor();
  const { proposals, history } = editor.session;
  proposals.addProposals([
    makeProposal("p1"),
    makeProposal("p2"),
    makeProposal("old", { supersededBy: "p2" }),
  ]);
  await history.flush();
  expect((await readOpenProposals(db, studyUid)).map(({ id }) => id)).toEqual(["p1", "p2"]);
  proposals.acceptProposal("p1");
  await history.flush();
  expect((await readOpenProposals(db, studyUid)).map(({ id }) => id)).toEqual(["p2"]);
  expect(editor.session.records.annotations()).toHaveLength(1);
  expect(await readProposals(db, studyUid)).toHaveLength(3);
  expect(await readAnnotations(db, studyUid)).toEqual(editor.session.records.annotations());
});

test("the stored tiles of a study are the pixels on the screen, and emptied tiles are gone", async () => {
  const editor = await savingEditor();
  const { masks, history } = editor.session;
  at(editor).tool("brush").down(20, 50).move(150, 90).up();
  await history.flush();
  const stored = await readMaskTiles(db, studyUid);
  expect(stored.length).toBeGreaterThan(2);
  for (const { key, bytes } of stored) expect(decodeMaskTile(bytes)).toEqual(masks.tile(key));
  expect(stored.length).toBe(masks.tileKeys("2.25.8", "2.25.7", 0).length);
  history.undo();
  await history.flush();
  expect(await readMaskTiles(db, studyUid)).toEqual([]);
});
