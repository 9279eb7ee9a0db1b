import { describe, expect, test } from "vitest";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import { ellipseSpans, spansToMask } from "../../../src/domain/rasterize.ts";
import type { CandidateAnswer, CandidateRequest, GrowRequest } from "../../../src/editor/candidate-types.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, frame, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";

const disc = (x: number, y: number, radius: number) =>
  encodeMaskRle(spansToMask(ellipseSpans([x, y], [radius, radius], 0, 200, 150), 200, 150));

function withRequests(classId: string | null = "mass"): { editor: TestEditor; requests: GrowRequest[] } {
  const requests: GrowRequest[] = [];
  const requestCandidate = (request: CandidateRequest) => request.kind === "grow" && requests.push(request);
  const editor = makeTestEditor({ requestCandidate }, 1, classId);
  return { editor, requests };
}
/** Discs on frames. */
const answer = (...frames: (readonly [frameIndex: number, x: number])[]): CandidateAnswer => ({
  frames: frames.map(([frameIndex, x]) => ({ target: frame(frameIndex), mask: disc(x, 70, 10) })),
  pixels: frames.length * 317,
  capped: false,
});
const area = (session: EditorSession, uid: string) =>
  (session.masks.spansOf(uid, 200, 150) ?? []).reduce((sum, [, from, to]) => sum + to - from, 0);
const annotations = ({ session }: TestEditor) => session.records.annotations();

describe("wand", () => {
  test("asks at the pixel of the click, and dragging right or up asks for more, left for less", () => {
    const { editor, requests } = withRequests();
    editor.session.tools.setOptions({ tolerance: 40 });
    at(editor).tool("wand").down(30.4, 40.6).move(60, 41).move(10, 41).up();
    expect(requests.map(({ seedImage, volume }) => [seedImage, volume])).toEqual(
      Array.from({ length: 3 }, () => [[30, 41], false]),
    );
    const tolerances = requests.map(({ tolerance }) => tolerance);
    expect(tolerances[0]).toBe(40);
    expect(tolerances[1]).toBeGreaterThan(40);
    expect(tolerances[2]).toBeLessThan(40);
    expect(editor.session.tools.options().tolerance).toBe(tolerances[2]);
  });
  test("outside of the image asks for nothing", () => {
    const { editor, requests } = withRequests();
    at(editor).tool("wand").tap(-5, 10).tap(250, 10);
    expect(requests).toEqual([]);
  });
  test("an answer is a candidate until it is accepted: then one label, one undo step", async () => {
    const { editor, requests } = withRequests();
    at(editor).tool("wand").tap(50, 70);
    editor.session.candidates.showCandidate(requests[0]?.revision ?? 0, answer([0, 50]));
    expect(annotations(editor)).toEqual([]);
    editor.session.candidates.acceptCandidate();
    expect(annotations(editor)).toMatchObject([
      { classId: "mass", geometry: { type: "mask" }, provenance: { origin: "classical", acceptedBy: "u1" } },
    ]);
    expect(area(editor.session, annotations(editor)[0]?.instanceUid ?? "")).toBe(317);
    expect(editor.session.candidates.candidate()).toBeNull();
    await editor.session.history.flush();
    expect(editor.rows.map(({ actionId }) => actionId)).toEqual(["grow-region"]);
    editor.session.history.undo();
    expect(annotations(editor)).toEqual([]);
  });
  test("answers to an older question are dropped, and so is the candidate by Esc, another tool and another frame", () => {
    const { editor, requests } = withRequests();
    const { candidates, tools } = editor.session;
    at(editor).tool("wand").tap(50, 70).tap(60, 70);
    candidates.showCandidate(requests[0]?.revision ?? 0, answer([0, 50]));
    expect(candidates.candidate()?.state).toBe("waiting");
    candidates.dropCandidate();
    candidates.showCandidate(requests[1]?.revision ?? 0, answer([0, 50]));
    expect(candidates.candidate()).toBeNull();
    at(editor).tap(50, 70);
    tools.setTarget(frame(1));
    expect(candidates.candidate()).toBeNull();
    at(editor).tap(50, 70);
    tools.setTool("brush");
    expect(candidates.candidate()).toBeNull();
  });
  test("adds to the selected label of the class, stays in the editable area, and never makes a locked one larger", () => {
    const { editor, requests } = withRequests();
    const { candidates, tools, records } = editor.session;
    tools.setOptions({ brushSizePx: 20 });
    at(editor).tool("brush").tap(60, 70);
    const uid = annotations(editor)[0]?.instanceUid ?? "";
    at(editor).tool("wand").tap(50, 70);
    candidates.showCandidate(requests.at(-1)?.revision ?? 0, answer([0, 50]));
    candidates.acceptCandidate();
    expect(annotations(editor)).toHaveLength(1);
    const grown = area(editor.session, uid);
    expect(grown).toBeGreaterThan(317);
    records.setLocked([uid], true);
    at(editor).tap(90, 70);
    candidates.showCandidate(requests.at(-1)?.revision ?? 0, answer([0, 90]));
    candidates.acceptCandidate();
    expect(tools.notice()?.code).toBe("label-locked");
    expect(area(editor.session, uid)).toBe(grown);
    records.setLocked([uid], false);
    records.newInstance();
    tools.setOptions({ area: { kind: "outside" } });
    at(editor).tap(65, 70);
    candidates.showCandidate(requests.at(-1)?.revision ?? 0, answer([0, 65]));
    candidates.acceptCandidate();
    expect(area(editor.session, uid)).toBe(grown);
    expect(annotations(editor)).toHaveLength(2);
  });
  test("a range that limits paint limits the growth, and without one it says so", () => {
    const { editor, requests } = withRequests();
    editor.session.tools.setOptions({ area: { kind: "range" } });
    at(editor).tool("wand").tap(50, 70);
    expect(editor.session.tools.notice()?.code).toBe("no-range");
    editor.session.tools.setOptions({ range: { low: 10, high: 90 } });
    at(editor).tap(50, 70);
    expect(requests.map(({ within }) => within)).toEqual([{ low: 10, high: 90 }]);
  });
});

