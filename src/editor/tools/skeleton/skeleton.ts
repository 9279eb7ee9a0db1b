import type { Joint, PointImage } from "../../../domain/annotation.ts";
import { clampToImage } from "../../../domain/geometry.ts";
import { keypointsOf } from "../../../domain/keypoints.ts";
import type { LabelClass } from "../../../domain/label-schema.ts";
import { commitShape } from "../../commit-shape.ts";
import type { PointerSample } from "../../tool-event.ts";
import { pointOf } from "../drag-start.ts";
import type { MakeTool, ToolState } from "../tool.ts";

/**
 * The points of the class one after the other, in its order: a tap places the next one, Alt or the second button as a covered one; keys and
 * buttons say that the next is covered or not in the image. The last one ends it, or the finish key, which leaves the rest out.
 */
export const makeSkeletonTool: MakeTool = (context) => {
  const { core } = context;
  let state: ToolState = "idle";
  let entry: LabelClass | null = null;
  let set: Joint[] = [];
  let covered = false;
  let coveredByPointer = false;

  const place = (sample: PointerSample): PointImage => {
    const { columns, rows } = context.target();
    return clampToImage(pointOf(sample), columns, rows);
  };
  const joints = () => entry?.keypoints?.joints ?? [];
  const isCovered = () => covered !== coveredByPointer;
  /** The next joint at a place. */
  const joint = (pointImage: PointImage): Joint[] => {
    const next = joints()[set.length];
    return next ? [{ id: next.id, state: isCovered() ? "occluded" : "visible", pointImage }] : [];
  };
  const show = (pointer: PointImage | null) => {
    if (!entry?.keypoints) return;
    context.setPreview({
      kind: "shape",
      geometry: keypointsOf(entry.keypoints, pointer ? [...set, ...joint(pointer)] : set),
      classId: entry.id,
      selfIntersects: false,
      closeAtImage: null,
      joint: { next: set.length, covered: isCovered() },
    });
  };
  const bail = () => {
    state = "idle";
    entry = null;
    set = [];
    covered = coveredByPointer = false;
    context.setPreview(null);
  };
  const begin = (): boolean => {
    if (state !== "idle") return true;
    const classId = core.activeClassId();
    entry = classId === null ? null : core.classOf(classId);
    if (!entry?.keypoints) {
      core.say(entry ? "no-skeleton" : "choose-label-first");
      entry = null;
      return false;
    }
    state = "drawing";
    return true;
  };
  const finish = () => {
    const [drawn, done] = [entry, set];
    bail();
    if (!drawn?.keypoints || done.every((one) => one.state === "absent")) return;
    commitShape(core, context.target(), keypointsOf(drawn.keypoints, done), "draw-skeleton", drawn.id);
  };
  const add = (one: readonly Joint[]) => {
    set = [...set, ...one];
    covered = coveredByPointer = false;
    if (set.length >= joints().length) finish();
    else show(null);
  };
  return {
    state: () => state,
    down(event) {
      if (!begin()) return;
      coveredByPointer = event.modifiers.alt || event.button === "secondary";
      show(place(event.sample));
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "drawing" && sample) show(place(sample));
    },
    up(event) {
      if (state === "drawing") add(joint(place(event.sample)));
    },
    hover(event) {
      if (state === "drawing") show(place(event.sample));
    },
    key(key) {
      if (key === "skip" || key === "cover") {
        if (!begin()) return true;
        const next = joints()[set.length];
        if (key === "cover") {
          covered = !covered;
          show(null);
        } else if (next) add([{ id: next.id, state: "absent" }]);
        return true;
      }
      if (state === "idle") return false;
      if (key === "cancel") bail();
      else if (key === "finish") finish();
      else if (set.length > 0) {
        set = set.slice(0, -1);
        show(null);
      } else bail();
      return true;
    },
    finish,
    bail,
  };
};
