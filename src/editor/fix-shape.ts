import type { Annotation, Geometry } from "../domain/annotation.ts";
import { type UnionPart, unionOfRing } from "../domain/geometry-union.ts";
import type { EditorCore } from "./core.ts";
import { crossesItself } from "./crosses-itself.ts";
import { provenanceOfPart } from "./part-of-label.ts";

/** A piece of a union as a geometry. */
export const partGeometry = ({ outline, holes }: UnionPart): Geometry => ({
  type: "polygon",
  pointsImage: outline,
  ...(holes.length > 0 ? { holes } : {}),
});

/** An outline that crosses itself as what it goes round: the first piece stays this instance, the others are new ones that name it. One act. */
export function fixShape(core: EditorCore, label: Annotation): void {
  if (label.geometry.type !== "polygon" || !crossesItself(label)) {
    core.say("nothing-changed");
    return;
  }
  const parts = unionOfRing(label.geometry.pointsImage);
  if (parts === null) {
    core.say("too-large");
    return;
  }
  const [first, ...others] = parts.filter(({ outline }) => outline.length >= 3);
  const act = first ? core.begin() : null;
  if (!first || !act) return;
  const provenance = provenanceOfPart(core, label);
  const put = (value: Annotation) =>
    act.stage(value.instanceUid, { kind: "annotation", id: value.instanceUid, value });
  put({ ...label, geometry: partGeometry(first) });
  const made = others.map((part) => {
    const instanceUid = core.newInstanceUid();
    const { objectUid: _, ...record } = label;
    put({ ...record, instanceUid, geometry: partGeometry(part), provenance });
    return instanceUid;
  });
  core.select([label.instanceUid, ...made]);
  core.commit(act, "fix-selection");
}
