import { describe, expect, test } from "vitest";
import { objectOf } from "../../../src/domain/annotation.ts";
import { planesOfKind } from "../../../src/domain/mpr/plane-stack.ts";
import { voxelPlane } from "../../../src/domain/mpr/voxel-plane.ts";
import type { ImageTarget, PlaneTarget } from "../../../src/editor/image-target.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import type { ToolEvent } from "../../../src/editor/tool-event.ts";
import { at, frame, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";
import { straight, waveVolume } from "../../support/mpr-volumes.ts";

const [columns, rows, count] = [40, 30, 12] as const;
const { grid } = waveVolume(straight, "i16", { size: [columns, rows, count] });
const slices: readonly ImageTarget[] = Array.from({ length: count }, (_, slice) => ({
  ...frame(slice),
  columns,
  rows,
}));

function planeOf(kind: "coronal" | "sagittal", number: number): PlaneTarget {
  const found = voxelPlane(grid, planesOfKind(grid, kind), number);
  if (!found) throw new Error("the plane has no voxels");
  return { ...found, id: kind, slices };
}

function makeEditor(change: Parameters<typeof makeTestEditor>[0] = {}): TestEditor {
  const editor = makeTestEditor(change);
  const here = slices[5];
  if (here) editor.session.tools.setTarget(here);
  return editor;
}

const plain = {
  modifiers: { shift: false, alt: false, ctrl: false },
  pointerType: "mouse",
  scale: 1,
} as const;

/** A stroke through points of a plane. */
function stroke(editor: TestEditor, plane: PlaneTarget, points: readonly (readonly [number, number])[]) {
  const { tools } = editor.session;
  const sample = ([x, y]: readonly [number, number]) => ({ x, y, pressure: 0.5, timeMs: editor.nowMs() });
  const [first = [0, 0]] = points;
  const last = points.at(-1) ?? first;
  const events: ToolEvent[] = [
    { type: "down", sample: sample(first), button: "primary", ...plain },
    { type: "move", samples: points.map(sample), ...plain },
    { type: "up", sample: sample(last), ...plain },
  ];
  return events.map((event) => tools.dispatchOn(plane, event));
}

/** Every painted voxel with the label that it belongs to. */
function voxels(session: EditorSession): Map<string, string> {
  const found = new Map<string, string>();
  for (const label of session.records.annotations())
    for (const [row, from, to] of session.masks.spansOf(label.instanceUid, columns, rows) ?? [])
      for (let column = from; column < to; column++)
        found.set(`${column} ${row} ${label.target.frame - 1}`, label.instanceUid);
  return found;
}
const things = (session: EditorSession) => [...new Set(session.records.annotations().map(objectOf))];
const acts = (session: EditorSession) => session.history.undoLabels().map(({ actionId }) => actionId);

describe("a stroke on a plane through the volume", () => {
  test("paints one thing on every slice that it meets, in one undo step", () => {
    const editor = makeEditor();
    editor.session.tools.setTool("brush");
    editor.session.tools.setOptions({ brushSizePx: 2 });
    const plane = planeOf("coronal", 12);
    // Rows of the plane are slices, the highest first; 0.8 mm radius against 2 mm between slices.
    stroke(editor, plane, [
      [10, 2],
      [10, 7],
    ]);
    expect(things(editor.session)).toHaveLength(1);
    const painted = [...voxels(editor.session).keys()];
    expect(painted.sort()).toEqual(
      [4, 5, 6, 7, 8, 9].flatMap((slice) => [9, 10, 11].map((x) => `${x} 12 ${slice}`)).sort(),
    );
    expect(acts(editor.session)).toEqual(["draw-brush"]);
    editor.session.history.undo();
    expect(voxels(editor.session).size).toBe(0);
    expect(editor.session.records.annotations()).toEqual([]);
    editor.session.history.redo();
    expect([...voxels(editor.session).keys()].sort()).toEqual(painted);
  });
  test("goes on with the thing that is selected, whichever plane or image it was painted on", () => {
    const editor = makeEditor();
    editor.session.tools.setOptions({ brushSizePx: 4 });
    at(editor).tool("brush").down(10, 12).move(20, 12).up();
    const [own] = editor.session.records.annotations();
    stroke(editor, planeOf("coronal", 12), [
      [10, 3],
      [10, 8],
    ]);
    stroke(editor, planeOf("sagittal", 20), [
      [10, 4],
      [14, 4],
    ]);
    const slice = slices[5];
    if (slice) editor.session.tools.setTarget(slice);
    at(editor).down(24, 20).move(28, 20).up();
    expect(things(editor.session)).toEqual([own?.instanceUid]);
    // One label on each slice.
    const frames = editor.session.records.annotations().map(({ target }) => target.frame);
    expect(new Set(frames).size).toBe(frames.length);
    editor.session.records.newInstance();
    stroke(editor, planeOf("coronal", 3), [
      [5, 5],
      [9, 5],
    ]);
    expect(things(editor.session)).toHaveLength(2);
  });
  test("erases that thing on all slices, or every unlocked one, in one undo step", () => {
    const editor = makeEditor();
    const { tools, history, records } = editor.session;
    tools.setOptions({ brushSizePx: 2 });
    tools.setTool("brush");
    const plane = planeOf("sagittal", 20);
    stroke(editor, plane, [
      [8, 2],
      [8, 9],
    ]);
    const before = voxels(editor.session);
    tools.setTool("eraser");
    stroke(editor, plane, [
      [8, 4],
      [8, 7],
    ]);
    const left = voxels(editor.session);
    expect([...new Set([...left.keys()].map((key) => Number(key.split(" ")[2])))].sort()).toEqual([
      2, 3, 8, 9,
    ]);
    history.undo();
    expect(voxels(editor.session)).toEqual(before);
    // Without a selection nothing is meant, unless all are.
    records.select([]);
    stroke(editor, plane, [
      [8, 4],
      [8, 6],
    ]);
    expect(tools.notice()?.code).toBe("no-active-label");
    tools.setOptions({ eraserScope: "unlocked" });
    stroke(editor, plane, [
      [8, 1],
      [8, 10],
    ]);
    expect(voxels(editor.session).size).toBe(0);
  });
  test("with a ball it is round in the patient, by brute force over all voxels", () => {
    const editor = makeEditor();
    editor.session.tools.setTool("brush");
    editor.session.tools.setOptions({ brushSizePx: 10, sphere: true });
    const plane = planeOf("coronal", 12);
    stroke(editor, plane, [[20, 5]]);
    const slice = count - 1 - 5;
    const wish: string[] = [];
    for (let z = 0; z < count; z++)
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++)
          if (Math.hypot((x - 20) * 0.8, (y - 12) * 0.7, (z - slice) * 2) <= 5 * 0.8)
            wish.push(`${x} ${y} ${z}`);
    expect([...voxels(editor.session).keys()].sort()).toEqual(wish.sort());
    expect(wish.length).toBeGreaterThan(100);
  });
  test("stays within the range of values of each slice", () => {
    // Bright on even slices only.
    const editor = makeEditor({
      valuesOf:
        ({ frameIndex }) =>
        () =>
          frameIndex % 2 === 0 ? 100 : 0,
    });
    editor.session.tools.setTool("threshold");
    editor.session.tools.setOptions({ brushSizePx: 2, range: { low: 50, high: 150 } });
    stroke(editor, planeOf("coronal", 12), [
      [10, 1],
      [10, 10],
    ]);
    const painted = new Set([...voxels(editor.session).keys()].map((key) => Number(key.split(" ")[2])));
    expect([...painted].sort((a, b) => a - b)).toEqual([2, 4, 6, 8, 10]);
  });
  test("leaves locked things alone", () => {
    const editor = makeEditor();
    editor.session.tools.setTool("brush");
    const plane = planeOf("coronal", 12);
    stroke(editor, plane, [
      [10, 2],
      [10, 7],
    ]);
    const before = voxels(editor.session);
    const { records, tools } = editor.session;
    records.setLocked(records.selection(), true);
    stroke(editor, plane, [
      [30, 2],
      [30, 7],
    ]);
    expect(tools.notice()?.code).toBe("label-locked");
    expect(voxels(editor.session)).toEqual(before);
  });
  test("is not ended by the image that arrives, takes no events of other pictures, and comes back after a kill", () => {
    const editor = makeEditor();
    const { tools } = editor.session;
    tools.setTool("brush");
    const plane = planeOf("coronal", 12);
    const sample = (x: number, y: number) => ({ x, y, pressure: 0.5, timeMs: editor.nowMs() });
    tools.dispatchOn(plane, { type: "down", sample: sample(10, 2), button: "primary", ...plain });
    tools.dispatchOn(plane, { type: "move", samples: [sample(10, 5)], ...plain });
    const other = slices[8];
    if (other) tools.setTarget(other);
    expect(tools.drawing()).toBe(true);
    expect(tools.dispatch({ type: "move", samples: [sample(35, 25)], ...plain })).toBe(false);
    const elsewhere = planeOf("sagittal", 5);
    expect(tools.dispatchOn(elsewhere, { type: "move", samples: [sample(3, 3)], ...plain })).toBe(false);
    expect(tools.preview()).toMatchObject({ kind: "brush", onPlane: { id: "coronal" } });
    editor.wait(500);
    const draft = structuredClone(editor.drafts.at(-1));
    tools.dispatchOn(plane, { type: "up", sample: sample(10, 5), ...plain });
    const fresh = makeEditor();
    expect(fresh.session.tools.replayDraft(draft)).toBe(true);
    expect([...voxels(fresh.session).keys()].sort()).toEqual([...voxels(editor.session).keys()].sort());
    expect(voxels(fresh.session).size).toBeGreaterThan(0);
    // The next stroke on the image is one on the image again.
    at(fresh).tool("brush").down(3, 3).move(8, 3).up();
    expect(fresh.session.tools.preview()).not.toHaveProperty("onPlane");
  });
  test("shapes are not drawn there", () => {
    const editor = makeEditor();
    editor.session.tools.setTool("box");
    expect(
      stroke(editor, planeOf("coronal", 12), [
        [3, 3],
        [9, 9],
      ]),
    ).toEqual([false, false, false]);
    expect(editor.session.records.annotations()).toEqual([]);
  });
  test("what lies at a voxel is found on whichever slice", () => {
    const editor = makeEditor();
    editor.session.tools.setTool("brush");
    editor.session.tools.setOptions({ brushSizePx: 2 });
    stroke(editor, planeOf("coronal", 12), [
      [10, 2],
      [10, 7],
    ]);
    const { masks } = editor.session;
    const [eight, one] = [slices[8], slices[1]];
    if (!eight || !one) throw new Error("no slices");
    expect(masks.labelAt(eight, [10, 12])?.target.frame).toBe(9);
    expect(masks.labelAt(one, [10, 12])).toBeNull();
    expect(masks.labelAt(eight, [38, 28])).toBeNull();
  });
});
