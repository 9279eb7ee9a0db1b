import type { Annotation, Geometry } from "../domain/annotation.ts";
import { selfIntersects } from "../domain/geometry-intersect.ts";
import { type UnionPart, unionOfRing } from "../domain/geometry-union.ts";
import type { EditorCore } from "./core.ts";

/** A piece of a union as a geometry. */
export const partGeometry = ({ outline, holes }: UnionPart): Geometry => ({
  type: "polygon",
  pointsImage: outline,
  ...(holes.length > 0 ? { holes } : {}),
});

/** Whether a label is an outline that crosses itself: drawn freehand, or pulled over itself by a corner. */
export const crossesItself = ({ geometry }: Annotation): boolean =>
  geometry.type === "polygon" && !geometry.holes?.length && selfIntersects(geometry.pointsImage);

/** Such a label as what it goes round: the first piece stays this instance, the others are new ones that name it. One act. */
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
  const { at, user, device } = core.stamp();
  const put = (value: Annotation) =>
    act.stage(value.instanceUid, { kind: "annotation", id: value.instanceUid, value });
  put({ ...label, geometry: partGeometry(first) });
  const made = others.map((part) => {
    const instanceUid = core.newInstanceUid();
    const { objectUid: _, ...record } = label;
    const provenance = {
      ...label.provenance,
      author: user,
      device,
      createdAt: at,
      editedAt: at,
      activeSeconds: 0,
      derivedFrom: [label.instanceUid],
    };
    put({ ...record, instanceUid, geometry: partGeometry(part), provenance });
    return instanceUid;
  });
  core.select([label.instanceUid, ...made]);
  core.commit(act, "fix-selection");
}
