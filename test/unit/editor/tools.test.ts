import { describe, expect, test } from "vitest";
import type { Geometry } from "../../../src/domain/annotation.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

const geometries = (session: EditorSession): Geometry[] =>
  session.records.annotations().map(({ geometry }) => geometry);
const boxes = (session: EditorSession) =>
  geometries(session).map((geometry) => (geometry.type === "box" ? geometry.boxImage : geometry.type));
const area = (session: EditorSession, uid: string): number =>
  session.masks.maskOf(uid, 200, 150)?.bits.reduce((sum, bit) => sum + bit, 0) ?? -1;
const uidOf = (session: EditorSession, index = 0): string =>
  session.records.annotations()[index]?.instanceUid ?? "none";

describe("box", () => {
  test("goes from corner to corner and is selected", () => {
    const editor = makeTestEditor();
    at(editor)
      .tool("box")
      .down(10, 10)
      .move(40, 30)
      .up()
      .expect((session) => {
        expect(boxes(session)).toEqual([[10, 10, 40, 30]]);
        expect(session.records.selection()).toEqual([uidOf(session)]);
        expect(session.records.annotations()[0]).toMatchObject({
          classId: "mass",
          status: "draft",
          target: { study: "2.25.9", series: "2.25.8", sop: "2.25.7", frame: 1 },
          provenance: { origin: "human", author: "u1", device: "dev-a" },
        });
        expect(uidOf(session)).toMatch(/^2\.25\.\d{30,39}$/);
      });
  });
  test("is square with Shift, grows from its centre with Alt, and stays inside the image", () => {
    const square = makeTestEditor();
    at(square).tool("box").with({ shift: true }).down(10, 10).move(40, 20).up();
    expect(boxes(square.session)).toEqual([[10, 10, 40, 40]]);
    const centred = makeTestEditor();
    at(centred).tool("box").with({ alt: true }).down(50, 50).move(60, 70).up();
    expect(boxes(centred.session)).toEqual([[40, 30, 60, 70]]);
    const clipped = makeTestEditor();
    at(clipped).tool("box").down(190, 140).move(500, 400).up();
    expect(boxes(clipped.session)).toEqual([[190, 140, 199.5, 149.5]]);
  });
  test("needs 3 screen pixels with a mouse, 6 with a finger, and 2 × 2 image pixels", () => {
    const editor = makeTestEditor();
    at(editor).tool("box").zoom(0.5).down(10, 10).move(15, 10).up();
    at(editor).tool("box").zoom(1).by("touch").down(10, 10).move(15, 12).up();
    expect(boxes(editor.session)).toEqual([]);
    at(editor).tool("box").zoom(10).down(10, 10).move(11, 11).up();
    expect(boxes(editor.session)).toEqual([]);
    expect(editor.session.tools.notice()?.code).toBe("too-small");
    at(editor).tool("box").zoom(1).by("touch").down(10, 10).move(16, 16).up();
    expect(boxes(editor.session)).toEqual([[10, 10, 16, 16]]);
  });
  test("Escape goes back to the mark, a slice change commits, an early cancel bails", () => {
    const editor = makeTestEditor();
    at(editor).tool("box").down(10, 10).move(40, 40).key("cancel").up();
    expect(boxes(editor.session)).toEqual([]);
    expect(editor.session.tools.drawing()).toBe(false);
    at(editor).down(10, 10).move(40, 40);
    editor.session.tools.setTarget(frame(1));
    expect(editor.session.records.annotations()[0]?.target.frame).toBe(1);
    at(editor).down(10, 10).move(40, 40).cancel();
    expect(editor.session.records.annotations()).toHaveLength(1);
    at(editor).down(10, 10).move(40, 40).wait(150).cancel();
    expect(editor.session.records.annotations()).toHaveLength(2);
  });
});

