import { objectOf } from "../../src/domain/annotation.ts";
import { canonicalJson } from "../../src/domain/canonical-json.ts";
import { maskTileKeyText } from "../../src/domain/mask-diff.ts";
import { encodeMaskRle, rleSpans } from "../../src/domain/mask-rle.ts";
import { encodeMaskTile } from "../../src/domain/mask-tile-codec.ts";
import { spansToMask } from "../../src/domain/rasterize.ts";
import { fillBetween } from "../../src/domain/region/between.ts";
import { growRegion } from "../../src/domain/region/grow.ts";
import type { CandidateAnswer, CandidateRequest, SeedStroke } from "../../src/editor/candidate-types.ts";
import type { CleanOperation, CombineOperation } from "../../src/editor/clean-types.ts";
import type { ImageTarget } from "../../src/editor/image-target.ts";
import type { EditorSession, EditorSessionOptions } from "../../src/editor/session-types.ts";
import type { ToolId } from "../../src/editor/tool-event.ts";
import { at, frame, type TestEditor } from "./editor-driver.ts";
import { boxMask, makeProposal } from "./proposal-maker.ts";

/** A number from 0 to `count` (exclusive). */
export type Pick = (count: number) => number;

const classes = ["mass", "lung", "liver", "cyst"] as const;
const frames = 5;
const [columns, rows] = [200, 150];

const onStack = (frameIndex: number): ImageTarget => ({
  ...frame(frameIndex),
  measure: { spacingMm: [1.5, 1], spacingKind: "patient" },
});
const stack = Array.from({ length: frames }, (_, index) => ({ target: onStack(index), alongMm: 3 * index }));

/** Values of a frame: discs that move from slice to slice, and grain. */
const valueAt = (frameIndex: number) => (pixel: number) => {
  const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
  const inside = Math.hypot(x - 60 - 10 * frameIndex, y - 70) < 30 || Math.hypot(x - 150, y - 90) < 20;
  return (inside ? 100 : 20) + (((pixel * 2654435761) >>> 24) % 12);
};

/** What a screen gives a session: values, a stack, and candidates that are computed at once. */
export function editingOptions(answerTo: (request: CandidateRequest) => void): Partial<EditorSessionOptions> {
  return {
    valuesOf: ({ frameIndex }) => valueAt(frameIndex),
    stackOf: () => stack,
    requestCandidate: answerTo,
  };
}

function finished<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

function answerOf(request: CandidateRequest): CandidateAnswer {
  if (request.kind === "fill") {
    const given = request.slices.map(({ mask, position }) => ({ spans: mask && rleSpans(mask), position }));
    const found = finished(fillBetween(given, columns, rows, request.size)).flatMap((spans, index) => {
      const target = request.slices[index]?.target;
      return spans && target ? [{ target, mask: encodeMaskRle(spansToMask(spans, columns, rows)) }] : [];
    });
    return { frames: found, pixels: found.length, capped: false };
  }
  if (request.kind === "seeds") return seededAnswer(request.strokes);
  const { seedImage, tolerance, volume, target } = request;
  const shown = volume ? stack : stack.filter((slice) => slice.target.frameIndex === target.frameIndex);
  const slices = shown.map((slice) => ({
    samples: new Uint8Array(columns * rows).map((_, at) => valueAt(slice.target.frameIndex)(at)),
    slope: 1,
    intercept: 0,
    padding: null,
  }));
  const seed = seedImage[1] * columns + seedImage[0];
  const slice = shown.findIndex((one) => one.target.frameIndex === target.frameIndex);
  const value = slices[slice]?.samples[seed] ?? 0;
  const range = { low: value - tolerance, high: value + tolerance };
  const { bits, count } = finished(
    growRegion({ columns, rows, slices, seeds: [[slice, seed]], range, cap: 1e6 }),
  );
  const plane = columns * rows;
  const found = shown.flatMap((one, index) => {
    const part = bits.slice(index * plane, (index + 1) * plane);
    return part.includes(1)
      ? [{ target: one.target, mask: encodeMaskRle({ columns, rows, bits: part }) }]
      : [];
  });
  return { frames: found, pixels: count, capped: false };
}

/** Any answer serves for undo: what was painted, and a row more. */
function seededAnswer(strokes: readonly SeedStroke[]): CandidateAnswer {
  const found = strokes
    .filter(({ label }) => label > 0)
    .map(({ target, label, spans }) => ({
      target,
      label,
      mask: encodeMaskRle(spansToMask(spans, columns, rows)),
    }));
  return { frames: found, pixels: found.length, capped: false };
}

/** Answers the candidate that waits, if there is one. */
export function answerCandidate({ candidates }: EditorSession): void {
  const now = candidates.candidate();
  if (now?.state === "waiting") candidates.showCandidate(now.request.revision, answerOf(now.request));
}

