import type { ClassKeypoints } from "./label-schema.ts";
import { draftId, freeId, isDraftId } from "./settle-fields.ts";

/** A point more at the end of a draft, without a name yet, joined to none. */
export function withJoint({ joints, edges }: ClassKeypoints): ClassKeypoints {
  return { joints: [...joints, { id: draftId(joints), name: "" }], edges };
}

/** Without a point, and without what it was joined to. */
export function withoutJoint({ joints, edges }: ClassKeypoints, id: string): ClassKeypoints {
  return {
    joints: joints.filter((joint) => joint.id !== id),
    edges: edges.filter((ends) => !ends.includes(id)),
  };
}

/** With a point one place up (-1) or down (1) in the order in which they are placed. */
export function withJointMoved({ joints, edges }: ClassKeypoints, id: string, by: 1 | -1): ClassKeypoints {
  const from = joints.findIndex((joint) => joint.id === id);
  const joint = joints[from];
  const to = from + by;
  if (!joint || to < 0 || to >= joints.length) return { joints, edges };
  return { joints: joints.toSpliced(from, 1).toSpliced(to, 0, joint), edges };
}

/** The points of a draft with ids for ever, by their names; null where there are none. */
export function settleKeypoints({ joints, edges }: ClassKeypoints): ClassKeypoints | null {
  if (joints.length === 0) return null;
  const used = new Set(joints.map(({ id }) => id).filter((id) => !isDraftId(id)));
  const ids = new Map<string, string>();
  for (const { id, name } of joints) {
    const settled = isDraftId(id) ? freeId(name, used) : id;
    used.add(settled);
    ids.set(id, settled);
  }
  const named = (id: string) => ids.get(id) ?? id;
  return {
    joints: joints.map(({ id, name }) => ({ id: named(id), name: name.trim() })),
    edges: edges.map(([from, to]) => [named(from), named(to)] as const),
  };
}
