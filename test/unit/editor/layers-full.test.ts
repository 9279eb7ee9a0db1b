import { expect, test } from "vitest";
import { maxLayers } from "../../../src/domain/mask-paint.ts";
import { at, emptyRecords, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";

/** A place where every layer is taken. */
const taken = [50, 50] as const;

function crowded(records = emptyRecords()): TestEditor {
  const editor = makeTestEditor({ records });
  const { session } = editor;
  const hand = at(editor).tool("brush");
  for (let label = 0; label < maxLayers; label++) {
    session.records.newInstance();
    hand.tap(...taken);
  }
  expect(session.tools.notice()).toBeNull();
  return editor;
}

/** All that is kept of the labels, with their pixels. */
const state = ({ session: { records, masks } }: TestEditor) =>
  records.annotations().map((label) => ({ label, spans: masks.spansOf(label.instanceUid, 200, 150) }));

/** Nothing of it is done, and it is said. */
function refuses(editor: TestEditor, run: () => void): void {
  const before = state(editor);
  const acts = editor.session.history.undoLabels().length;
  run();
  expect(state(editor)).toEqual(before);
  expect(editor.session.history.undoLabels()).toHaveLength(acts);
  expect(editor.session.tools.notice()?.code).toBe("layers-full");
}

test("a mask that is nudged or dragged to where every layer is taken keeps its pixels and stays before it", () => {
  const editor = crowded();
  const { session } = editor;
  session.records.newInstance();
  const hand = at(editor).tool("brush").tap(100, 50).tool("select");
  refuses(editor, () => session.records.nudge(-50, 0));
  const spans = state(editor).at(-1)?.spans;
  // The whole way is through the place; the last step that fits is where it stays.
  hand.down(100, 50).move(90, 50).move(60, 50).move(50, 50).up();
  expect(state(editor).at(-1)?.spans).toEqual(spans?.map(([row, from, to]) => [row, from - 10, to - 10]));
  session.history.undo();
  expect(state(editor).at(-1)?.spans).toEqual(spans);
});

test("a shape that cannot become a mask stays a shape", () => {
  const editor = crowded();
  at(editor).tool("box").down(40, 40).move(70, 70).up();
  refuses(editor, () => editor.session.cleanUp.shapeToMask());
});

test("labels that do not fit into one layer stay those that they are", () => {
  const editor = crowded();
  const { session } = editor;
  const first = at(editor).tool("box").down(20, 20).move(80, 80).up();
  first.tool("box").down(120, 20).move(150, 80).up();
  const uids = session.records.annotations().map(({ instanceUid }) => instanceUid);
  session.records.select(uids.slice(-2));
  refuses(editor, () => session.cleanUp.merge());
});

const proposals = [
  makeProposal("p1", { mask: boxMask(45, 45, 95, 55) }),
  makeProposal("p2", { mask: boxMask(120, 100, 140, 120) }),
];

test("a proposal without room stays open, whether it is taken, corrected or erased from; one with room is taken", async () => {
  const editor = crowded(emptyRecords({ proposals }));
  const { session } = editor;
  const open = () => session.proposals.proposals().map(({ id, state: at }) => [id, at]);
  const before = open();
  refuses(editor, () => session.proposals.acceptProposal("p1"));
  for (const tool of ["brush", "eraser"] as const) {
    refuses(editor, () => {
      session.proposals.correctProposal("p1");
      at(editor).tool(tool).down(48, 48).move(60, 60).up();
    });
  }
  expect(open()).toEqual(before);
  session.proposals.acceptAllShown();
  expect(session.tools.notice()?.code).toBe("layers-full");
  expect(open()).toEqual([
    ["p1", "proposed"],
    ["p2", "accepted"],
  ]);
  expect(session.records.annotations()).toHaveLength(maxLayers + 1);
  await session.history.flush();
  const painted = editor.rows.at(-1)?.diff.masks.flatMap(({ runs }) => runs.map(({ after }) => after));
  const made = session.records.annotations().at(-1)?.geometry;
  expect([...new Set(painted)]).toEqual(made?.type === "mask" ? [made.segmentIndex] : null);
});