/** Everything that undo must bring back, as text. */
export function stateOf({ records, proposals, masks }: EditorSession): string {
  const keys = stack.flatMap(({ target }) =>
    masks.tileKeys(target.seriesUid, target.sopUid, target.frameIndex),
  );
  const tiles = keys.map((key) => {
    const tile = masks.tile(key);
    return `${maskTileKeyText(key)} ${tile ? new Uint16Array(encodeMaskTile(tile)).join(",") : "none"}`;
  });
  const byId = [...proposals.proposals()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const answers = [...records.classifications()].sort((a, b) => (a.recordUid < b.recordUid ? -1 : 1));
  const text = { a: records.annotations(), c: answers, p: byId, t: records.taskState(), tiles: tiles.sort() };
  return canonicalJson(text);
}

/** Keys of all mask tiles of a session. */
export const tileKeysOf = ({ masks }: EditorSession) =>
  stack.flatMap(({ target }) => masks.tileKeys(target.seriesUid, target.sopUid, target.frameIndex));

const cleaning: readonly CleanOperation[] = [
  "fill-holes",
  "remove-islands",
  "keep-largest",
  "smooth-label",
  "grow-label",
  "shrink-label",
];
const combining: readonly CombineOperation[] = ["unite-labels", "subtract-labels", "intersect-labels"];
const tapped: readonly ToolId[] = ["polygon", "spline", "livewire"];
const measuring: readonly ToolId[] = ["length", "angle", "bidirectional", "cobb", "point"];
const dragged: readonly ToolId[] = ["box", "ellipse", "freehand", "select", "length", "bidirectional"];

/** One random thing that a person could do, with any tool there is. */
export function editAtRandom(editor: TestEditor, pick: Pick): void {
  const { records, masks, tools, history, proposals, candidates, cleanUp } = editor.session;
  const hand = at(editor);
  const one = <T>(list: readonly T[]): T | undefined => list[pick(list.length)];
  const point = (): [number, number] => [pick(columns), pick(rows)];
  const drag = (tool: ToolId) => {
    hand.tool(tool).down(...point());
    for (let step = 0; step <= pick(4); step++) hand.move(...point());
    if (pick(10) === 0) hand.key("cancel");
    hand.up();
  };
  const some = one(records.annotations())?.instanceUid;
  /** Most operations need a label on this frame. */
  const choose = () => {
    const here = one(records.annotationsHere());
    if (here) records.select([here.instanceUid]);
  };
  const grow = (tool: "wand" | "region") => {
    tools.setOptions({ tolerance: 4 + pick(40) });
    hand.tool(tool).tap(...point());
    answerCandidate(editor.session);
    if (pick(4) > 0) candidates.acceptCandidate();
    else candidates.dropCandidate();
  };
  const settings = () => {
    const area = one(["anywhere", "anywhere", "outside", "range", "inside"] as const) ?? "anywhere";
    tools.setOptions({
      brushSizePx: 2 + pick(60),
      eraserScope: pick(2) ? "active" : "unlocked",
      sphere: pick(3) === 0,
      polygonOpen: pick(2) === 0,
      range: { low: 40 + pick(50), high: 90 + pick(60) },
      area:
        area === "inside"
          ? some
            ? { kind: area, instanceUid: some }
            : { kind: "anywhere" }
          : { kind: area },
      clean: {
        islandPx: 1 + pick(200),
        marginMm: 1 + pick(6),
        smoothMm: 1 + pick(4),
        allSlices: pick(2) === 0,
      },
    });
  };
  const acts: readonly (() => void)[] = [
    () => drag("brush"),
    () => drag("brush"),
    () => drag("brush"),
    () => drag("threshold"),
    () => drag("eraser"),
    () => drag("eraser"),
    () => drag(one(dragged) ?? "box"),
    () => {
      hand.tool(one(tapped) ?? "polygon");
      const [x, y] = point();
      hand.tap(x, y);
      // Half of them anywhere, half round a place: those cross themselves less.
      if (pick(2)) for (let step = 0; step < 1 + pick(3); step++) hand.tap(...point());
      else
        hand
          .tap(x + 40, y + 3)
          .tap(x + 35, y + 40)
          .tap(x + 2, y + 35);
      hand.key("finish");
      if (pick(2)) hand.key("fix");
      hand.key("cancel");
    },
    () => {
      hand.tool(one(measuring) ?? "point");
      for (let step = 0; step < 4; step++) hand.tap(...point());
      hand.key("cancel");
    },
    () => {
      const [span] = masks.spansOf(one(records.annotationsHere())?.instanceUid ?? "", columns, rows) ?? [];
      if (span)
        hand
          .tool("select")
          .down(span[1], span[0])
          .move(...point())
          .move(...point())
          .up();
    },
    () => grow("wand"),
    () => grow("region"),
    () => {
      tools.setOptions({ seedsOf: "label" });
      drag("growcut");
      tools.chooseClass(one(classes) ?? "mass");
      drag("growcut");
      tools.setOptions({ seedsOf: "background" });
      drag("growcut");
      if (pick(3) === 0) candidates.dropSeed();
      answerCandidate(editor.session);
      candidates.acceptCandidate();
    },
    () => {
      const first = pick(frames - 2);
      tools.setTarget(onStack(first));
      drag("brush");
      tools.setTarget(onStack(first + 2 + pick(frames - first - 2)));
      drag("brush");
      candidates.fillBetween();
      answerCandidate(editor.session);
      candidates.acceptCandidate();
    },
    () => {
      choose();
      cleanUp.clean(one(cleaning) ?? "fill-holes");
    },
    () => {
      choose();
      cleanUp.clean(one(cleaning) ?? "fill-holes");
    },
    () => some && cleanUp.combine(one(combining) ?? "unite-labels", some),
    () => cleanUp.shapeToMask(),
    () => {
      choose();
      cleanUp.maskToShape();
    },
    () => {
      choose();
      cleanUp.split();
    },
    () => {
      records.select(
        records
          .annotationsHere()
          .slice(0, 2)
          .map(({ instanceUid }) => instanceUid),
      );
      cleanUp.merge();
    },
    () => cleanUp.copyToNeighbour(pick(2) ? 1 : -1),
    () => {
      choose();
      cleanUp.copySelection();
      if (pick(2)) tools.setTarget(onStack(pick(frames)));
      cleanUp.pasteCopied();
    },
    () => {
      // A bow in one go: it crosses itself.
      const [x, y] = point();
      hand
        .tool("freehand")
        .down(x, y)
        .move(x + 60, y + 50)
        .move(x + 60, y)
        .move(x, y + 50);
      hand.move(x + 1, y + 1).up();
      cleanUp.fix();
    },
    () => records.toggleKeyImage(),
    () => some && records.solo([some]),
    () => records.newInstance(),
    () => tools.chooseClass(one(classes) ?? "mass"),
    () => tools.setTarget(onStack(pick(frames))),
    () => tools.setTarget(onStack(pick(frames))),
    settings,
    () => some && records.select([some]),
    () => some && commandOn(records, some, pick),
    () => proposeOrDecide(editor, pick),
    () => {
      for (let step = 0; step <= pick(4); step++) history.undo();
    },
    () => {
      for (let step = 0; step <= pick(4); step++) history.redo();
    },
  ];
  one(acts)?.();
  if (proposals.livePrompt()) proposals.dropLivePrompt();
}

function commandOn(records: EditorSession["records"], uid: string, pick: Pick): void {
  const kind = pick(10);
  if (kind === 5) records.removeThings([uid]);
  if (kind === 6) records.setThing([uid], null);
  if (kind >= 7) {
    // A thing has one label on each image: those that have one on this already cannot be joined.
    const all = records.annotations();
    const mine = all.find(({ instanceUid }) => instanceUid === uid);
    const here = new Set(all.filter(({ target }) => target.frame === mine?.target.frame).map(objectOf));
    const others = all.filter((label) => !here.has(objectOf(label)));
    const other = others[pick(others.length)];
    records.setThing([uid], other ? objectOf(other) : null);
  }
  if (kind === 0) records.remove([uid]);
  if (kind === 1) records.relabel([uid], classes[pick(4)] ?? "mass");
  if (kind === 2) records.setLocked([uid], pick(2) === 0);
  if (kind === 3) records.setHidden([uid], pick(2) === 0);
  if (kind === 4) records.nudge(pick(21) - 10, pick(21) - 10);
}

function proposeOrDecide(editor: TestEditor, pick: Pick): void {
  const { session } = editor;
  const { proposals } = session;
  const isOpen = proposals.proposals().some(({ state }) => state === "proposed");
  if (!isOpen || pick(3) === 0) {
    const [x, y] = [pick(150), pick(100)];
    proposals.addProposals([
      makeProposal(`p${pick(2 ** 30)}`, { mask: boxMask(x, y, x + 2 + pick(40), y + 2 + pick(40)) }),
    ]);
    if (pick(3) === 0) return;
  }
  proposals.nextProposal();
  const kind = pick(4);
  if (kind === 0) proposals.acceptProposal();
  if (kind === 1) proposals.rejectProposal();
  if (kind === 2) {
    session.tools.setTarget(onStack(0));
    proposals.correctProposal();
    at(editor).down(pick(columns), pick(rows)).move(pick(columns), pick(rows)).up();
  }
  if (kind === 3) proposals.acceptAllShown();
}
