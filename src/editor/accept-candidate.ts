import { objectOf } from "../domain/annotation.ts";
import type { EditableArea } from "../domain/editable-area.ts";
import { rleSpans } from "../domain/mask-rle.ts";
import type { CandidateAnswer, CandidateRequest } from "./candidate-types.ts";
import type { EditorCore } from "./core.ts";
import { isOn } from "./new-label.ts";
import { paintLabel } from "./paint-label.ts";
import { makeSpanLimit } from "./paint-limit.ts";
import {
  continuedMask,
  lockedSegments,
  maskOfObject,
  objectGoingOn,
  stageEmptyMask,
} from "./paint-target.ts";
import { madeByTool } from "./provenance.ts";

/** Runs of pixels of one act at most: the log keeps every one of them. */
const mostRuns = 250_000;

/**
 * Paints a candidate as one thing in space, or seeds that have grown as one for each class: on the selected mask of its frame, if there is one of the active class, and on the masks
 * of the same thing on other frames; new labels where there is none. Masks that are locked stay as they are, with a notice. False
 * when nothing could be painted.
 */
export function acceptCandidate(
  core: EditorCore,
  request: CandidateRequest,
  { frames }: CandidateAnswer,
  area: EditableArea,
): boolean {
  const { target } = request;
  if (frames.reduce((sum, { mask }) => sum + mask.counts.length / 2, 0) > mostRuns) {
    core.say("too-frayed");
    return false;
  }
  const act = core.begin();
  if (!act) return false;
  // A range was kept to while the region grew. What fills between is as free as what it lies between.
  const rules = {
    area: area.kind === "range" || request.kind === "fill" ? ({ kind: "anywhere" } as const) : area,
    range: null,
    threshold: false,
  };
  const provenance = provenanceOf(core, request);
  const isLocked = lockedSegments(core, target.seriesUid);
  const painted: string[] = [];
  let full = false;
  for (const thing of thingsOf(core, request, frames)) {
    let { object } = thing;
    for (const frame of inOrderFrom(target, thing.frames)) {
      const known = object === null ? null : maskOfObject(core, frame.target, object);
      if (known?.locked) {
        core.say("label-locked");
        continue;
      }
      const limit = makeSpanLimit(core, frame.target, rules, known, "quiet");
      const spans = limit?.(rleSpans(frame.mask)) ?? [];
      if (spans.length === 0) continue;
      const uid =
        known?.instanceUid ?? stageEmptyMask(core, act, frame.target, object, provenance, thing.classId);
      if (uid === null) break;
      object ??= uid;
      full = !paintLabel(core, act, uid, spans, isLocked) || full;
      painted.push(uid);
    }
  }
  if (full) core.say("layers-full");
  const [first, ...others] = painted;
  if (first === undefined) {
    core.bail(act);
    return false;
  }
  const now = core.target();
  const shown = painted.find((uid) => {
    const label = core.store.annotation(uid);
    return label !== null && now !== null && isOn(label, now);
  });
  core.select([shown ?? first]);
  core.commit(act, actionIds[request.kind], {
    instanceUid: first,
    alsoUids: others,
  });
  return true;
}

const actionIds = { grow: "grow-region", fill: "fill-between", seeds: "grow-cut" } as const;

/** What becomes one thing in space: the frames of each label, and the thing and class that it goes on with. */
function thingsOf(core: EditorCore, request: CandidateRequest, frames: CandidateAnswer["frames"]) {
  if (request.kind === "seeds")
    return request.classIds.map((classId, at) => ({
      frames: frames.filter(({ label }) => label === at + 1),
      object: null as string | null,
      classId: classId as string | null,
    }));
  const { target } = request;
  const goesOn = continuedMask(core, target);
  const grown = goesOn ? objectOf(goesOn) : objectGoingOn(core, target);
  const object = request.kind === "fill" ? request.objectUid : grown;
  return [{ frames, object, classId: classOf(core, request) }];
}

function provenanceOf(core: EditorCore, request: CandidateRequest) {
  if (request.kind !== "fill") return madeByTool(core.stamp(), "classical");
  const parts = core.store.annotations().filter((label) => objectOf(label) === request.objectUid);
  const drawn = parts.filter((label) =>
    request.slices.some((slice) => slice.mask && isOn(label, slice.target)),
  );
  return madeByTool(
    core.stamp(),
    "interpolated",
    drawn.map(({ instanceUid }) => instanceUid),
  );
}

/** The class of new slices: that of the thing, else the one that is drawn. */
function classOf(core: EditorCore, request: CandidateRequest): string | null {
  if (request.kind !== "fill") return core.activeClassId();
  const part = core.store.annotations().find((label) => objectOf(label) === request.objectUid);
  return part?.classId ?? core.activeClassId();
}

/** The frame that the tool was used on comes first: its label is the one that the thing is named by. */
function inOrderFrom(
  { sopUid, frameIndex }: CandidateRequest["target"],
  frames: CandidateAnswer["frames"],
): CandidateAnswer["frames"] {
  const isFirst = ({ target }: CandidateAnswer["frames"][number]) =>
    target.sopUid === sopUid && target.frameIndex === frameIndex;
  return [...frames.filter(isFirst), ...frames.filter((frame) => !isFirst(frame))];
}
