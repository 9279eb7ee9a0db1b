import type { Geometry, PointImage } from "../../../domain/annotation.ts";
import { clampToImage, ringArea } from "../../../domain/geometry.ts";
import { distance } from "../../../domain/geometry-distance.ts";
import { dropSmallLoops, selfIntersects } from "../../../domain/geometry-intersect.ts";
import { simplifyLine, simplifyRing } from "../../../domain/geometry-simplify.ts";
import { commitShape } from "../../commit-shape.ts";
import { isDrag, pointOf } from "../drag-start.ts";
import type { MakeTool, ToolState } from "../tool.ts";

/** Ends nearer than this many CSS pixels close the outline. */
const closePx = 20;
/** How far the kept line may lie from the drawn one, in image pixels. */
const tolerancePx = 0.5;
/** A curl that holds less of the whole than this is a slip where the outline closes. */
const smallLoop = 0.05;

/** An outline in one go: a polygon when its ends meet, else a polyline. */
export const makeFreehandTool: MakeTool = (context) => {
  let state: ToolState = "idle";
  let points: PointImage[] = [];
  let scale = 1;

  const bail = () => {
    state = "idle";
    points = [];
    context.setPreview(null);
  };
  const isClosed = () => {
    const [first] = points;
    const last = points.at(-1);
    return (
      points.length > 3 &&
      first !== undefined &&
      last !== undefined &&
      distance(first, last) * scale < closePx
    );
  };
  const finish = () => {
    if (state !== "drawing") return bail();
    const closed = isClosed();
    const drawn = points;
    bail();
    if (!closed) {
      const pointsImage = simplifyLine(drawn, tolerancePx);
      return commitShape(context.core, context.target(), { type: "polyline", pointsImage }, "draw-freehand");
    }
    const pointsImage = dropSmallLoops(simplifyRing(drawn, tolerancePx), smallLoop);
    if (pointsImage.length < 3 || Math.abs(ringArea(pointsImage)) < 1) return context.core.say("too-small");
    // A big crossing is kept: the even-odd rule still says which pixels are meant, and ink is never lost.
    if (selfIntersects(pointsImage)) context.core.say("self-intersecting");
    commitShape(context.core, context.target(), { type: "polygon", pointsImage }, "draw-freehand");
  };
  const add = (point: PointImage) => {
    const { columns, rows } = context.target();
    const inside = clampToImage(point, columns, rows);
    const last = points.at(-1);
    if (!last || distance(last, inside) > 0) points.push(inside);
  };
  const show = () => {
    const geometry: Geometry = { type: "polyline", pointsImage: [...points] };
    const closeAtImage = isClosed() ? (points[0] ?? null) : null;
    const classId = context.core.activeClassId();
    context.setPreview({ kind: "shape", geometry, classId, selfIntersects: false, closeAtImage });
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      points = [];
      scale = event.scale;
      add(pointOf(event.sample));
    },
    move(event) {
      if (state === "idle") return;
      for (const sample of event.samples) add(pointOf(sample));
      const [first] = points;
      const far = (point: PointImage) => first && isDrag(first, point, scale, event.pointerType);
      if (state === "pointing" && points.some(far)) state = "drawing";
      if (state === "drawing") show();
    },
    up(event) {
      if (state === "drawing") add(pointOf(event.sample));
      finish();
    },
    key(key) {
      if (state === "idle" || key !== "cancel") return false;
      bail();
      return true;
    },
    finish,
    bail,
  };
};