describe("ellipse, point, polygon, freehand", () => {
  test("an ellipse lies inside its drag", () => {
    const editor = makeTestEditor();
    at(editor).tool("ellipse").down(10, 10).move(30, 20).up();
    const [ellipse] = geometries(editor.session);
    expect(ellipse).toEqual({ type: "ellipse", centerImage: [20, 15], radiiImage: [10, 5], angleRad: 0 });
    expect(area(editor.session, uidOf(editor.session))).toBeCloseTo(Math.PI * 50, -1);
  });
  test("a point lies where the pointer was lifted", () => {
    const editor = makeTestEditor();
    at(editor).tool("point").tap(12, 13);
    expect(geometries(editor.session)).toEqual([{ type: "point", pointImage: [12, 13] }]);
  });
  test("a polygon closes on its first vertex, by the finish key and by a double click", () => {
    const editor = makeTestEditor();
    const corners = (hand: ReturnType<typeof at>) => hand.tap(10, 10).tap(60, 10).tap(60, 60);
    corners(at(editor).tool("polygon")).tap(12, 12);
    corners(at(editor)).key("finish");
    corners(at(editor)).tap(20, 60).wait(50).down(20, 60).up();
    const ring: [number, number][] = [
      [10, 10],
      [60, 10],
      [60, 60],
    ];
    expect(geometries(editor.session)).toEqual([
      { type: "polygon", pointsImage: ring },
      { type: "polygon", pointsImage: ring },
      { type: "polygon", pointsImage: [...ring, [20, 60]] },
    ]);
    expect(editor.session.tools.drawing()).toBe(false);
  });
  test("a polygon drops its last vertex by key, and is not saved while it crosses itself", () => {
    const editor = makeTestEditor();
    at(editor).tool("polygon").tap(10, 10).tap(60, 60).tap(60, 10).tap(10, 60).key("finish");
    expect(geometries(editor.session)).toEqual([]);
    expect(editor.session.tools.notice()?.code).toBe("self-intersecting");
    expect(editor.session.tools.drawing()).toBe(true);
    at(editor).key("drop-last").key("finish");
    expect(geometries(editor.session)).toHaveLength(1);
  });
  test("a polygon that crosses itself is kept when another tool or image comes, to be fixed as a label", () => {
    for (const skew of [0, 7]) {
      const editor = makeTestEditor();
      at(editor)
        .tool("polygon")
        .tap(10, 10)
        .tap(60, 60)
        .tap(60, 10 + skew)
        .tap(10, 60);
      editor.session.tools.setTool("brush");
      expect(editor.session.tools.notice()?.code).toBe("self-intersecting");
      expect(geometries(editor.session)).toMatchObject([{ type: "polygon", pointsImage: { length: 4 } }]);
    }
  });
  test("a freehand outline whose ends meet is a polygon, else a line", () => {
    const editor = makeTestEditor();
    const circle = Array.from({ length: 200 }, (_, index): [number, number] => {
      const turn = (index * Math.PI) / 100;
      return [80 + 40 * Math.cos(turn), 75 + 40 * Math.sin(turn)];
    });
    at(editor).tool("freehand").down(120, 75).moves(circle).up();
    at(editor).down(10, 10).move(50, 10.2).move(90, 10).up();
    const [ring, line] = geometries(editor.session);
    expect(ring?.type).toBe("polygon");
    expect(ring?.type === "polygon" && ring.pointsImage.length).toBeLessThan(60);
    expect(Math.abs(area(editor.session, uidOf(editor.session)) / (Math.PI * 1600) - 1)).toBeLessThan(0.02);
    expect(line).toEqual({
      type: "polyline",
      pointsImage: [
        [10, 10],
        [90, 10],
      ],
    });
  });
});

