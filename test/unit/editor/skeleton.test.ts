import { describe, expect, test } from "vitest";
import type { ClassKeypoints, LabelSchema } from "../../../src/domain/label-schema.ts";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import {
  settleKeypoints,
  withJoint,
  withJointMoved,
  withoutJoint,
} from "../../../src/domain/settle-keypoints.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import {
  at,
  emptyRecords,
  frame,
  makeTestEditor,
  numbered,
  type TestEditor,
} from "../../support/editor-driver.ts";

const corners: ClassKeypoints = {
  joints: [
    { id: "a", name: "Upper front" },
    { id: "b", name: "Upper back" },
    { id: "c", name: "Lower back" },
  ],
  edges: [
    ["a", "b"],
    ["b", "c"],
  ],
};
const schema: LabelSchema = {
  ...starterLabelSchema,
  classes: starterLabelSchema.classes.map((entry) =>
    entry.id === "vertebra" ? { ...entry, keypoints: corners } : entry,
  ),
};
const makeEditor = (classId = "vertebra"): TestEditor =>
  makeTestEditor({ records: emptyRecords({ schema }) }, 1, classId);
const shapes = (session: EditorSession) => session.records.annotations().map(({ geometry }) => geometry);
const acts = (session: EditorSession) => session.history.undoLabels().map(({ actionId }) => actionId);
const seen = (id: string, x: number, y: number, state: "visible" | "occluded" = "visible") => ({
  id,
  state,
  pointImage: [x, y] as const,
});
const edges = [
  [0, 1],
  [1, 2],
] as const;

describe("the skeleton tool", () => {
  test("places the points of the class in its order; the last one makes one label, one undo step", () => {
    const editor = makeEditor();
    at(editor).tool("skeleton").tap(10, 10).tap(40, 12);
    expect(shapes(editor.session)).toEqual([]);
    at(editor).tap(42, 50);
    expect(shapes(editor.session)).toEqual([
      { type: "keypoints", joints: [seen("a", 10, 10), seen("b", 40, 12), seen("c", 42, 50)], edges },
    ]);
    expect(editor.session.records.annotations()[0]?.classId).toBe("vertebra");
    expect(acts(editor.session)).toEqual(["draw-skeleton"]);
    editor.session.history.undo();
    expect(shapes(editor.session)).toEqual([]);
    editor.session.history.redo();
    expect(shapes(editor.session)).toHaveLength(1);
  });
  test("says what comes next, and takes covered and absent points by key, Alt and the second button", () => {
    const editor = makeEditor();
    const hand = at(editor).tool("skeleton").key("skip");
    const joint = () => {
      const preview = editor.session.tools.preview();
      return preview?.kind === "shape" ? preview.joint : null;
    };
    expect(joint()).toEqual({ next: 1, covered: false });
    hand.key("cover");
    expect(joint()).toEqual({ next: 1, covered: true });
    hand.tap(40, 12);
    // Each point is asked anew.
    expect(joint()).toEqual({ next: 2, covered: false });
    hand.with({ alt: true }).tap(42, 50);
    hand.with({ alt: false }).tap(1, 1).down(2, 2, "secondary").up().key("finish");
    expect(shapes(editor.session)).toEqual([
      {
        type: "keypoints",
        joints: [{ id: "a", state: "absent" }, seen("b", 40, 12, "occluded"), seen("c", 42, 50, "occluded")],
        edges,
      },
      {
        type: "keypoints",
        joints: [seen("a", 1, 1), seen("b", 2, 2, "occluded"), { id: "c", state: "absent" }],
        edges,
      },
    ]);
  });
  test("takes back one point at a time, drops all by Esc, and keeps what is there when another image comes", () => {
    const editor = makeEditor();
    const hand = at(editor).tool("skeleton").tap(10, 10).tap(40, 12).key("drop-last").tap(44, 14);
    hand.key("cancel");
    expect(shapes(editor.session)).toEqual([]);
    hand.tap(10, 10).tap(40, 12).key("drop-last").tap(44, 14);
    editor.session.tools.setTarget(frame(1));
    expect(shapes(editor.session)).toEqual([
      {
        type: "keypoints",
        joints: [seen("a", 10, 10), seen("b", 44, 14), { id: "c", state: "absent" }],
        edges,
      },
    ]);
    expect(editor.session.records.annotations()[0]?.target.frame).toBe(1);
    // Nothing but absent points is nothing.
    hand.key("skip").key("skip").key("skip");
    expect(shapes(editor.session)).toHaveLength(1);
    expect(editor.session.tools.drawing()).toBe(false);
  });
  test("says why it draws nothing where the class has no points or none is chosen", () => {
    const editor = makeEditor("mass");
    at(editor).tool("skeleton").tap(10, 10);
    expect(editor.session.tools.notice()?.code).toBe("no-skeleton");
    expect(editor.session.tools.drawing()).toBe(false);
    const open = makeTestEditor({ records: emptyRecords({ schema }) }, 1, null);
    at(open).tool("skeleton").tap(10, 10);
    expect(open.session.tools.notice()?.code).toBe("choose-label-first");
    expect(shapes(open.session)).toEqual([]);
  });
  test("stays what it was begun as when another class is chosen meanwhile", () => {
    const editor = makeEditor();
    const hand = at(editor).tool("skeleton").tap(10, 10).tap(40, 12);
    editor.session.tools.chooseClass("mass");
    hand.tap(42, 50);
    expect(editor.session.records.annotations()[0]?.classId).toBe("vertebra");
  });
  test("comes back after a kill: what was placed is drawn again, absent first point included", () => {
    const editor = makeEditor();
    at(editor).tool("skeleton").key("skip").tap(40, 12).wait(500);
    const draft = editor.drafts.at(-1);
    const fresh = makeEditor();
    expect(fresh.session.tools.replayDraft(structuredClone(draft))).toBe(true);
    expect(shapes(fresh.session)).toEqual([
      {
        type: "keypoints",
        joints: [{ id: "a", state: "absent" }, seen("b", 40, 12), { id: "c", state: "absent" }],
        edges,
      },
    ]);
  });
});

