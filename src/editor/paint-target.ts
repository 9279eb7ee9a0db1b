import { type Annotation, objectOf, type Provenance } from "../domain/annotation.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { isOn, newLabel } from "./new-label.ts";
import { drawnByHand } from "./provenance.ts";

/** Segments of a series that may not change. */
export function lockedSegments(core: EditorCore, seriesUid: string): (value: number) => boolean {
  const values = new Set<number>();
  for (const { locked, target, geometry } of core.store.annotations()) {
    if (locked && target.series === seriesUid && geometry.type === "mask") values.add(geometry.segmentIndex);
  }
  return (value) => values.has(value);
}

/** The mask of a thing in space on a frame. */
export function maskOfObject(core: EditorCore, target: ImageTarget, objectUid: string): Annotation | null {
  const here = (label: Annotation) =>
    objectOf(label) === objectUid && label.geometry.type === "mask" && isOn(label, target);
  return core.store.annotations().find(here) ?? null;
}

/** Any mask of the thing that is worked on, on whichever slice. */
export function anyPart(core: EditorCore): Annotation | null {
  const object = core.object();
  return (
    core.store.annotations().find((label) => label.geometry.type === "mask" && objectOf(label) === object) ??
    null
  );
}

/** The one selected mask of a frame; after a change of slice, that of the thing that was selected before. */
export function selectedMask(core: EditorCore, target: ImageTarget): Annotation | null {
  const [uid, ...others] = core.selection();
  if (uid === undefined) {
    const object = core.object();
    return object === null ? null : maskOfObject(core, target, object);
  }
  const annotation = others.length > 0 ? null : core.store.annotation(uid);
  if (annotation?.geometry.type !== "mask") return null;
  // A stroke on a plane through the volume leaves a mask of another slice selected.
  return isOn(annotation, target) ? annotation : maskOfObject(core, target, objectOf(annotation));
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

/** Whether a proposal that a stroke was to correct could not become a label. */
export const stayedOpen = (core: EditorCore, proposalId: string | null): boolean =>
  proposalId !== null && core.store.proposal(proposalId)?.state === "proposed";

/**
 * The thing in space that a new mask on a frame is a slice of: the one that was worked on before the slice changed, if it is of the
 * class that is drawn and of this series; null: a new one.
 */
export function objectGoingOn(core: EditorCore, target: ImageTarget): string | null {
  const object = core.object();
  if (object === null || maskOfObject(core, target, object)) return null;
  const parts = core.store.annotations().filter((label) => objectOf(label) === object);
  const active = core.activeClassId();
  const fits = parts.some(
    ({ target: on, classId }) => on.series === target.seriesUid && (active === null || classId === active),
  );
  return fits ? object : null;
}

/** A new mask label without a pixel yet, of a thing in space or its own; null when the series has no value left. */
export function stageEmptyMask(
  core: EditorCore,
  act: Act,
  target: ImageTarget,
  objectUid: string | null = objectGoingOn(core, target),
  provenance: Provenance = drawnByHand(core.stamp()),
  classId: string | null = core.activeClassId(),
): string | null {
  const segmentIndex = core.segments.next(target.seriesUid);
  if (segmentIndex === null) {
    core.say("layers-full");
    return null;
  }
  const uid = core.newInstanceUid();
  const geometry = { type: "mask", layer: 0, segmentIndex } as const;
  const value = newLabel(core, uid, target, classId, geometry, provenance, objectUid);
  act.stage(uid, { kind: "annotation", id: uid, value });
  return uid;
}
