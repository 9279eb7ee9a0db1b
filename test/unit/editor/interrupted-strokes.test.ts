import { expect, test } from "vitest";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

const pixelsOf = ({ records, masks }: EditorSession): number =>
  records
    .annotations()
    .filter(({ geometry }) => geometry.type === "mask")
    .flatMap(({ instanceUid }) => masks.spansOf(instanceUid, 200, 150) ?? [])
    .reduce((sum, [, from, to]) => sum + to - from, 0);

/** What the same way paints when nothing comes between. */
function wholeStroke(): number {
  const editor = makeTestEditor();
  at(editor).tool("brush").down(20, 20).move(60, 20).move(90, 60).move(100, 80).up();
  return pixelsOf(editor.session);
}

const blur = (session: EditorSession) => session.tools.dispatch({ type: "interrupt", reason: "blur" });

/** Acts of a key or a button that a person may press while the other hand draws. */
const between: Readonly<Record<string, (session: EditorSession) => void>> = {
  "a key image is marked": ({ records }) => records.toggleKeyImage(),
  "the label is hidden": ({ records }) => records.setHidden(records.selection(), true),
  "another label is deleted": ({ records }) => {
    const other = records.annotations().find(({ geometry }) => geometry.type === "box");
    records.remove(other ? [other.instanceUid] : []);
  },
  "the window loses the focus": blur,
};

for (const [name, act] of Object.entries(between)) {
  test(`${name} in the middle of a stroke: what was painted stays, and the hand paints on`, async () => {
    const editor = makeTestEditor();
    const { session } = editor;
    const hand = at(editor).tool("box").down(150, 100).move(180, 130).up();
    hand.tool("brush").down(20, 20).move(60, 20);
    const painted = pixelsOf(session);
    act(session);
    expect(pixelsOf(session)).toBe(painted);
    hand.move(90, 60).move(100, 80).up();
    expect(pixelsOf(session)).toBe(wholeStroke());
    const masks = session.records.annotations().filter(({ geometry }) => geometry.type === "mask");
    expect(masks).toHaveLength(1);
    await session.history.flush();
    expect(editor.rows.filter(({ actionId }) => actionId === "draw-brush")).toHaveLength(2);
    while (session.history.undoLabels().length > 0) session.history.undo();
    expect(session.records.annotations()).toEqual([]);
    expect(session.records.keyImages()).toEqual([]);
  });
}

test("what is done to the label under the pen is done to it with its stroke, and keeps what the stroke said of it", () => {
  const editor = makeTestEditor();
  const { session } = editor;
  const hand = at(editor).tool("brush").down(120, 20).move(150, 30).up();
  const [before] = session.records.annotations();
  hand.wait(2000).down(20, 20).move(60, 20);
  session.records.setHidden(session.records.selection(), true);
  const [label] = session.records.annotations();
  expect(label?.hidden).toBe(true);
  expect(label?.provenance.activeSeconds).toBeGreaterThan(before?.provenance.activeSeconds ?? 0);
  session.records.remove(session.records.selection());
  expect(session.records.annotations()).toEqual([]);
  session.history.undo();
  expect(pixelsOf(session)).toBeGreaterThan(0);
});

test("a press that a blur meets before it is a stroke is none the less a stroke or a tap", () => {
  const editor = makeTestEditor();
  const hand = at(editor).tool("brush").down(20, 20);
  blur(editor.session);
  hand.move(60, 20).move(90, 60).move(100, 80).up();
  expect(pixelsOf(editor.session)).toBe(wholeStroke());
  const tapped = makeTestEditor();
  const finger = at(tapped).tool("brush").down(20, 20);
  blur(tapped.session);
  finger.up();
  expect(tapped.session.records.annotations()).toHaveLength(1);
});

test("a stroke that was taken back, or met another tool, another image or an undo, is over though its pointer is down", () => {
  const ends: readonly ((session: EditorSession) => void)[] = [
    ({ tools }) =>
      tools.dispatch({ type: "key", key: "cancel", modifiers: { shift: false, alt: false, ctrl: false } }),
    ({ tools }) => tools.setTool("eraser"),
    ({ tools }) => tools.setTarget(frame(1)),
    ({ history }) => history.undo(),
    ({ tools }) => tools.dispatch({ type: "interrupt", reason: "target" }),
  ];
  for (const end of ends) {
    const editor = makeTestEditor();
    const hand = at(editor).tool("brush").down(20, 20).move(60, 20);
    end(editor.session);
    const left = pixelsOf(editor.session);
    hand.move(90, 60).move(100, 80).up();
    expect(pixelsOf(editor.session)).toBe(left);
  }
});

test("a box that a blur ends is one box", () => {
  const editor = makeTestEditor();
  const hand = at(editor).tool("box").down(20, 20).move(60, 50);
  blur(editor.session);
  hand.move(90, 60).move(100, 80).up();
  expect(editor.session.records.annotations().map(({ geometry }) => geometry)).toEqual([
    { type: "box", boxImage: [20, 20, 60, 50] },
  ]);
});

test("what is pressed while the first stroke waits for its class says so, and loses nothing", () => {
  const editor = makeTestEditor({}, 1, null);
  const { session } = editor;
  const hand = at(editor).tool("brush").down(20, 20).move(60, 20);
  session.records.toggleKeyImage();
  expect(session.tools.notice()?.code).toBe("choose-label-first");
  expect(session.tools.needsClass()).toBe(true);
  hand.move(90, 60).up();
  session.tools.chooseClass("mass");
  expect(session.records.annotations()).toHaveLength(1);
});
