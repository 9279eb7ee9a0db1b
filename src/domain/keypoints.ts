import type { Geometry, Joint, PointImage } from "./annotation.ts";
import type { ClassKeypoints } from "./label-schema.ts";

/** A skeleton on an image. */
export type Keypoints = Extract<Geometry, { readonly type: "keypoints" }>;

/** The skeleton of a class with the joints that are set, in its order; all others are absent. */
export function keypointsOf({ joints, edges }: ClassKeypoints, set: readonly Joint[]): Keypoints {
  const place = new Map(joints.map(({ id }, at) => [id, at]));
  const ends = edges.flatMap(([from, to]): (readonly [number, number])[] => {
    const [a, b] = [place.get(from), place.get(to)];
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
  const found = new Map(set.map((joint) => [joint.id, joint]));
  return {
    type: "keypoints",
    joints: joints.map(({ id }) => found.get(id) ?? { id, state: "absent" }),
    edges: ends,
  };
}

/** The lines between joints that are both in the image. */
export function jointLines({ joints, edges }: Keypoints): (readonly [PointImage, PointImage])[] {
  return edges.flatMap(([from, to]) => {
    const [a, b] = [joints[from], joints[to]];
    if (!a || !b || a.state === "absent" || b.state === "absent") return [];
    return [[a.pointImage, b.pointImage] as const];
  });
}

/** A skeleton with another state of one joint; what was absent comes into the middle of the others. Null where none would be left. */
export function withJointState(shape: Keypoints, id: string, state: Joint["state"]): Keypoints | null {
  const placed = shape.joints.flatMap((joint) => (joint.state === "absent" ? [] : [joint.pointImage]));
  const middle: PointImage = [
    placed.reduce((sum, [x]) => sum + x, 0) / Math.max(1, placed.length),
    placed.reduce((sum, [, y]) => sum + y, 0) / Math.max(1, placed.length),
  ];
  const joints = shape.joints.map((joint): Joint => {
    if (joint.id !== id || joint.state === state) return joint;
    if (state === "absent") return { id, state };
    return { id, state, pointImage: joint.state === "absent" ? middle : joint.pointImage };
  });
  return joints.some((joint) => joint.state !== "absent") ? { ...shape, joints } : null;
}
