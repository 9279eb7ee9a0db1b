import type { Annotation } from "../domain/annotation.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import { isOn, newLabel } from "./new-label.ts";
import { drawnByHand } from "./provenance.ts";
import type { ImageTarget } from "./session-types.ts";

/** Segments of a series that may not change. */
export function lockedSegments(core: EditorCore, seriesUid: string): (value: number) => boolean {
  const values = new Set<number>();
  for (const { locked, target, geometry } of core.store.annotations()) {
    if (locked && target.series === seriesUid && geometry.type === "mask") values.add(geometry.segmentIndex);
  }
  return (value) => values.has(value);
}

/** The one selected mask of a frame. */
export function selectedMask(core: EditorCore, target: ImageTarget): Annotation | null {
  const [uid, ...others] = core.selection();
  const annotation = uid === undefined || others.length > 0 ? null : core.store.annotation(uid);
  return annotation?.geometry.type === "mask" && isOn(annotation, target) ? annotation : null;
}

/** The selected mask of a frame, if paint of the active class goes on with it. */
export function continuedMask(core: EditorCore, target: ImageTarget): Annotation | null {
  const selected = selectedMask(core, target);
  const active = core.activeClassId();
  return selected && (active === null || selected.classId === active) ? selected : null;
}

/** The proposal to be corrected, if it lies on this frame. */
export function correctedHere(core: EditorCore, target: ImageTarget): string | null {
  const id = core.correcting();
  const proposal = id === null ? null : core.store.proposal(id);
  return proposal && isOn(proposal, target) ? proposal.id : null;
}

/** A new mask label without a pixel yet; null when the series has no value left. */
export function stageEmptyMask(core: EditorCore, act: Act, target: ImageTarget): string | null {
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