describe("region grow 3-D", () => {
  test("becomes one thing in space, named by the slice of the click, in one undo step", () => {
    const { editor, requests } = withRequests();
    const { candidates, tools } = editor.session;
    tools.setTarget(frame(1));
    at(editor).tool("region").tap(50, 70);
    expect(requests[0]).toMatchObject({ volume: true, target: { frameIndex: 1 } });
    tools.setTarget(frame(2)); // looking at the other slices keeps it
    candidates.showCandidate(requests[0]?.revision ?? 0, answer([0, 48], [1, 50], [2, 52]));
    candidates.acceptCandidate();
    const labels = annotations(editor);
    const root = labels.find(({ target }) => target.frame === 2);
    expect(labels).toHaveLength(3);
    expect(root?.objectUid).toBeUndefined();
    expect(labels.filter((label) => label !== root).map(({ objectUid }) => objectUid)).toEqual([
      root?.instanceUid,
      root?.instanceUid,
    ]);
    expect(new Set(labels.map(({ instanceUid }) => instanceUid)).size).toBe(3);
    editor.session.history.undo();
    expect(annotations(editor)).toEqual([]);
    editor.session.history.redo();
    expect(annotations(editor)).toHaveLength(3);
  });
  test("what falls apart into hundreds of thousands of pieces is not kept, and says so", () => {
    const { editor, requests } = withRequests();
    at(editor).tool("region").tap(50, 70);
    const bits = new Uint8Array(200 * 150).map((_, pixel) => pixel % 2);
    const mask = encodeMaskRle({ columns: 200, rows: 150, bits });
    const frames = Array.from({ length: 20 }, (_, index) => ({ target: frame(index), mask }));
    editor.session.candidates.showCandidate(requests[0]?.revision ?? 0, { frames, pixels: 1, capped: false });
    editor.session.candidates.acceptCandidate();
    expect(editor.session.tools.notice()?.code).toBe("too-frayed");
    expect(annotations(editor)).toEqual([]);
    expect(editor.session.candidates.candidate()?.state).toBe("shown");
  });
  test("waits for its class as a whole", () => {
    const { editor, requests } = withRequests(null);
    at(editor).tool("region").tap(50, 70);
    editor.session.candidates.showCandidate(requests[0]?.revision ?? 0, answer([0, 50], [1, 50]));
    editor.session.candidates.acceptCandidate();
    expect(editor.session.tools.needsClass()).toBe(true);
    editor.session.tools.chooseClass("liver");
    expect(annotations(editor).map(({ classId }) => classId)).toEqual(["liver", "liver"]);
  });
  test("class, lock and eye of one slice are those of the whole thing", () => {
    const { editor, requests } = withRequests();
    const { candidates, records } = editor.session;
    at(editor).tool("region").tap(50, 70);
    candidates.showCandidate(requests[0]?.revision ?? 0, answer([0, 50], [1, 50]));
    candidates.acceptCandidate();
    const uid = annotations(editor)[1]?.instanceUid ?? "";
    records.relabel([uid], "cyst");
    records.setHidden([uid], true);
    records.setLocked([uid], true);
    expect(annotations(editor).map(({ classId, hidden, locked }) => [classId, hidden, locked])).toEqual([
      ["cyst", true, true],
      ["cyst", true, true],
    ]);
  });
});

