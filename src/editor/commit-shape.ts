import type { Geometry } from "../domain/annotation.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { newLabel } from "./new-label.ts";
import { drawnByHand } from "./provenance.ts";

/** A shape that a person drew becomes a label and is selected: one act, one undo step. */
export function commitShape(
  core: EditorCore,
  target: ImageTarget,
  geometry: Geometry,
  actionId: string,
  classId: string | null = core.activeClassId(),
): void {
  commitShapes(core, target, [geometry], actionId, classId);
}

/** The same for several shapes that were drawn as one: one act for all. */
export function commitShapes(
  core: EditorCore,
  target: ImageTarget,
  geometries: readonly Geometry[],
  actionId: string,
  classId: string | null = core.activeClassId(),
): void {
  const act = geometries.length > 0 ? core.begin() : null;
  if (!act) return;
  const provenance = drawnByHand(core.stamp());
  const made = geometries.map((geometry) => {
    const instanceUid = core.newInstanceUid();
    const value = newLabel(core, instanceUid, target, classId, geometry, provenance);
    act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
    return instanceUid;
  });
  const [instanceUid, ...alsoUids] = made;
  core.select(made);
  core.commit(act, actionId, instanceUid === undefined ? {} : { instanceUid, alsoUids });
}
