import { expect, test } from "vitest";
import { keyImageField } from "../../../src/domain/key-image.ts";
import type { ActionContext, AppCommands, ViewCommands } from "../../../src/editor/actions/action.ts";
import { actionOf } from "../../../src/editor/actions/action-table.ts";
import {
  at,
  emptyRecords,
  frame,
  makeTestEditor,
  numbered,
  type TestEditor,
} from "../../support/editor-driver.ts";

const placeOf = ({ frame: number }: { readonly frame: number }) => number;
const make = () => makeTestEditor({ placeOf });
const marked = ({ session }: TestEditor) => session.records.keyImages().map((image) => image.frame);
const mark = (editor: TestEditor, frameIndex: number) => {
  editor.session.tools.setTarget(frame(frameIndex));
  editor.session.records.toggleKeyImage();
};

test("an image is marked and unmarked, each one undo step with a name of its own, and the mark is an answer", () => {
  const editor = make();
  mark(editor, 4);
  mark(editor, 1);
  expect(marked(editor)).toEqual([2, 5]);
  expect(editor.session.records.classifications()).toMatchObject([
    { scope: "frame", field: keyImageField.id, value: true, target: { sop: "2.25.7", frame: 5 } },
    { target: { frame: 2 } },
  ]);
  mark(editor, 4);
  expect(marked(editor)).toEqual([2]);
  const { history } = editor.session;
  expect(history.undoLabels().map(({ actionId }) => actionId)).toEqual([
    "unmark-key-image",
    "mark-key-image",
    "mark-key-image",
  ]);
  history.undo();
  expect(marked(editor)).toEqual([2, 5]);
  history.undo();
  history.undo();
  expect(marked(editor)).toEqual([]);
  history.redo();
  expect(marked(editor)).toEqual([5]);
});

test("marks are there again in a session from its log", async () => {
  const editor = make();
  mark(editor, 3);
  await editor.session.history.flush();
  const again = makeTestEditor({
    placeOf,
    records: emptyRecords({
      log: numbered(editor.rows),
      classifications: [...editor.session.records.classifications()],
    }),
  });
  expect(marked(again)).toEqual([4]);
  again.session.history.undo();
  expect(marked(again)).toEqual([]);
});

test("the next one is that after the image on the screen, round the end", () => {
  const editor = make();
  for (const index of [2, 7, 5]) mark(editor, index);
  const shown: number[] = [];
  const context: ActionContext = {
    session: editor.session,
    view: {
      showFrame: (_series: string, _sop: string, index: number) => shown.push(index),
    } as unknown as ViewCommands,
    app: {} as AppCommands,
  };
  const next = actionOf("next-key-image");
  for (const from of [0, 2, 3, 7, 9]) {
    editor.session.tools.setTarget(frame(from));
    next.run(context);
  }
  expect(shown).toEqual([2, 5, 5, 2, 2]);
  expect(next.enabled({ ...context, session: make().session })).toBe(false);
});

test("the window of a label is mean ± 2 SD of the values under it", () => {
  const editor = makeTestEditor({ valuesOf: () => (index) => (index % 2 === 0 ? 90 : 110) });
  at(editor).tool("box").down(10, 10).move(30, 30).up();
  const ranges: unknown[] = [];
  actionOf("window-from-label").run({
    session: editor.session,
    view: { windowRange: (range: unknown) => ranges.push(range) } as unknown as ViewCommands,
    app: {} as AppCommands,
  });
  expect(ranges).toHaveLength(1);
  const [{ low, high }] = ranges as [{ low: number; high: number }];
  expect((low + high) / 2).toBeCloseTo(100, 0);
  expect(high - low).toBeGreaterThan(39);
  expect(high - low).toBeLessThan(41);
});
