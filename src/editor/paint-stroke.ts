import type { Annotation, PointImage } from "../domain/annotation.ts";
import { eraseInstance, eraseUnlocked, paintInstance } from "../domain/mask-paint.ts";
import { capsuleSpans } from "../domain/rasterize.ts";
import { acceptInto } from "./accept-proposal.ts";
import type { Act } from "./act.ts";
import { type EditorCore, frameOf } from "./core.ts";
import { isOn, newLabel } from "./new-label.ts";
import { drawnByHand } from "./provenance.ts";
import type { ImageTarget } from "./session-types.ts";

/** One stroke of brush or eraser between its mark and its end. */
export interface PaintStroke {
  /** The swept circle between two samples; radius in image pixels. */
  add(from: PointImage, to: PointImage, radiusPx: number): void;
  /** Commits: one act, one undo step. */
  end(): void;
  bail(): void;
}

/** Segments of a series that may not change. */
function lockedSegments(core: EditorCore, seriesUid: string): (value: number) => boolean {
  const values = new Set<number>();
  for (const { locked, target, geometry } of core.store.annotations()) {
    if (locked && target.series === seriesUid && geometry.type === "mask") values.add(geometry.segmentIndex);
  }
  return (value) => values.has(value);
}

/** The one selected mask of a frame. */
function selectedMask(core: EditorCore, target: ImageTarget): Annotation | null {
  const [uid, ...others] = core.selection();
  const annotation = uid === undefined || others.length > 0 ? null : core.store.annotation(uid);
  return annotation?.geometry.type === "mask" && isOn(annotation, target) ? annotation : null;
}

/** The proposal to be corrected, if it lies on this frame. */
function correctedHere(core: EditorCore, target: ImageTarget): string | null {
  const id = core.correcting();
  const proposal = id === null ? null : core.store.proposal(id);
  return proposal && isOn(proposal, target) ? proposal.id : null;
}

/**
 * Begins a brush stroke: on the proposal that is being corrected, else on the selected mask if it is of the active
 * class, else as a new label. Null, with a notice, when that label is locked or a stroke waits for its class.
 */
export function beginPaint(core: EditorCore, target: ImageTarget): PaintStroke | null {
  const selected = selectedMask(core, target);
  const active = core.activeClassId();
  const proposalId = correctedHere(core, target);
  const goesOn = selected && (active === null || selected.classId === active) ? selected : null;
  if (goesOn?.locked && proposalId === null) {
    core.say("label-locked");
    return null;
  }
  const act = core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  const instanceUid = corrected ?? goesOn?.instanceUid ?? stageEmptyMask(core, act, target);
  if (instanceUid === null) {
    core.bail(act);
    return null;
  }
  core.select([instanceUid]);
  return paintOn(core, act, instanceUid, corrected !== null);
}

/** A new mask label without a pixel yet; null when the series has no value left. */
function stageEmptyMask(core: EditorCore, act: Act, target: ImageTarget): string | null {
  const segmentIndex = core.segments.next(target.seriesUid);
  if (segmentIndex === null) {
    core.say("layers-full");
    return null;
  }
  const uid = core.newInstanceUid();
  const geometry = { type: "mask", layer: 0, segmentIndex } as const;
  const value = newLabel(core, uid, target, core.activeClassId(), geometry, drawnByHand(core.stamp()));
  act.stage(uid, { kind: "annotation", id: uid, value });
  return uid;
}

function paintOn(core: EditorCore, act: Act, instanceUid: string, corrects: boolean): PaintStroke | null {
  const { store, tiles } = core;
  const first = store.annotation(instanceUid);
  const { target } = core;
  const image = target();
  if (!first || !image) return null;
  const frame = frameOf(first);
  const isLocked = lockedSegments(core, frame.seriesUid);
  let refused = false;
  return {
    add(from, to, radiusPx) {
      const annotation = store.annotation(instanceUid);
      if (annotation?.geometry.type !== "mask") return;
      const { layer, segmentIndex } = annotation.geometry;
      const overlap = core.classOf(annotation.classId)?.overlap ?? "allow";
      const spans = capsuleSpans(from, to, radiusPx, image.columns, image.rows);
      const result = paintInstance(
        tiles,
        act.masks,
        frame,
        { layer, segmentIndex, overlap, isLocked },
        spans,
      );
      if (result.layer !== layer) {
        const value: Annotation = {
          ...annotation,
          geometry: { ...annotation.geometry, layer: result.layer },
        };
        act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
      }
      if (result.refused && !refused) {
        refused = true;
        core.say("layers-full");
      }
      act.show();
    },
    end() {
      const edited = corrects ? [instanceUid] : [];
      core.commit(act, corrects ? "correct-proposal" : "draw-brush", { instanceUid, edited });
      if (corrects) core.setCorrecting(null);
    },
    bail: () => core.bail(act),
  };
}

/** Begins an eraser stroke on the selected mask, or on every mask that is not locked. Null with a notice if there is none. */
export function beginErase(
  core: EditorCore,
  target: ImageTarget,
  scope: "active" | "unlocked",
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
  const act = core.begin();
  if (!act) return null;
  const corrected = proposalId === null ? null : acceptInto(core, act, proposalId, "single");
  const instanceUid = corrected ?? selected?.instanceUid ?? null;
  if (corrected) core.select([corrected]);
  const { seriesUid, sopUid, frameIndex, columns, rows } = target;
  const frame = { seriesUid, sopUid, frameIndex };
  const isLocked = lockedSegments(core, seriesUid);
  return {
    add(from, to, radiusPx) {
      const spans = capsuleSpans(from, to, radiusPx, columns, rows);
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
