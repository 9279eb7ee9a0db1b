import type { Geometry } from "../domain/annotation.ts";
import type { EditorCore } from "./core.ts";
import { newLabel } from "./new-label.ts";
import { drawnByHand } from "./provenance.ts";
import type { ImageTarget } from "./session-types.ts";

/** A shape that a person drew becomes a label and is selected: one act, one undo step. */
export function commitShape(
  core: EditorCore,
  target: ImageTarget,
  geometry: Geometry,
  actionId: string,
  classId: string | null = core.activeClassId(),
): void {
  const act = core.begin();
  if (!act) return;
  const instanceUid = core.newInstanceUid();
  const provenance = drawnByHand(core.stamp());
  const value = newLabel(core, instanceUid, target, classId, geometry, provenance);
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
  core.select([instanceUid]);
  core.commit(act, actionId, { instanceUid });
}