describe("a drawn skeleton", () => {
  const drawn = () => {
    const editor = makeEditor();
    at(editor).tool("skeleton").tap(10, 10).tap(40, 12).tap(42, 50).tool("select").tap(40, 12);
    return editor;
  };
  test("is taken by a point or an edge; a point is dragged alone, the edge moves all", () => {
    const editor = drawn();
    at(editor).down(40, 12).move(50, 20).up();
    expect(shapes(editor.session)).toMatchObject([
      { joints: [seen("a", 10, 10), seen("b", 50, 20), seen("c", 42, 50)] },
    ]);
    at(editor).down(30, 15).move(35, 25).up();
    expect(shapes(editor.session)).toMatchObject([
      { joints: [seen("a", 15, 20), seen("b", 55, 30), seen("c", 47, 60)] },
    ]);
    expect(acts(editor.session).slice(0, 2)).toEqual(["move-label", "reshape-label"]);
  });
  test("has its points covered, taken out and put back, each one undo step; the last one stays", () => {
    const editor = drawn();
    const [label] = editor.session.records.annotations();
    const uid = label?.instanceUid ?? "";
    const { records, history, tools } = editor.session;
    records.setJoint(uid, "b", "occluded");
    records.setJoint(uid, "a", "absent");
    expect(shapes(editor.session)).toMatchObject([
      { joints: [{ id: "a", state: "absent" }, seen("b", 40, 12, "occluded"), seen("c", 42, 50)] },
    ]);
    records.setJoint(uid, "a", "visible");
    expect(shapes(editor.session)).toMatchObject([{ joints: [seen("a", 41, 31), {}, {}] }]);
    for (let step = 0; step < 3; step++) history.undo();
    expect(shapes(editor.session)).toMatchObject([
      { joints: [seen("a", 10, 10), seen("b", 40, 12), seen("c", 42, 50)] },
    ]);
    for (const id of ["a", "b", "c"]) records.setJoint(uid, id, "absent");
    expect(shapes(editor.session)).toMatchObject([{ joints: [{}, {}, seen("c", 42, 50)] }]);
    expect(tools.notice()?.code).toBe("too-small");
    records.setLocked([uid], true);
    records.setJoint(uid, "a", "visible");
    expect(tools.notice()?.code).toBe("label-locked");
  });
  test("is there again in a session from its log", async () => {
    const editor = drawn();
    await editor.session.history.flush();
    const again = makeTestEditor({
      records: emptyRecords({
        schema,
        annotations: editor.session.records.annotations(),
        log: numbered(editor.rows),
      }),
    });
    again.session.history.undo();
    expect(shapes(again.session)).toEqual([]);
    again.session.history.redo();
    expect(shapes(again.session)).toEqual(shapes(editor.session));
  });
});

