import type { PointImage } from "../domain/annotation.ts";
import { eraseInstance, eraseUnlocked } from "../domain/mask-paint.ts";
import { capsuleSpans } from "../domain/rasterize.ts";
import { acceptInto } from "./accept-proposal.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import { paintLabel } from "./paint-label.ts";
import { makeSpanLimit, type PaintRules, type SpanLimit } from "./paint-limit.ts";
import {
  continuedMask,
  correctedHere,
  lockedSegments,
  selectedMask,
  stageEmptyMask,
} from "./paint-target.ts";
import type { ImageTarget } from "./session-types.ts";

/** One stroke of brush or eraser between its mark and its end. */
export interface PaintStroke {
  /** The swept circle between two samples; radius in image pixels. */
  add(from: PointImage, to: PointImage, radiusPx: number): void;
  /** Commits: one act, one undo step. */
  end(): void;
  bail(): void;
}

/**
 * Begins a brush stroke: on the proposal that is being corrected, else on the selected mask if it is of the active
 * class, else as a new label. Null, with a notice, when that label is locked, a stroke waits for its class, or the rules of where
 * paint goes cannot be met.
 */
export function beginPaint(core: EditorCore, target: ImageTarget, rules: PaintRules): PaintStroke | null {
  const proposalId = correctedHere(core, target);
  const goesOn = continuedMask(core, target);
  if (goesOn?.locked && proposalId === null) {
    core.say("label-locked");
    return null;
  }
  const limit = makeSpanLimit(core, target, rules, goesOn);
  const act = limit && core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  const instanceUid = corrected ?? goesOn?.instanceUid ?? stageEmptyMask(core, act, target);
  if (instanceUid === null) {
    core.bail(act);
    return null;
  }
  core.select([instanceUid]);
  const actionId = rules.threshold ? "draw-threshold" : "draw-brush";
  return paintOn(core, act, target, instanceUid, limit, corrected === null ? actionId : null);
}

/** `actionId` null: the first stroke of a correction. */
function paintOn(
  core: EditorCore,
  act: Act,
  { seriesUid, columns, rows }: ImageTarget,
  instanceUid: string,
  limit: SpanLimit,
  actionId: string | null,
): PaintStroke {
  const isLocked = lockedSegments(core, seriesUid);
  let told = false;
  return {
    add(from, to, radiusPx) {
      const spans = limit(capsuleSpans(from, to, radiusPx, columns, rows));
      const fits = paintLabel(core, act, instanceUid, spans, isLocked);
      if (!fits && !told) core.say("layers-full");
      told ||= !fits;
      act.show();
    },
    end() {
      const edited = actionId === null ? [instanceUid] : [];
      core.commit(act, actionId ?? "correct-proposal", { instanceUid, edited });
      if (actionId === null) core.setCorrecting(null);
    },
    bail: () => core.bail(act),
  };
}

/** Begins an eraser stroke on the selected mask, or on every mask that is not locked. Null with a notice if there is none. */
export function beginErase(
  core: EditorCore,
  target: ImageTarget,
  scope: "active" | "unlocked",
  rules: PaintRules,
): PaintStroke | null {
  const proposalId = correctedHere(core, target);
  const selected = selectedMask(core, target);
  if (scope === "active" && proposalId === null) {
    if (!selected) {
      core.say("no-active-label");
      return null;
    }
    if (selected.locked) {
      core.say("label-locked");
      return null;
    }
  }
  // What takes from all labels has no outside.
  const everything = scope === "unlocked" && rules.area.kind === "outside";
  const own = scope === "active" ? selected : null;
  const limit = makeSpanLimit(
    core,
    target,
    everything ? { ...rules, area: { kind: "anywhere" } } : rules,
    own,
  );
  const act = limit && core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  const instanceUid = corrected ?? selected?.instanceUid ?? null;
  if (corrected) core.select([corrected]);
  const { seriesUid, sopUid, frameIndex, columns, rows } = target;
  const frame = { seriesUid, sopUid, frameIndex };
  const isLocked = lockedSegments(core, seriesUid);
  return {
    add(from, to, radiusPx) {
      const spans = limit(capsuleSpans(from, to, radiusPx, columns, rows));
      const geometry = instanceUid === null ? null : core.store.annotation(instanceUid)?.geometry;
      if (scope === "unlocked" && corrected === null)
        eraseUnlocked(core.tiles, act.masks, frame, spans, isLocked);
      else if (geometry?.type === "mask") {
        eraseInstance(act.masks, frame, geometry.layer, geometry.segmentIndex, spans);
      }
      act.show();
    },
    end() {
      const extra = corrected === null ? {} : { instanceUid: corrected, edited: [corrected] };
      core.commit(act, corrected === null ? "erase-brush" : "correct-proposal", extra);
      if (corrected !== null) core.setCorrecting(null);
    },
    bail: () => core.bail(act),
  };
}
