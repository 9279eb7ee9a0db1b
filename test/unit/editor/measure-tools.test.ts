import { describe, expect, test } from "vitest";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

const geometries = (session: EditorSession) => session.records.annotations().map(({ geometry }) => geometry);
const acts = (session: EditorSession) => session.history.undoLabels().map(({ actionId }) => actionId);
const rightAngle = (session: EditorSession, [rowMm, columnMm]: readonly [number, number]) => {
  const [geometry] = geometries(session);
  if (geometry?.type !== "bidirectional") throw new Error("no axes were drawn");
  const [a, b, c, d] = geometry.pointsImage;
  return (b[0] - a[0]) * (d[0] - c[0]) * columnMm ** 2 + (b[1] - a[1]) * (d[1] - c[1]) * rowMm ** 2;
};

describe("length", () => {
  test("is one drag, or two taps", () => {
    const dragged = makeTestEditor();
    at(dragged).tool("length").down(10, 10).move(40, 50).up();
    const tapped = makeTestEditor();
    at(tapped).tool("length").tap(10, 10).tap(40, 50);
    for (const { session } of [dragged, tapped]) {
      expect(geometries(session)).toEqual([
        {
          type: "length",
          pointsImage: [
            [10, 10],
            [40, 50],
          ],
        },
      ]);
      expect(acts(session)).toEqual(["draw-length"]);
      session.history.undo();
      expect(geometries(session)).toEqual([]);
    }
  });
  test("one tap alone is nothing, and Esc, another tool or another image drop it", () => {
    for (const leave of ["cancel", "tool", "target"] as const) {
      const editor = makeTestEditor();
      const hand = at(editor).tool("length").tap(10, 10);
      expect(editor.session.tools.drawing()).toBe(true);
      if (leave === "cancel") hand.key("cancel");
      if (leave === "tool") hand.tool("box");
      if (leave === "target") editor.session.tools.setTarget(frame(1));
      expect(editor.session.tools.drawing()).toBe(false);
      expect(editor.session.tools.preview()).toBeNull();
      expect(geometries(editor.session)).toEqual([]);
    }
  });
  test("what interrupts a drag leaves it where it was seen; what is not complete is dropped in words", () => {
    const ends: readonly ((session: EditorSession) => void)[] = [
      ({ tools }) => tools.setTool("box"),
      ({ tools }) => tools.setTarget(frame(1)),
      ({ tools }) => tools.dispatch({ type: "interrupt", reason: "blur" }),
    ];
    for (const end of ends) {
      const whole = makeTestEditor();
      at(whole).tool("length").down(10, 10).move(40, 50);
      end(whole.session);
      expect(geometries(whole.session)).toMatchObject([
        {
          type: "length",
          pointsImage: [
            [10, 10],
            [40, 50],
          ],
        },
      ]);
      expect(acts(whole.session)).toEqual(["draw-length"]);
      expect(whole.session.tools.notice()).toBeNull();
      const cobb = makeTestEditor();
      at(cobb).tool("cobb").down(10, 10).move(60, 12).up().down(10, 80).move(60, 70);
      end(cobb.session);
      expect(geometries(cobb.session)).toHaveLength(1);
      const half = makeTestEditor();
      at(half).tool("angle").down(10, 10).move(40, 50);
      end(half.session);
      expect(geometries(half.session)).toEqual([]);
      expect(half.session.tools.notice()?.code).toBe("not-complete");
      expect(half.session.tools.drawing()).toBe(false);
    }
  });
  test("a tap on the same place sets no second end", () => {
    const editor = makeTestEditor();
    at(editor).tool("length").tap(10, 10).tap(10, 10);
    expect(geometries(editor.session)).toEqual([]);
    at(editor).tap(20, 10);
    expect(geometries(editor.session)).toEqual([
      {
        type: "length",
        pointsImage: [
          [10, 10],
          [20, 10],
        ],
      },
    ]);
  });
  test("its ends can be moved, inside the image", () => {
    const editor = makeTestEditor();
    at(editor).tool("length").down(10, 10).move(40, 50).up().tool("select").down(40, 50).move(500, 60).up();
    expect(geometries(editor.session)).toEqual([
      {
        type: "length",
        pointsImage: [
          [10, 10],
          [199.5, 60],
        ],
      },
    ]);
  });
});

describe("angle", () => {
  test("is a drag and a tap, or three taps, with the vertex in the middle", () => {
    const dragged = makeTestEditor();
    at(dragged).tool("angle").down(10, 10).move(40, 10).up().tap(40, 60);
    const tapped = makeTestEditor();
    at(tapped).tool("angle").tap(10, 10).tap(40, 10).tap(40, 60);
    for (const { session } of [dragged, tapped])
      expect(geometries(session)).toEqual([
        {
          type: "angle",
          pointsImage: [
            [10, 10],
            [40, 10],
            [40, 60],
          ],
        },
      ]);
  });
  test("Backspace takes the last point back", () => {
    const editor = makeTestEditor();
    at(editor).tool("angle").tap(10, 10).tap(99, 99).key("drop-last").tap(40, 10).tap(40, 60);
    expect(geometries(editor.session)).toEqual([
      {
        type: "angle",
        pointsImage: [
          [10, 10],
          [40, 10],
          [40, 60],
        ],
      },
    ]);
  });
});

describe("long and short axis", () => {
  test("the short axis is at a right angle in millimetres, when drawn and when an end is moved", () => {
    const spacingMm = [2, 0.5] as const;
    const editor = makeTestEditor();
    editor.session.tools.setTarget({ ...frame(), measure: { spacingMm, spacingKind: "patient" } });
    const hand = at(editor).tool("bidirectional").down(20, 20).move(120, 60).up().tap(60, 60);
    expect(rightAngle(editor.session, spacingMm)).toBeCloseTo(0, 6);
    expect(rightAngle(editor.session, [1, 1])).not.toBeCloseTo(0, 0);
    hand.tool("select").down(120, 60).move(150, 30).up();
    expect(rightAngle(editor.session, spacingMm)).toBeCloseTo(0, 6);
    expect(acts(editor.session)).toEqual(["reshape-label", "draw-bidirectional"]);
  });
});
