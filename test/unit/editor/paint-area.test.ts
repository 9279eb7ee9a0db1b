import { describe, expect, test } from "vitest";
import type { ImageTarget } from "../../../src/editor/image-target.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, emptyRecords, frame, makeTestEditor, numbered } from "../../support/editor-driver.ts";

/** A ramp: the value of a pixel is its column; the first row is padding. */
const ramp =
  ({ columns }: ImageTarget) =>
  (pixel: number) =>
    pixel < columns ? Number.NaN : pixel % columns;
const withValues = () => makeTestEditor({ valuesOf: ramp });

const pixels = (session: EditorSession, uid: string): (readonly [number, number])[] =>
  (session.masks.spansOf(uid, 200, 150) ?? []).flatMap(([row, from, to]) =>
    Array.from({ length: to - from }, (_, step) => [from + step, row] as const),
  );
const uidOf = (session: EditorSession, index = 0) =>
  session.records.annotations()[index]?.instanceUid ?? "none";
const columnsOf = (session: EditorSession, uid: string) => {
  const all = pixels(session, uid).map(([x]) => x);
  return [Math.min(...all), Math.max(...all)];
};

describe("threshold brush", () => {
  test("paints exactly the pixels of its circle whose value lies in the range, both ends in", async () => {
    const editor = withValues();
    editor.session.tools.setOptions({ brushSizePx: 40, range: { low: 95, high: 104 } });
    at(editor).tool("threshold").tap(100, 75);
    const painted = pixels(editor.session, uidOf(editor.session));
    const expected = [];
    for (let row = 0; row < 150; row++)
      for (let column = 95; column <= 104; column++)
        if ((column - 100) ** 2 + (row - 75) ** 2 <= 20 * 20) expected.push([column, row]);
    const sorted = (list: readonly (readonly number[])[]) => list.map(String).sort();
    expect(sorted(painted)).toEqual(sorted(expected));
    await editor.session.history.flush();
    expect(editor.rows.map(({ actionId }) => actionId)).toEqual(["draw-threshold"]);
    editor.session.history.undo();
    expect(editor.session.records.annotations()).toEqual([]);
  });
  test("never paints padding, whatever the range", () => {
    const editor = withValues();
    editor.session.tools.setOptions({ brushSizePx: 20, range: { low: -1e9, high: 1e9 } });
    at(editor).tool("threshold").tap(50, 0);
    const rows = pixels(editor.session, uidOf(editor.session)).map(([, y]) => y);
    expect(Math.min(...rows)).toBe(1);
  });
  test("says what is missing and draws nothing without a range or without values", () => {
    const bare = makeTestEditor();
    at(bare).tool("threshold").tap(50, 50);
    expect(bare.session.tools.notice()?.code).toBe("no-range");
    bare.session.tools.setOptions({ range: { low: 0, high: 1 } });
    at(bare).tool("threshold").tap(50, 50);
    expect(bare.session.tools.notice()?.code).toBe("no-values");
    expect(bare.session.records.annotations()).toEqual([]);
  });
  test("shows the pixels under the cursor that it would paint", () => {
    const editor = withValues();
    editor.session.tools.setOptions({ brushSizePx: 20, range: { low: 98, high: 99 } });
    at(editor).tool("threshold");
    editor.session.tools.dispatch({
      type: "hover",
      sample: { x: 100, y: 75, pressure: 0, timeMs: 0 },
      modifiers: { shift: false, alt: false, ctrl: false },
      pointerType: "mouse",
      scale: 1,
    });
    const preview = editor.session.tools.preview();
    expect(
      preview?.kind === "brush" && preview.spans?.every(([, from, to]) => from === 98 && to === 100),
    ).toBe(true);
    expect(preview?.kind === "brush" && preview.spans?.length).toBe(19);
  });
  test("takes its range from a label: mean ± 2 SD", () => {
    const editor = withValues();
    at(editor).tool("box").down(10, 10).move(20, 20).up();
    editor.session.tools.sampleRange();
    // Columns 10 … 19, ten of each: mean 14.5, SD (n − 1) of 100 values.
    const sd = Math.sqrt((8.25 * 100) / 99);
    expect(editor.session.tools.options().range?.low).toBeCloseTo(14.5 - 2 * sd, 9);
    expect(editor.session.tools.options().range?.high).toBeCloseTo(14.5 + 2 * sd, 9);
    editor.session.records.select([]);
    editor.session.tools.sampleRange();
    expect(editor.session.tools.notice()?.code).toBe("no-sample");
  });
  test("a stroke that a killed browser left is drawn again within its range", () => {
    const killed = withValues();
    killed.session.tools.setOptions({ brushSizePx: 40, range: { low: 90, high: 110 } });
    at(killed).tool("threshold").down(100, 75).move(100, 90).wait(500);
    const draft = killed.drafts.at(-1);
    const next = withValues();
    expect(next.session.tools.valuesForDraft(draft)).toMatchObject({ sopUid: "2.25.7", frameIndex: 0 });
    expect(next.session.tools.replayDraft(draft)).toBe(true);
    expect(columnsOf(next.session, uidOf(next.session))).toEqual([90, 110]);
    expect(next.session.tools.options().range).toBeNull();
  });
});

