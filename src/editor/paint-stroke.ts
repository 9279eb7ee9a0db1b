import { objectOf, type PointImage } from "../domain/annotation.ts";
import { acceptInto } from "./accept-proposal.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget, PlaneTarget } from "./image-target.ts";
import { paintLabel } from "./paint-label.ts";
import { makeSpanLimit, type PaintRules, type SpanLimit } from "./paint-limit.ts";
import {
  continuedMask,
  correctedHere,
  lockedSegments,
  maskOfObject,
  stageEmptyMask,
  stayedOpen,
} from "./paint-target.ts";
import { circleReach, type StrokeReach } from "./stroke-reach.ts";
import { latePartsNow } from "./with-late-parts.ts";

/** Where a stroke begins: an image, and the plane through its volume where that is painted on. */
export interface StrokePlace {
  readonly target: ImageTarget;
  readonly plane: PlaneTarget | null;
}

/** One stroke of brush or eraser between its mark and its end. */
export interface PaintStroke {
  /** The swept circle between two samples; radius in image pixels. */
  add(from: PointImage, to: PointImage, radiusPx: number): void;
  /** Commits: one act, one undo step. */
  end(): void;
  bail(): void;
}

/**
 * What a stroke reaches by the rules: on a plane through the volume what it meets of the slices; else a sphere where one is asked for and can be,
 * else a circle. Null, with a notice, while the code of what reaches other slices has not come.
 */
export function reachOf(
  core: EditorCore,
  target: ImageTarget,
  { sphere, ...rules }: PaintRules,
  plane: PlaneTarget | null,
): StrokeReach | null {
  // Values are at hand for the frame on the screen only.
  const byValue = rules.threshold || rules.area.kind === "range";
  if (!plane && (!sphere || byValue)) return circleReach(target);
  const parts = latePartsNow(core);
  if (!parts) return null;
  if (plane) return parts.planeReach(plane, sphere);
  const ball = parts.sphereReach(core, target);
  if (!ball) core.say("no-sphere");
  return ball ?? circleReach(target);
}

/** One slice of a stroke: the label that it paints there, and what it may change. */
interface StrokeSlice {
  readonly instanceUid: string;
  readonly limit: SpanLimit;
}

/**
 * Begins a brush stroke: on the proposal that is being corrected, else on the selected mask if it is of the active
 * class, else as a new label. Null, with a notice, when that label is locked, a stroke waits for its class, or the rules of where
 * paint goes cannot be met.
 */
export function beginPaint(
  core: EditorCore,
  { target, plane }: StrokePlace,
  rules: PaintRules,
): PaintStroke | null {
  const proposalId = plane ? null : correctedHere(core, target);
  const goesOn = continuedMask(core, target);
  if (goesOn?.locked && proposalId === null) {
    core.say("label-locked");
    return null;
  }
  const limit = makeSpanLimit(core, target, rules, goesOn);
  const act = limit && core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  if (stayedOpen(core, proposalId)) {
    core.bail(act);
    return null;
  }
  const instanceUid = corrected ?? goesOn?.instanceUid ?? stageEmptyMask(core, act, target);
  const reach = corrected === null ? reachOf(core, target, rules, plane) : circleReach(target);
  if (instanceUid === null || !reach) {
    core.bail(act);
    return null;
  }
  core.select([instanceUid]);
  const slices = makeSlices(core, act, rules, target, { instanceUid, limit });
  const actionId = rules.threshold ? "draw-threshold" : "draw-brush";
  return paintOn(core, act, reach, slices, corrected === null ? actionId : null);
}

/** The slices of a stroke, made as it reaches them: masks of the same thing, null where that is locked or none can be made. */
interface StrokeSlices {
  readonly first: string;
  at(target: ImageTarget): StrokeSlice | null;
  all(): readonly string[];
}

function makeSlices(
  core: EditorCore,
  act: Act,
  rules: PaintRules,
  target: ImageTarget,
  first: StrokeSlice,
): StrokeSlices {
  const keyOf = ({ sopUid, frameIndex }: ImageTarget) => `${sopUid}/${frameIndex}`;
  const known = new Map<string, StrokeSlice | null>([[keyOf(target), first]]);
  const label = core.store.annotation(first.instanceUid);
  const object = label ? objectOf(label) : first.instanceUid;
  const make = (other: ImageTarget): StrokeSlice | null => {
    const mask = maskOfObject(core, other, object);
    if (mask?.locked) return null;
    const limit = makeSpanLimit(core, other, rules, mask, "quiet");
    const instanceUid = limit && (mask?.instanceUid ?? stageEmptyMask(core, act, other, object));
    return limit && instanceUid !== null ? { instanceUid, limit } : null;
  };
  return {
    first: first.instanceUid,
    at(other) {
      const key = keyOf(other);
      if (!known.has(key)) known.set(key, make(other));
      return known.get(key) ?? null;
    },
    all: () => [...known.values()].flatMap((slice) => slice?.instanceUid ?? []),
  };
}

/** `actionId` null: the first stroke of a correction. */
function paintOn(
  core: EditorCore,
  act: Act,
  reach: StrokeReach,
  slices: StrokeSlices,
  actionId: string | null,
): PaintStroke {
  const instanceUid = slices.first;
  const isLocked = lockedSegments(core, core.store.annotation(instanceUid)?.target.series ?? "");
  let told = false;
  return {
    add(from, to, radiusPx) {
      for (const { target, spans } of reach(from, to, radiusPx)) {
        const slice = slices.at(target);
        if (!slice) continue;
        const fits = paintLabel(core, act, slice.instanceUid, slice.limit(spans), isLocked);
        if (!fits && !told) core.say("layers-full");
        told ||= !fits;
      }
      act.show();
    },
    end() {
      const edited = actionId === null ? [instanceUid] : [];
      const alsoUids = slices.all();
      core.commit(act, actionId ?? "correct-proposal", { instanceUid, alsoUids, edited });
      if (actionId === null) core.setCorrecting(null);
    },
    bail: () => core.bail(act),
  };
}
