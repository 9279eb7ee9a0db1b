import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { maskTileKeyText } from "../../../src/domain/mask-diff.ts";
import { encodeMaskTile } from "../../../src/domain/mask-tile-codec.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import type { ToolId } from "../../../src/editor/tool-event.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { openStudyRecords } from "../../../src/storage/study-records.ts";
import { at, frame, makeTestEditor, studyUid, type TestEditor } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";
import { makeRandom } from "../../support/random.ts";
import { makeStudy } from "../../support/study-maker.ts";

const seeds = Number(process.env.UNDO_SEEDS ?? 8);
const edits = 50;
const classes = ["mass", "lung", "liver", "cyst"] as const;

/** Everything that undo must bring back, as text. */
function stateOf({ records, proposals, masks }: EditorSession): string {
  const keys = [0, 1].flatMap((frameIndex) => masks.tileKeys("2.25.8", "2.25.7", frameIndex));
  const tiles = keys.map((key) => {
    const tile = masks.tile(key);
    return `${maskTileKeyText(key)} ${tile ? new Uint16Array(encodeMaskTile(tile)).join(",") : "none"}`;
  });
  const byId = [...proposals.proposals()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return canonicalJson({ a: records.annotations(), p: byId, t: records.taskState(), tiles: tiles.sort() });
}

async function open(db: MainDatabase, seed: number): Promise<TestEditor> {
  const records = await openStudyRecords(db, studyUid);
  expect(records.rebuilt).toBe(false);
  const persist = async (row: Parameters<typeof commitLogRow>[2]) => {
    await commitLogRow(db, studyUid, row, { chain: "dev-a", tab: "tab-1" });
  };
  return makeTestEditor({ records, persist }, seed);
}

/** One random thing that a person could do. */
function act(editor: TestEditor, pick: (count: number) => number): void {
  const { records, tools, history, proposals } = editor.session;
  const hand = at(editor);
  const point = (): [number, number] => [pick(200), pick(150)];
  const drag = (tool: ToolId) => {
    hand.tool(tool).down(...point());
    for (let step = 0; step <= pick(4); step++) hand.move(...point());
    if (pick(10) === 0) hand.key("cancel");
    hand.up();
  };
  const labels = records.annotations();
  const some = labels[pick(Math.max(1, labels.length))]?.instanceUid;
  const kind = pick(22);
  if (kind < 5) drag("brush");
  else if (kind < 7) drag("eraser");
  else if (kind === 7) drag("box");
  else if (kind === 8) drag("ellipse");
  else if (kind === 9) drag("freehand");
  else if (kind === 10)
    hand
      .tool("polygon")
      .tap(...point())
      .tap(...point())
      .tap(...point())
      .key("finish")
      .key("cancel");
  else if (kind === 11) hand.tool("point").tap(...point());
  else if (kind === 12) drag("select");
  else if (kind === 13) records.newInstance();
  else if (kind === 14) tools.chooseClass(classes[pick(4)] ?? "mass");
  else if (kind === 15) tools.setTarget(frame(pick(2)));
  else if (kind === 16)
    tools.setOptions({ brushSizePx: 2 + pick(60), eraserScope: pick(2) ? "active" : "unlocked" });
  else if (kind === 17 && some) records.select([some]);
  else if (kind === 18 && some) commandOn(records, some, pick);
  else if (kind === 19) proposeOrDecide(editor, pick);
  else if (kind === 20) for (let step = 0; step <= pick(4); step++) history.undo();
  else if (kind === 21) for (let step = 0; step <= pick(4); step++) history.redo();
  if (proposals.livePrompt()) proposals.dropLivePrompt();
}

function commandOn(records: EditorSession["records"], uid: string, pick: (count: number) => number): void {
  const kind = pick(5);
  if (kind === 0) records.remove([uid]);
  if (kind === 1) records.relabel([uid], classes[pick(4)] ?? "mass");
  if (kind === 2) records.setLocked([uid], pick(2) === 0);
  if (kind === 3) records.setHidden([uid], pick(2) === 0);
  if (kind === 4) records.nudge(pick(21) - 10, pick(21) - 10);
}

function proposeOrDecide({ session }: TestEditor, pick: (count: number) => number): void {
  const { proposals } = session;
  const isOpen = proposals.proposals().some(({ state }) => state === "proposed");
  if (!isOpen || pick(3) === 0) {
    const [x, y] = [pick(150), pick(100)];
    proposals.addProposals([
      makeProposal(`p${pick(2 ** 30)}`, { mask: boxMask(x, y, x + 2 + pick(40), y + 2 + pick(40)) }),
    ]);
    return;
  }
  proposals.nextProposal();
  const kind = pick(4);
  if (kind === 0) proposals.acceptProposal();
  if (kind === 1) proposals.rejectProposal();
  if (kind === 2) proposals.correctProposal();
  if (kind === 3) proposals.acceptAllShown();
}

test(`undo and redo are exact over ${seeds} seeds × ${edits} random edits, with reloads`, async () => {
  let undone = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const random = makeRandom(seed);
    const pick = (count: number) => Math.floor(random() * count);
    const db = openMainDatabase(`undo-${seed}`);
    await db.studies.put(makeStudy());
    let editor = await open(db, seed * 1000);
    for (let edit = 0; edit < edits; edit++) {
      act(editor, pick);
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
    expect(editor.session.masks.tileKeys("2.25.8", "2.25.7", 0), `seed ${seed}`).toEqual([]);
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
