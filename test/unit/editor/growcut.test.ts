import { expect, test } from "vitest";
import { type Annotation, objectOf } from "../../../src/domain/annotation.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import type { CandidateRequest, SeedRequest } from "../../../src/editor/candidate-types.ts";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

const square = (x: number, y: number, side: number) => {
  const bits = new Uint8Array(200 * 150);
  for (let row = y; row < y + side; row++) bits.fill(1, row * 200 + x, row * 200 + x + side);
  return encodeMaskRle({ columns: 200, rows: 150, bits });
};

function makeEditor() {
  const requests: CandidateRequest[] = [];
  const editor = makeTestEditor({ requestCandidate: (request) => requests.push(request) });
  editor.session.tools.setOptions({ brushSizePx: 4 });
  const last = (): SeedRequest => {
    const request = requests.at(-1);
    if (request?.kind !== "seeds") throw new Error("no seeds were asked for");
    return request;
  };
  return { editor, requests, last };
}

test("seeds of one kind wait for another; then every stroke asks, and a stroke can be taken back", () => {
  const { editor, requests, last } = makeEditor();
  const { tools, candidates } = editor.session;
  const hand = at(editor).tool("growcut").down(20, 20).move(40, 20).up();
  expect(candidates.candidate()).toMatchObject({ state: "open", request: { classIds: ["mass"] } });
  expect(requests).toEqual([]);
  tools.setOptions({ seedsOf: "background" });
  hand.down(20, 60).move(60, 60).up();
  expect(candidates.candidate()?.state).toBe("waiting");
  expect(last().strokes.map(({ label }) => label)).toEqual([1, 0]);
  tools.setOptions({ seedsOf: "label" });
  tools.chooseClass("cyst");
  hand.down(90, 20).move(110, 20).up();
  expect(last().classIds).toEqual(["mass", "cyst"]);
  expect(last().strokes.map(({ label }) => label)).toEqual([1, 0, 2]);
  expect(requests).toHaveLength(2);
  candidates.dropSeed();
  expect(last().strokes).toHaveLength(2);
  candidates.dropSeed();
  expect(candidates.candidate()?.state).toBe("open");
  candidates.dropSeed();
  expect(candidates.candidate()).toBeNull();
  expect(editor.rows).toEqual([]);
});

test("other images and looking at them keep the seeds, another drawing tool and Esc drop what they are of", () => {
  const { editor } = makeEditor();
  const { tools, candidates } = editor.session;
  const hand = at(editor).tool("growcut").down(20, 20).move(40, 20).up();
  tools.setTarget(frame(1));
  hand.tool("scroll").tool("growcut").down(20, 30).move(40, 30).up();
  expect(candidates.candidate()?.request).toMatchObject({
    strokes: [{ target: { frameIndex: 0 } }, { target: { frameIndex: 1 } }],
  });
  hand.down(20, 90).move(60, 90).key("cancel").up();
  expect(candidates.candidate()?.request).toMatchObject({ strokes: [{}, {}] });
  hand.tool("box");
  expect(candidates.candidate()).toBeNull();
});

test("what has grown becomes one thing for each class on all images, in one undo step; the background nothing", () => {
  const { editor, last } = makeEditor();
  const { tools, candidates, records, history, masks } = editor.session;
  const hand = at(editor).tool("growcut").down(20, 20).move(40, 20).up();
  tools.chooseClass("cyst");
  hand.down(90, 20).move(110, 20).up();
  tools.setOptions({ seedsOf: "background" });
  hand.down(20, 60).move(60, 60).up();
  candidates.showCandidate(last().revision, {
    frames: [
      { target: frame(0), label: 1, mask: square(10, 10, 30) },
      { target: frame(1), label: 1, mask: square(12, 10, 30) },
      { target: frame(0), label: 2, mask: square(80, 10, 20) },
    ],
    pixels: 2200,
    capped: false,
  });
  candidates.acceptCandidate();
  const placeOf = ({ classId, target }: Annotation) => `${classId === "mass" ? 0 : 1} ${target.frame}`;
  const labels = records.annotations().toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  expect(labels.map(({ classId, target }) => [classId, target.frame])).toEqual([
    ["mass", 1],
    ["mass", 2],
    ["cyst", 1],
  ]);
  expect(new Set(labels.map(objectOf)).size).toBe(2);
  expect(labels.map(({ provenance }) => provenance.origin)).toEqual(["classical", "classical", "classical"]);
  const area = (uid: string) =>
    (masks.spansOf(uid, 200, 150) ?? []).reduce((sum, [, from, to]) => sum + to - from, 0);
  expect(labels.map(({ instanceUid }) => area(instanceUid))).toEqual([900, 900, 400]);
  expect(history.undoLabels().map(({ actionId }) => actionId)).toEqual(["grow-cut"]);
  expect(candidates.candidate()).toBeNull();
  history.undo();
  expect(records.annotations()).toEqual([]);
  history.redo();
  expect(records.annotations()).toHaveLength(3);
});

test("without a class there is no seed of one, but of the background there is", () => {
  const editor = makeTestEditor({}, 1, null);
  const { tools, candidates } = editor.session;
  at(editor).tool("growcut").down(20, 20).move(40, 20).up();
  expect(tools.notice()?.code).toBe("choose-label-first");
  expect(candidates.candidate()).toBeNull();
  tools.setOptions({ seedsOf: "background" });
  at(editor).down(20, 20).move(40, 20).up();
  expect(candidates.candidate()).toMatchObject({ state: "open", request: { classIds: [] } });
});
