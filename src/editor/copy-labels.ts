import { type Annotation, objectOf } from "../domain/annotation.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";
import { newLabel } from "./new-label.ts";
import { paintLabel } from "./paint-label.ts";
import { lockedSegments, maskOfObject } from "./paint-target.ts";
import { drawnByHand } from "./provenance.ts";
import { isOfMany } from "./things.ts";

/**
 * Copies labels to the neighbour frame of the stack: new instances that name what they come from; a slice of a thing in space stays
 * one of it (export-and-workflow 3.2). False, with a notice, at the end of the stack or where the thing has a mask already.
 */
export function copyToNeighbour(
  core: EditorCore,
  labels: readonly Annotation[],
  target: ImageTarget,
  by: 1 | -1,
): boolean {
  const next = neighbourOf(core, target, by);
  if (!next || next.columns !== target.columns || next.rows !== target.rows) {
    core.say("no-neighbour");
    return false;
  }
  const taken = labels.filter((label) => isOfMany(core, label) && maskOfObject(core, next, objectOf(label)));
  if (taken.length > 0) core.say("already-there");
  const rest = labels.filter((label) => !taken.includes(label));
  const act = rest.length > 0 ? core.begin() : null;
  if (!act) return false;
  const copies = rest.flatMap((label) => copyOne(core, act, label, next) ?? []);
  if (copies.length === 0) {
    core.bail(act);
    return false;
  }
  core.commit(act, "copy-to-slice");
  core.select(copies);
  return true;
}

/** The frame beside one in its stack; null at its ends. */
function neighbourOf(core: EditorCore, target: ImageTarget, by: 1 | -1): ImageTarget | null {
  const stack = core.options.stackOf?.(target) ?? [];
  const here = stack.findIndex(
    (slice) => slice.target.sopUid === target.sopUid && slice.target.frameIndex === target.frameIndex,
  );
  return here < 0 ? null : (stack[here + by]?.target ?? null);
}

function copyOne(core: EditorCore, act: Act, label: Annotation, next: ImageTarget): string | null {
  const uid = core.newInstanceUid();
  const provenance = { ...drawnByHand(core.stamp()), derivedFrom: [label.instanceUid] };
  const objectUid = isOfMany(core, label) ? objectOf(label) : null;
  const stage = (geometry: Annotation["geometry"]) => {
    const made = newLabel(core, uid, next, label.classId, geometry, provenance, objectUid);
    act.stage(uid, { kind: "annotation", id: uid, value: { ...made, attributes: label.attributes } });
  };
  if (label.geometry.type !== "mask") {
    stage(label.geometry);
    return uid;
  }
  const segmentIndex = core.segments.next(next.seriesUid);
  if (segmentIndex === null) {
    core.say("layers-full");
    return null;
  }
  stage({ type: "mask", layer: 0, segmentIndex });
  const spans = labelSpans(core.tiles, label, next.columns, next.rows) ?? [];
  if (!paintLabel(core, act, uid, spans, lockedSegments(core, next.seriesUid))) core.say("layers-full");
  return uid;
}
