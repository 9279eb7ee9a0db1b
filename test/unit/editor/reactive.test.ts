import { createEffect, createRoot } from "solid-js";
import { expect, test } from "vitest";
import { at, emptyRecords, makeTestEditor } from "../../support/editor-driver.ts";
import { makeProposal } from "../../support/proposal-maker.ts";

test("a screen that reads the session is told of every change", () => {
  const editor = makeTestEditor({ records: emptyRecords({ proposals: [makeProposal("p1")] }) });
  const { records, proposals, masks, tools, history } = editor.session;
  const seen: string[] = [];
  const dispose = createRoot((end) => {
    createEffect(() => {
      const segments = [...(masks.segments().get("2.25.8")?.keys() ?? [])].join(",");
      const counts = `${records.annotationsHere().length} ${proposals.proposalsHere().length} [${segments}]`;
      seen.push(`${counts} ${tools.drawing()} ${history.undoLabels().length} ${tools.handles().length}`);
    });
    return end;
  });
  proposals.acceptProposal("p1");
  at(editor).tool("box").down(60, 60).move(90, 90).up().tool("select");
  history.undo();
  dispose();
  expect(seen[0]).toBe("0 1 [] false 0 0");
  expect(seen).toContain("1 0 [1] false 1 0");
  expect(seen).toContain("1 0 [1] true 1 0");
  expect(seen).toContain("2 0 [1] false 2 8");
  expect(seen.at(-1)).toBe("1 0 [1] false 1 0");
});

test("changed tiles are told while the stroke is drawn, and when it is taken back", () => {
  const editor = makeTestEditor();
  const told: number[] = [];
  const stop = editor.session.masks.onMaskTiles((keys) => told.push(keys.length));
  at(editor).tool("brush").down(30, 32).move(34, 32).move(80, 32);
  expect(told).toEqual([1, 1, 2]);
  at(editor).key("cancel");
  expect(told).toEqual([1, 1, 2, 2]);
  stop();
  at(editor).tap(30, 32);
  expect(told).toHaveLength(4);
});
