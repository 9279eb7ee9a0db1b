import { expect, test } from "vitest";
import { encodeMaskRle, rleSpans } from "../../../src/domain/mask-rle.ts";
import { spansToMask } from "../../../src/domain/rasterize.ts";
import { fillBetween } from "../../../src/domain/region/between.ts";
import type { CandidateRequest, FillRequest } from "../../../src/editor/candidate-types.ts";
import { at, frame, makeTestEditor } from "../../support/editor-driver.ts";

const stackOf = () =>
  [0, 1, 2, 3, 4].map((frameIndex) => ({ target: frame(frameIndex), alongMm: 20 - 5 * frameIndex }));

function make() {
  const requests: FillRequest[] = [];
  const requestCandidate = (request: CandidateRequest) => request.kind === "fill" && requests.push(request);
  const editor = makeTestEditor({ stackOf, requestCandidate });
  editor.session.tools.setOptions({ brushSizePx: 30 });
  return { editor, requests };
}
/** Answers as the worker would. */
function answer({ slices, size }: FillRequest) {
  const given = slices.map(({ mask, position }) => ({ spans: mask && rleSpans(mask), position }));
  const work = fillBetween(given, 200, 150, size);
  let step = work.next();
  while (!step.done) step = work.next();
  const frames = step.value.flatMap((spans, index) => {
    const target = slices[index]?.target;
    return spans && target ? [{ target, mask: encodeMaskRle(spansToMask(spans, 200, 150)) }] : [];
  });
  return { frames, pixels: 1, capped: false };
}

test("the empty slices between two drawn ones become the same thing, in one undo step, and say that they are interpolated", async () => {
  const { editor, requests } = make();
  const { tools, records, candidates, masks, history } = editor.session;
  at(editor).tool("brush").tap(50, 70);
  tools.setTarget(frame(4));
  at(editor).tap(90, 70);
  candidates.fillBetween();
  const [request] = requests;
  if (!request) throw new Error("Nothing was asked for.");
  expect(request.slices.map(({ mask, position }) => [mask !== null, position])).toEqual([
    [true, 20],
    [false, 15],
    [false, 10],
    [false, 5],
    [true, 0],
  ]);
  candidates.showCandidate(request.revision, answer(request));
  expect(records.annotations()).toHaveLength(2);
  tools.setTarget(frame(2));
  tools.setTool("scroll"); // looking through it keeps it
  candidates.acceptCandidate();
  const labels = records.annotations();
  const drawn = labels.filter(({ provenance }) => provenance.origin === "human");
  const made = labels.filter(({ provenance }) => provenance.origin === "interpolated");
  expect([drawn.length, made.length]).toEqual([2, 3]);
  const [root] = drawn.filter(({ objectUid }) => objectUid === undefined);
  for (const label of made) {
    expect(label).toMatchObject({ classId: "mass", objectUid: root?.instanceUid });
    expect([...label.provenance.derivedFrom].sort()).toEqual(
      drawn.map(({ instanceUid }) => instanceUid).sort(),
    );
  }
  const middle = made.find(({ target }) => target.frame === 3);
  const columns = (masks.spansOf(middle?.instanceUid ?? "", 200, 150) ?? []).flatMap(([, from, to]) => [
    from,
    to - 1,
  ]);
  expect((Math.min(...columns) + Math.max(...columns)) / 2).toBe(70);
  history.undo();
  expect(records.annotations()).toHaveLength(2);
  history.redo();
  expect(records.annotations()).toHaveLength(5);
});

test("one thing only: what another label drew is neither filled nor overwritten", () => {
  const { editor, requests } = make();
  const { tools, records, candidates } = editor.session;
  at(editor).tool("brush").tap(50, 70);
  tools.setTarget(frame(4));
  records.newInstance();
  at(editor).tap(50, 70);
  candidates.fillBetween();
  expect(tools.notice()?.code).toBe("nothing-between");
  expect(requests).toEqual([]);
});

test("says what is missing: nothing chosen, one slice, no gap", () => {
  const { editor, requests } = make();
  const { tools, candidates } = editor.session;
  candidates.fillBetween();
  expect(tools.notice()?.code).toBe("choose-one");
  at(editor).tool("brush").tap(50, 70);
  candidates.fillBetween();
  expect(tools.notice()?.code).toBe("nothing-between");
  tools.setTarget(frame(1));
  at(editor).tap(50, 70);
  candidates.fillBetween();
  expect(requests).toEqual([]);
});
