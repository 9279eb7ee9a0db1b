import { expect, test } from "vitest";
import type { ImageTarget, StackSlice } from "../../../src/editor/image-target.ts";
import { at, frame, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";

const measured = (frameIndex: number, spacingMm: readonly [number, number] = [0.5, 0.5]): ImageTarget => ({
  ...frame(frameIndex),
  measure: { spacingMm, spacingKind: "patient" },
});
/** Slices 2 mm apart. */
const stackOf = (): StackSlice[] =>
  Array.from({ length: 9 }, (_, index) => ({ target: measured(index), alongMm: 100 - 2 * index }));

function make(change: Parameters<typeof makeTestEditor>[0] = {}) {
  const editor = makeTestEditor({ stackOf, ...change });
  editor.session.tools.setTarget(measured(4));
  editor.session.tools.setOptions({ brushSizePx: 24, sphere: true }); // radius 6 mm
  return editor;
}
const labels = ({ session }: TestEditor) => session.records.annotations();
const onFrame = (editor: TestEditor, index: number) =>
  labels(editor).find(({ target }) => target.frame === index + 1);
const area = ({ session }: TestEditor, uid: string | undefined) =>
  (session.masks.spansOf(uid ?? "", 200, 150) ?? []).reduce((sum, [, from, to]) => sum + to - from, 0);

test("paints on every slice that the sphere meets the disc in which it is cut there, as one thing and one undo step", () => {
  const editor = make();
  at(editor).tool("brush").tap(100, 75);
  // 6 mm: slices at 0, ±2, ±4; at ±6 the sphere only touches a point.
  for (const [index, offset] of [4, 3, 5, 2, 6].map((slice) => [slice, Math.abs(slice - 4) * 2] as const)) {
    const radiusPx = Math.sqrt(36 - offset * offset) / 0.5;
    let expected = 0;
    for (let y = -30; y <= 30; y++)
      for (let x = -30; x <= 30; x++) if (x * x + y * y <= radiusPx * radiusPx + 1e-9) expected++;
    expect(area(editor, onFrame(editor, index)?.instanceUid), `slice ${index}`).toBe(expected);
  }
  expect(onFrame(editor, 0)).toBeUndefined();
  expect(onFrame(editor, 8)).toBeUndefined();
  const root = onFrame(editor, 4);
  expect(root?.objectUid).toBeUndefined();
  expect(new Set(labels(editor).map(({ objectUid, instanceUid }) => objectUid ?? instanceUid)).size).toBe(1);
  expect(editor.session.history.undoLabels()).toHaveLength(1);
  editor.session.history.undo();
  expect(labels(editor)).toEqual([]);
});

test("goes on with the same thing, and the eraser takes a sphere from it", () => {
  const editor = make();
  at(editor).tool("brush").tap(100, 75).tap(120, 75);
  const before = labels(editor).length;
  expect(area(editor, onFrame(editor, 3)?.instanceUid)).toBeGreaterThan(500);
  editor.session.tools.setOptions({ brushSizePx: 60 });
  at(editor).tool("eraser").tap(110, 75);
  expect(labels(editor).length).toBeLessThan(before);
  editor.session.history.undo();
  expect(labels(editor)).toHaveLength(before);
});

test("the eraser takes from all that are not locked, on all slices, and leaves the locked ones", () => {
  const editor = make();
  const { tools, records } = editor.session;
  at(editor).tool("brush").tap(60, 75);
  const first = labels(editor).map(({ instanceUid }) => instanceUid);
  records.newInstance();
  at(editor).tap(100, 75);
  records.setLocked([first[0] ?? ""], true);
  tools.setOptions({ brushSizePx: 200, eraserScope: "unlocked" });
  at(editor).tool("eraser").tap(80, 75);
  expect(
    labels(editor)
      .map(({ instanceUid }) => instanceUid)
      .sort(),
  ).toEqual([...first].sort());
});

test("honours pixels that are no squares", () => {
  const tall = (): StackSlice[] =>
    stackOf().map((slice) => ({ ...slice, target: measured(slice.target.frameIndex, [2, 0.5]) }));
  const editor = make({ stackOf: tall });
  editor.session.tools.setTarget(measured(4, [2, 0.5]));
  at(editor).tool("brush").tap(100, 75);
  const rows = new Set(
    (editor.session.masks.spansOf(onFrame(editor, 4)?.instanceUid ?? "", 200, 150) ?? []).map(([row]) => row),
  );
  expect([...rows].sort((a, b) => a - b)).toEqual([72, 73, 74, 75, 76, 77, 78]);
});

test("without known places it is a circle and says so; with a range of values it is a circle", () => {
  const lost = make({ stackOf: () => stackOf().map((slice) => ({ ...slice, alongMm: null })) });
  at(lost).tool("brush").tap(100, 75);
  expect(lost.session.tools.notice()?.code).toBe("no-sphere");
  expect(labels(lost)).toHaveLength(1);
  const byValue = make({ valuesOf: () => () => 50 });
  byValue.session.tools.setOptions({ area: { kind: "range" }, range: { low: 0, high: 100 } });
  at(byValue).tool("brush").tap(100, 75);
  expect(labels(byValue)).toHaveLength(1);
});
