import { objectOf } from "../domain/annotation.ts";
import { eraseInstance, eraseUnlocked } from "../domain/mask-paint.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import { acceptInto } from "./accept-proposal.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { isOn } from "./new-label.ts";
import { makeSpanLimit, type PaintRules, type SpanLimit } from "./paint-limit.ts";
import { type PaintStroke, reachOf, type StrokePlace } from "./paint-stroke.ts";
import {
  anyPart,
  correctedHere,
  lockedSegments,
  maskOfObject,
  selectedMask,
  stayedOpen,
} from "./paint-target.ts";
import { circleReach } from "./stroke-reach.ts";

/** Begins an eraser stroke on the selected mask, or on every mask that is not locked. Null with a notice if there is none. */
export function beginErase(
  core: EditorCore,
  { target, plane }: StrokePlace,
  scope: "active" | "unlocked",
  rules: PaintRules,
): PaintStroke | null {
  const proposalId = plane ? null : correctedHere(core, target);
  // On a plane the thing counts, whether or not it has a mask on the slice that the stroke begins on.
  const selected = selectedMask(core, target) ?? (plane ? anyPart(core) : null);
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
  const limited: PaintRules = everything ? { ...rules, area: { kind: "anywhere" } } : rules;
  const limit = makeSpanLimit(core, target, limited, own);
  const act = limit && core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  const reach = corrected === null ? reachOf(core, target, limited, plane) : circleReach(target);
  if (!reach || stayedOpen(core, proposalId)) {
    core.bail(act);
    return null;
  }
  const first = corrected ?? selected?.instanceUid ?? null;
  if (corrected) core.select([corrected]);
  const isLocked = lockedSegments(core, target.seriesUid);

  const maskOn = (frame: ImageTarget) => {
    const label = first === null ? null : core.store.annotation(first);
    return label && (isOn(label, frame) ? label : maskOfObject(core, frame, objectOf(label)));
  };
  const erase = (frame: ImageTarget, spans: readonly PixelSpan[]) => {
    const { seriesUid, sopUid, frameIndex } = frame;
    const place = { seriesUid, sopUid, frameIndex };
    if (scope === "unlocked" && corrected === null)
      return eraseUnlocked(core.tiles, act.masks, place, spans, isLocked);
    const mask = maskOn(frame);
    if (mask?.geometry.type === "mask" && !mask.locked)
      eraseInstance(act.masks, place, mask.geometry.layer, mask.geometry.segmentIndex, spans);
  };
  const keyOf = ({ sopUid, frameIndex }: ImageTarget) => `${sopUid}/${frameIndex}`;
  const limits = new Map<string, SpanLimit | null>([[keyOf(target), limit]]);
  const limitOn = (frame: ImageTarget): SpanLimit | null => {
    const known = limits.get(keyOf(frame));
    if (known !== undefined) return known;
    const made = makeSpanLimit(core, frame, limited, own && maskOn(frame), "quiet");
    limits.set(keyOf(frame), made);
    return made;
  };
  return {
    add(from, to, radiusPx) {
      for (const { target: frame, spans } of reach(from, to, radiusPx)) {
        const cut = limitOn(frame);
        if (cut) erase(frame, cut(spans));
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