test("points of a draft get ids by their names for ever, and what joins them follows", () => {
  let draft = withJoint(withJoint(corners));
  draft = {
    joints: draft.joints.map((joint) => (joint.name === "" ? { ...joint, name: "Tip" } : joint)),
    edges: [...draft.edges, [draft.joints[3]?.id ?? "", "a"]],
  };
  expect(settleKeypoints(withJointMoved(draft, "c", -1))).toEqual({
    joints: [
      { id: "a", name: "Upper front" },
      { id: "c", name: "Lower back" },
      { id: "b", name: "Upper back" },
      { id: "tip", name: "Tip" },
      { id: "tip-2", name: "Tip" },
    ],
    edges: [
      ["a", "b"],
      ["b", "c"],
      ["tip", "a"],
    ],
  });
  expect(withoutJoint(corners, "b")).toEqual({ joints: [corners.joints[0], corners.joints[2]], edges: [] });
  expect(settleKeypoints({ joints: [], edges: [] })).toBeNull();
});

describe("the Cobb tool", () => {
  const wish = {
    type: "cobb",
    pointsImage: [
      [10, 10],
      [40, 12],
      [12, 60],
      [44, 70],
    ],
  };
  test("takes two drags, or four taps, or a mixture; one undo step", () => {
    for (const draw of [
      (editor: TestEditor) =>
        at(editor).down(10, 10).move(40, 12).up().down(12, 60).move(20, 66).move(44, 70).up(),
      (editor: TestEditor) => at(editor).tap(10, 10).tap(40, 12).tap(12, 60).tap(44, 70),
      (editor: TestEditor) => at(editor).down(10, 10).move(40, 12).up().tap(12, 60).tap(44, 70),
      (editor: TestEditor) => at(editor).by("touch").tap(10, 10).tap(40, 12).down(12, 60).move(44, 70).up(),
    ]) {
      const editor = makeEditor("mass");
      editor.session.tools.setTool("cobb");
      draw(editor);
      expect(shapes(editor.session)).toEqual([wish]);
      expect(acts(editor.session)).toEqual(["draw-cobb"]);
      editor.session.history.undo();
      expect(shapes(editor.session)).toEqual([]);
    }
  });
  test("goes back end by end, and is nothing before its last", () => {
    const editor = makeEditor("mass");
    at(editor).tool("cobb").tap(10, 10).tap(40, 12).tap(99, 99).key("drop-last").tap(12, 60).tool("box");
    expect(shapes(editor.session)).toEqual([]);
    const other = makeEditor("mass");
    at(other).tool("cobb").tap(10, 10).tap(40, 12).tap(99, 99).key("drop-last").tap(12, 60).tap(44, 70);
    expect(shapes(other.session)).toEqual([wish]);
    at(other).tool("select").tap(40, 12).down(44, 70).move(50, 80).up();
    expect(shapes(other.session)).toMatchObject([
      {
        pointsImage: [
          [10, 10],
          [40, 12],
          [12, 60],
          [50, 80],
        ],
      },
    ]);
  });
});