describe("editable area", () => {
  test("values of the range hold the brush and the eraser", () => {
    const editor = withValues();
    const { tools } = editor.session;
    tools.setOptions({ brushSizePx: 40 });
    at(editor).tool("brush").tap(100, 75);
    tools.setOptions({ area: { kind: "range" }, range: { low: 100, high: 200 } });
    at(editor).tool("eraser").tap(100, 75);
    expect(columnsOf(editor.session, uidOf(editor.session))).toEqual([80, 99]);
  });
  test("inside a label: paint of another class stays within it and says so where the label is not", () => {
    const editor = makeTestEditor({}, 1, "liver");
    const { tools, records } = editor.session;
    at(editor).tool("box").down(50, 50).move(90, 90).up();
    tools.setOptions({ brushSizePx: 40, area: { kind: "inside", instanceUid: uidOf(editor.session) } });
    records.select([]);
    tools.chooseClass("mass");
    at(editor).tool("brush").tap(50, 70);
    const painted = records.annotations().find(({ classId }) => classId === "mass");
    expect(columnsOf(editor.session, painted?.instanceUid ?? "")).toEqual([50, 70]);
    tools.setTarget(frame(1));
    at(editor).tool("brush").tap(50, 70);
    expect(tools.notice()?.code).toBe("area-elsewhere");
    expect(records.annotationsHere()).toEqual([]);
  });
  test("outside all labels: neither painted nor outlined ones lose or share a pixel, one's own grows", () => {
    const editor = makeTestEditor();
    const { tools, records } = editor.session;
    tools.setOptions({ brushSizePx: 20 });
    at(editor).tool("brush").tap(60, 60);
    records.newInstance();
    at(editor).tool("polygon").tap(90, 50).tap(100, 50).tap(100, 70).tap(90, 70).key("finish");
    records.newInstance();
    const first = pixels(editor.session, uidOf(editor.session));
    tools.setOptions({ brushSizePx: 60, area: { kind: "outside" } });
    at(editor).tool("brush").tap(75, 60).tap(78, 60);
    const [uid] = records.selection();
    const painted = new Set(pixels(editor.session, uid ?? "").map(String));
    expect(pixels(editor.session, uidOf(editor.session))).toEqual(first);
    expect(first.some((pixel) => painted.has(String(pixel)))).toBe(false);
    expect(painted.has("95,60")).toBe(false);
    expect(painted.has("101,60")).toBe(true);
    expect(painted.has("75,60")).toBe(true);
    expect(records.annotations()).toHaveLength(3);
  });
  test("is kept by a reload as far as a stroke is concerned: rows are what was painted", async () => {
    const editor = withValues();
    editor.session.tools.setOptions({
      brushSizePx: 40,
      area: { kind: "range" },
      range: { low: 0, high: 99 },
    });
    at(editor).tool("brush").tap(100, 75);
    await editor.session.history.flush();
    const again = makeTestEditor({ records: emptyRecords() });
    again.session.records.receive(numbered(editor.rows));
    expect(columnsOf(again.session, uidOf(again.session))).toEqual([80, 99]);
  });
});