describe("brush and eraser", () => {
  test("a tap is a disc, a drag goes on with the selected label, a new one begins after newInstance", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").tap(50, 50);
    expect(area(session, uidOf(session))).toBe(317); // pixels whose centre lies within 10 of the centre
    at(editor).down(50, 50).move(80, 50).up();
    expect(session.records.annotations()).toHaveLength(1);
    session.records.newInstance();
    at(editor).tap(150, 50);
    expect(session.records.annotations()).toHaveLength(2);
  });
  test("the eraser takes from the active label only, or from all that are not locked", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").down(20, 50).move(60, 50).up();
    session.records.newInstance();
    at(editor).down(20, 80).move(60, 80).up();
    const first = uidOf(session, 0);
    const second = uidOf(session, 1);
    const [before, other] = [area(session, first), area(session, second)];
    at(editor).tool("eraser").down(40, 30).move(40, 100).up();
    expect(area(session, first)).toBe(before);
    expect(area(session, second)).toBeLessThan(other);
    session.records.setLocked([second], true);
    session.tools.setOptions({ eraserScope: "unlocked" });
    const locked = area(session, second);
    at(editor).down(30, 30).move(30, 100).up();
    expect(area(session, first)).toBeLessThan(before);
    expect(area(session, second)).toBe(locked);
  });
  test("a label without a pixel left is gone, and undo brings it back whole", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").tap(50, 50);
    const uid = uidOf(session);
    session.tools.setOptions({ brushSizePx: 60 });
    at(editor).tool("eraser").tap(50, 50);
    expect(session.records.annotations()).toEqual([]);
    expect(session.masks.tileKeys("2.25.8", "2.25.7", 0)).toEqual([]);
    session.history.undo();
    expect(uidOf(session)).toBe(uid);
    expect(area(session, uid)).toBe(317);
  });
  test("a locked label is not painted on", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").tap(50, 50);
    session.records.setLocked([uidOf(session)], true);
    at(editor).tap(80, 50);
    expect(area(session, uidOf(session))).toBe(317);
    expect(session.tools.notice()?.code).toBe("label-locked");
  });
  test("a stroke without a class stays on the screen and waits for it", () => {
    const bare = makeTestEditor({}, 1, null);
    bare.session.tools.setTool("brush");
    expect(bare.session.tools.activeClassId()).toBeNull();
    at(bare).tap(50, 50);
    expect(bare.session.tools.needsClass()).toBe(true);
    expect(bare.session.masks.tileKeys("2.25.8", "2.25.7", 0)).toHaveLength(1);
    expect(bare.session.history.undoLabels()).toEqual([]);
    at(bare).tap(90, 90);
    expect(bare.session.tools.notice()?.code).toBe("choose-label-first");
    bare.session.tools.chooseClass("lung");
    expect(bare.session.tools.needsClass()).toBe(false);
    expect(bare.session.records.annotations()).toMatchObject([{ classId: "lung" }]);
    expect(bare.session.history.undoLabels()).toMatchObject([{ actionId: "draw-brush", classId: "lung" }]);
  });
  test("a label that is picked up is drawn on, in its own class", () => {
    const editor = makeTestEditor();
    const { session } = editor;
    at(editor).tool("brush").tap(50, 50);
    session.tools.chooseClass("lung");
    at(editor).tap(120, 50);
    expect(session.records.annotations().map(({ classId }) => classId)).toEqual(["mass", "lung"]);
    session.records.select([uidOf(session, 0)]);
    expect(session.tools.activeClassId()).toBe("mass");
    at(editor).tap(55, 50);
    expect(session.records.annotations()).toHaveLength(2);
    expect(area(session, uidOf(session, 0))).toBeGreaterThan(317);
  });
  test("the eraser end of a pen erases while the brush stays the tool", () => {
    const editor = makeTestEditor();
    at(editor).tool("brush").by("pen").tap(50, 50).down(50, 40, "eraser").move(50, 60).up();
    expect(area(editor.session, uidOf(editor.session))).toBeLessThan(200);
    expect(editor.session.tools.tool()).toBe("brush");
    expect(editor.session.history.undoLabels()[0]?.actionId).toBe("erase-brush");
  });
});

test("Space held between two taps of a polygon leaves the pointer to the viewport", () => {
  const editor = makeTestEditor();
  const { session } = editor;
  const hand = at(editor).tool("polygon").tap(10, 10).tap(60, 10);
  session.tools.holdTool("pan");
  hand.down(100, 100).move(120, 120).up();
  session.tools.releaseTool();
  hand.tap(60, 60).key("finish");
  const [polygon] = geometries(session);
  expect(polygon?.type === "polygon" && polygon.pointsImage).toHaveLength(3);
});

test("a polygon that crosses itself is fixed on demand: what it goes round, in one undo step", () => {
  const editor = makeTestEditor();
  const { session } = editor;
  const bow = () => at(editor).tool("polygon").tap(20, 20).tap(80, 80).tap(80, 20).tap(20, 80).key("finish");
  bow();
  expect(session.records.annotations()).toEqual([]);
  expect(session.tools.preview()).toMatchObject({ selfIntersects: true });
  at(editor).key("fix");
  const labels = session.records.annotations();
  expect(labels.length).toBeGreaterThan(0);
  for (const { geometry } of labels) expect(geometry.type).toBe("polygon");
  expect(session.history.undoLabels()).toHaveLength(1);
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  // A corner taken back may mend it too: then nothing is red any more.
  bow();
  at(editor).key("drop-last");
  expect(session.tools.preview()).toMatchObject({ selfIntersects: false });
});

test("one thing is shown alone, with its other images, in one undo step; again, and all are shown", () => {
  const editor = makeTestEditor();
  const { records, history } = editor.session;
  at(editor).tool("box").down(10, 10).move(40, 40).up();
  at(editor).tool("box").down(60, 10).move(90, 40).up();
  at(editor).tool("box").down(110, 10).move(140, 40).up();
  const [first, second] = records.annotations();
  records.setHidden([first?.instanceUid ?? ""], true);
  const hidden = () => records.annotations().map((label) => label.hidden);
  const steps = history.undoLabels().length;
  records.solo([second?.instanceUid ?? ""]);
  expect(hidden()).toEqual([true, false, true]);
  expect(history.undoLabels()).toHaveLength(steps + 1);
  records.solo([second?.instanceUid ?? ""]);
  expect(hidden()).toEqual([false, false, false]);
  history.undo();
  history.undo();
  expect(hidden()).toEqual([true, false, false]);
});