describe("one thing over several slices", () => {
  test("paint on another slice goes on with the same thing until a new one is asked for", () => {
    const editor = makeTestEditor();
    const { tools, records } = editor.session;
    at(editor).tool("brush").tap(50, 50);
    tools.setTarget(frame(1));
    at(editor).tap(52, 50);
    tools.setTarget(frame(0));
    at(editor).tap(90, 50);
    const [first, second] = annotations(editor);
    expect(annotations(editor)).toHaveLength(2);
    expect(second?.objectUid).toBe(first?.instanceUid);
    tools.setTarget(frame(1));
    records.newInstance();
    at(editor).tap(120, 50);
    const third = annotations(editor).at(-1);
    expect(third?.objectUid).toBeUndefined();
    tools.setTarget(frame(0));
    tools.chooseClass("liver");
    at(editor).tap(150, 100);
    expect(annotations(editor).at(-1)?.objectUid).toBeUndefined();
    expect(annotations(editor)).toHaveLength(4);
  });
  test("the eraser takes from the slice of the thing that was worked on", () => {
    const editor = makeTestEditor();
    const { tools } = editor.session;
    at(editor).tool("brush").tap(50, 50);
    tools.setTarget(frame(1));
    at(editor).tap(50, 50);
    tools.setTarget(frame(0));
    tools.setOptions({ brushSizePx: 60 });
    at(editor).tool("eraser").tap(50, 50);
    expect(annotations(editor).map(({ target }) => target.frame)).toEqual([2]);
  });
  test("a slice leaves its thing and joins another; what stays behind stays one thing; all in single undo steps", () => {
    const editor = makeTestEditor();
    const { tools, records, history } = editor.session;
    at(editor).tool("brush").tap(50, 50);
    for (const index of [1, 2]) {
      tools.setTarget(frame(index));
      at(editor).tap(50, 50);
    }
    const uid = (index: number) =>
      annotations(editor).find(({ target }) => target.frame === index + 1)?.instanceUid ?? "";
    const things = () =>
      [0, 1, 2].map(
        (index) => annotations(editor).find(({ target }) => target.frame === index + 1)?.objectUid,
      );
    expect(things()).toEqual([undefined, uid(0), uid(0)]);
    records.setThing([uid(0)], null);
    expect(things()).toEqual([undefined, undefined, uid(1)]);
    records.setThing([uid(0)], uid(1));
    expect(things()).toEqual([uid(1), undefined, uid(1)]);
    history.undo();
    history.undo();
    expect(things()).toEqual([undefined, uid(0), uid(0)]);
    records.newInstance();
    at(editor).tap(120, 50);
    records.setThing(records.selection(), uid(0));
    expect(tools.notice()?.code).toBe("already-there");
    records.removeThings([uid(1)]);
    expect(annotations(editor)).toHaveLength(1);
  });
});
