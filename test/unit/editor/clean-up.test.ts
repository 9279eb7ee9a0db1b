import { describe, expect, test } from "vitest";
import type { ImageTarget } from "../../../src/editor/image-target.ts";
import { at, frame, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";

const stackOf = () => [0, 1, 2].map((frameIndex) => ({ target: frame(frameIndex), alongMm: 5 * frameIndex }));
/** Rows 2 mm apart, columns 0.5 mm. */
const measured = (frameIndex = 0): ImageTarget => ({
  ...frame(frameIndex),
  measure: { spacingMm: [2, 0.5], spacingKind: "patient" },
});
const make = (classId = "mass") => makeTestEditor({ stackOf }, 1, classId);
const labels = ({ session }: TestEditor) => session.records.annotations();
const uidOf = (editor: TestEditor, index = 0) => labels(editor)[index]?.instanceUid ?? "none";
const pixels = ({ session }: TestEditor, uid: string) =>
  new Set(
    (session.masks.spansOf(uid, 200, 150) ?? []).flatMap(([row, from, to]) =>
      Array.from({ length: to - from }, (_, step) => `${from + step},${row}`),
    ),
  );
/** Whether anything came of copying the selection to the neighbour frame. */
const isCopied = (cleanUp: TestEditor["session"]["cleanUp"], by: 1 | -1): boolean => {
  let copied = false;
  cleanUp.copyToNeighbour(by, () => {
    copied = true;
  });
  return copied;
};
const said = ({ session }: TestEditor) => session.tools.notice()?.code;
const paint = (editor: TestEditor, size: number, ...places: (readonly [number, number])[]) => {
  editor.session.tools.setOptions({ brushSizePx: size });
  const hand = at(editor).tool("brush");
  for (const [x, y] of places) hand.tap(x, y);
};
/** Undo brings back every pixel and record, redo does it again. */
const undoes = async (editor: TestEditor, act: () => void) => {
  const state = () =>
    JSON.stringify([
      labels(editor),
      labels(editor).map(({ instanceUid }) => [...pixels(editor, instanceUid)].sort()),
    ]);
  const before = state();
  const steps = editor.session.history.undoLabels().length;
  act();
  expect(editor.session.history.undoLabels()).toHaveLength(steps + 1);
  const after = state();
  expect(after).not.toBe(before);
  editor.session.history.undo();
  expect(state()).toBe(before);
  editor.session.history.redo();
  expect(state()).toBe(after);
};

describe("clean-up of a mask", () => {
  test("fills a hole, drops islands and keeps the largest part, each as one step", async () => {
    const editor = make();
    const { cleanUp, tools } = editor.session;
    paint(editor, 40, [60, 60]);
    tools.setOptions({ brushSizePx: 10 });
    at(editor).tool("eraser").tap(60, 60);
    paint(editor, 6, [100, 60], [120, 100]);
    const uid = uidOf(editor);
    expect(pixels(editor, uid).has("60,60")).toBe(false);
    await undoes(editor, () => cleanUp.clean("fill-holes"));
    expect(pixels(editor, uid).has("60,60")).toBe(true);
    tools.setOptions({ clean: { islandPx: 100, marginMm: 2, smoothMm: 2, allSlices: false } });
    await undoes(editor, () => cleanUp.clean("remove-islands"));
    expect(pixels(editor, uid).has("100,60")).toBe(false);
    expect(pixels(editor, uid).has("60,60")).toBe(true);
    cleanUp.clean("keep-largest");
    expect(said(editor)).toBe("nothing-changed");
  });
  test("grows and shrinks by millimetres in each direction", async () => {
    const editor = make();
    const { cleanUp, tools } = editor.session;
    tools.setTarget(measured());
    paint(editor, 2, [60, 60]);
    tools.setOptions({ clean: { islandPx: 1, marginMm: 4, smoothMm: 2, allSlices: false } });
    const uid = uidOf(editor);
    await undoes(editor, () => cleanUp.clean("grow-label"));
    const grown = pixels(editor, uid);
    // A plus of 5 pixels, and 4 mm: 8 columns, 2 rows.
    expect([grown.has("69,60"), grown.has("70,60"), grown.has("60,63"), grown.has("60,64")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    await undoes(editor, () => cleanUp.clean("shrink-label"));
    expect(pixels(editor, uid).has("60,60")).toBe(true);
    expect(pixels(editor, uid).size).toBeLessThan(20);
  });
  test("on all images of a thing when asked to, and never on locked ones", () => {
    const editor = make();
    const { cleanUp, tools, records } = editor.session;
    paint(editor, 40, [60, 60]);
    tools.setTarget(frame(1));
    paint(editor, 40, [60, 60]);
    tools.setOptions({ clean: { islandPx: 1, marginMm: 3, smoothMm: 2, allSlices: true } });
    const sizes = () => labels(editor).map(({ instanceUid }) => pixels(editor, instanceUid).size);
    const before = sizes();
    cleanUp.clean("shrink-label");
    expect(sizes().every((size, index) => size < (before[index] ?? 0))).toBe(true);
    records.setLocked([uidOf(editor, 1)], true);
    const locked = sizes();
    cleanUp.clean("shrink-label");
    expect(said(editor)).toBe("label-locked");
    expect(sizes()).toEqual(locked);
  });
  test("a mask that shrinks to nothing is gone, and undo brings it back", async () => {
    const editor = make();
    paint(editor, 6, [60, 60]);
    editor.session.tools.setOptions({ clean: { islandPx: 1, marginMm: 30, smoothMm: 2, allSlices: false } });
    await undoes(editor, () => editor.session.cleanUp.clean("shrink-label"));
    expect(labels(editor)).toEqual([]);
  });
  test("says what it needs: a label, a mask", () => {
    const editor = make();
    const { cleanUp, records } = editor.session;
    cleanUp.clean("fill-holes");
    expect(said(editor)).toBe("choose-one");
    at(editor).tool("box").down(10, 10).move(40, 40).up();
    cleanUp.clean("fill-holes");
    expect(said(editor)).toBe("needs-mask");
    cleanUp.merge();
    expect(said(editor)).toBe("choose-two");
    paint(editor, 20, [100, 100]);
    records.select([uidOf(editor, 1)]);
    cleanUp.shapeToMask();
    expect(said(editor)).toBe("needs-shape");
  });
});

describe("two labels", () => {
  const two = () => {
    const editor = make("mass");
    paint(editor, 40, [60, 60]);
    const first = uidOf(editor);
    editor.session.records.newInstance();
    at(editor).tool("box").down(60, 40).move(100, 80).up();
    const second = uidOf(editor, 1);
    const [a, b] = [pixels(editor, first), pixels(editor, second)];
    editor.session.records.select([first]);
    return { editor, first, second, a, b };
  };
  test.each([
    ["unite-labels", (a: Set<string>, b: Set<string>) => new Set([...a, ...b])],
    ["subtract-labels", (a: Set<string>, b: Set<string>) => new Set([...a].filter((one) => !b.has(one)))],
    ["intersect-labels", (a: Set<string>, b: Set<string>) => new Set([...a].filter((one) => b.has(one)))],
  ] as const)("%s gives exactly the set of pixels, and the other stays", async (operation, set) => {
    const { editor, first, second, a, b } = two();
    await undoes(editor, () => editor.session.cleanUp.combine(operation, second));
    expect([...pixels(editor, first)].sort()).toEqual([...set(a, b)].sort());
    expect(pixels(editor, second)).toEqual(b);
  });
  test("merged, the older instance keeps its id, gets all pixels and names the other", async () => {
    const { editor, first, second, a, b } = two();
    editor.session.records.select([second, first]);
    await undoes(editor, () => editor.session.cleanUp.merge());
    expect(labels(editor)).toHaveLength(1);
    expect(labels(editor)[0]).toMatchObject({
      instanceUid: first,
      geometry: { type: "mask" },
      provenance: { derivedFrom: [second] },
    });
    expect([...pixels(editor, first)].sort()).toEqual([...new Set([...a, ...b])].sort());
  });
  test("split, every part is a new instance that names the old one", async () => {
    const editor = make();
    paint(editor, 20, [50, 50], [100, 50], [150, 50]);
    const old = uidOf(editor);
    const all = pixels(editor, old);
    await undoes(editor, () => editor.session.cleanUp.split());
    expect(labels(editor)).toHaveLength(3);
    const parts = labels(editor).map(({ instanceUid }) => pixels(editor, instanceUid));
    expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(all.size);
    for (const label of labels(editor)) {
      expect(label.instanceUid).not.toBe(old);
      expect(label.provenance.derivedFrom).toEqual([old]);
    }
    expect(
      new Set(labels(editor).map(({ geometry }) => geometry.type === "mask" && geometry.segmentIndex)).size,
    ).toBe(3);
  });
});

describe("shape and mask", () => {
  test("a shape becomes exactly its pixels under the same instance", async () => {
    const editor = make();
    at(editor).tool("ellipse").down(30, 30).move(80, 60).up();
    const uid = uidOf(editor);
    const before = pixels(editor, uid);
    await undoes(editor, () => editor.session.cleanUp.shapeToMask());
    expect(labels(editor)[0]).toMatchObject({ instanceUid: uid, geometry: { type: "mask" } });
    expect(pixels(editor, uid)).toEqual(before);
  });
  test("a mask with a hole becomes a polygon with a hole, near its pixels; one of two parts is refused", async () => {
    const editor = make();
    const { cleanUp, tools } = editor.session;
    paint(editor, 60, [80, 80]);
    tools.setOptions({ brushSizePx: 16 });
    at(editor).tool("eraser").tap(80, 80);
    const uid = uidOf(editor);
    const before = pixels(editor, uid);
    await undoes(editor, () => cleanUp.maskToShape());
    const geometry = labels(editor)[0]?.geometry;
    expect(geometry?.type === "polygon" && geometry.holes?.length).toBe(1);
    const after = pixels(editor, uid);
    const both = [...before].filter((one) => after.has(one)).length;
    expect((2 * both) / (before.size + after.size)).toBeGreaterThan(0.98);
    const parted = make();
    paint(parted, 20, [50, 50], [100, 50]);
    parted.session.cleanUp.maskToShape();
    expect(said(parted)).toBe("split-first");
    expect(labels(parted)[0]?.geometry.type).toBe("mask");
  });
});

describe("copy to the next image", () => {
  test("a mask of one image becomes a new instance that names it; a slice of a thing stays one of it", async () => {
    const editor = make();
    const { cleanUp, tools, records } = editor.session;
    paint(editor, 30, [60, 60]);
    const first = uidOf(editor);
    expect(isCopied(cleanUp, 1)).toBe(true);
    const [, copy] = labels(editor);
    expect(copy).toMatchObject({
      target: { frame: 2 },
      classId: "mass",
      provenance: { derivedFrom: [first] },
    });
    expect(copy?.objectUid).toBeUndefined();
    expect(pixels(editor, copy?.instanceUid ?? "")).toEqual(pixels(editor, first));
    editor.session.history.undo();
    expect(labels(editor)).toHaveLength(1);
    records.select([first]);
    tools.setTarget(frame(1));
    paint(editor, 30, [60, 60]);
    expect(isCopied(cleanUp, 1)).toBe(true);
    const third = labels(editor).find(({ target }) => target.frame === 3);
    expect(third).toMatchObject({ objectUid: first });
    tools.setTarget(frame(2));
    records.select([third?.instanceUid ?? ""]);
    expect(isCopied(cleanUp, 1)).toBe(false);
    expect(said(editor)).toBe("no-neighbour");
    expect(isCopied(cleanUp, -1)).toBe(false);
    expect(said(editor)).toBe("already-there");
  });
});

describe("an outline that crosses itself", () => {
  test("becomes what it goes round under the same instance, in one undo step; one that does not is left alone", async () => {
    const editor = make();
    const { cleanUp, records } = editor.session;
    const loops = Array.from({ length: 49 }, (_, step): readonly [number, number] => {
      const turn = (step / 48) * 4 * Math.PI;
      const radius = 30 + 12 * Math.cos(turn / 2);
      return [80 + radius * Math.cos(turn), 70 + radius * Math.sin(turn)];
    });
    const [first = [0, 0]] = loops;
    at(editor).tool("freehand").down(first[0], first[1]).moves(loops).up();
    const uid = uidOf(editor);
    expect(labels(editor)[0]?.geometry.type).toBe("polygon");
    expect(cleanUp.mayFix()).toBe(true);
    // Wound round twice, so out by the even-odd rule.
    expect(pixels(editor, uid).has("80,70")).toBe(false);
    await undoes(editor, () => cleanUp.fix());
    expect(pixels(editor, uid).has("80,70")).toBe(true);
    records.select([uid]);
    expect(cleanUp.mayFix()).toBe(false);
    const before = labels(editor);
    cleanUp.fix();
    expect(labels(editor)).toEqual(before);
    expect(said(editor)).toBe("nothing-changed");
  });
});

describe("copy and paste", () => {
  test("on the same image the copy lies beside its original, is a new instance that names it, and one undo step", async () => {
    const editor = make();
    const { cleanUp } = editor.session;
    paint(editor, 20, [50, 50]);
    const first = uidOf(editor);
    cleanUp.copySelection();
    await undoes(editor, () => cleanUp.pasteCopied());
    const [, copy] = labels(editor);
    expect(copy).toMatchObject({ classId: "mass", provenance: { origin: "human", derivedFrom: [first] } });
    expect(copy?.objectUid).toBeUndefined();
    const moved = [...pixels(editor, first)].map((text) => {
      const [x = 0, y = 0] = text.split(",").map(Number);
      return `${x + 10},${y + 10}`;
    });
    // Both are of one class that overlaps with itself: nobody loses a pixel.
    expect([...pixels(editor, copy?.instanceUid ?? "")].sort()).toEqual(moved.sort());
  });
  test("pasted again, a copy lies beside the one before; what was undone leaves its place", () => {
    const editor = make();
    const { cleanUp, history, tools } = editor.session;
    // Labels have no order of their own.
    const corners = (image: number) =>
      labels(editor)
        .filter(({ target }) => target.frame === image)
        .map(({ geometry }) => (geometry.type === "box" ? geometry.boxImage.slice(0, 2) : []))
        .toSorted(([a = 0], [b = 0]) => a - b);
    at(editor).tool("box").down(20, 20).move(60, 50).up();
    cleanUp.copySelection();
    for (let time = 0; time < 2; time++) cleanUp.pasteCopied();
    const three = [20, 30, 40].map((place) => [place, place]);
    expect(corners(1)).toEqual(three);
    history.undo();
    cleanUp.pasteCopied();
    expect(corners(1)).toEqual(three);
    tools.setTarget(frame(1));
    for (let time = 0; time < 2; time++) cleanUp.pasteCopied();
    expect(corners(2)).toEqual([20, 30].map((place) => [place, place]));
  });
  test("on another image it lies where it was, is of what was copied, and outlives its original", () => {
    const editor = make();
    const { cleanUp, records, tools } = editor.session;
    at(editor).tool("box").down(20, 20).move(60, 50).up();
    paint(editor, 20, [90, 90]);
    records.select([uidOf(editor, 0), uidOf(editor, 1)]);
    const before = pixels(editor, uidOf(editor, 1));
    cleanUp.copySelection();
    records.remove([uidOf(editor, 0), uidOf(editor, 1)]);
    expect(labels(editor)).toEqual([]);
    tools.setTarget(frame(2));
    cleanUp.pasteCopied();
    expect(labels(editor)).toMatchObject([
      { target: { frame: 3 }, geometry: { type: "box", boxImage: [20, 20, 60, 50] } },
      { target: { frame: 3 }, geometry: { type: "mask" } },
    ]);
    expect(pixels(editor, uidOf(editor, 1))).toEqual(before);
    expect(records.selection()).toEqual([uidOf(editor, 0), uidOf(editor, 1)]);
  });
  test("at the border it lies towards the middle; on an image of another size it is refused with a word", () => {
    const editor = make();
    const { cleanUp, tools } = editor.session;
    at(editor).tool("box").down(150, 100).move(199, 149).up();
    cleanUp.copySelection();
    cleanUp.pasteCopied();
    const [, copy] = labels(editor);
    expect(copy?.geometry).toMatchObject({ boxImage: [140, 90, 189, 139] });
    tools.setTarget({ ...frame(1), columns: 100 });
    cleanUp.pasteCopied();
    expect(said(editor)).toBe("other-size");
    expect(labels(editor)).toHaveLength(2);
  });
});
