import type { Geometry, PointImage } from "../../domain/annotation.ts";
import { clampToImage } from "../../domain/geometry.ts";
import { distance } from "../../domain/geometry-distance.ts";
import { commitShape } from "../commit-shape.ts";
import type { PointerSample } from "../tool-event.ts";
import { isDrag, pointOf } from "./drag-start.ts";
import type { Tool, ToolContext, ToolState } from "./tool.ts";

/** What a measurement makes of its anchors. */
export interface AnchoredShape {
  readonly actionId: string;
  /** How many points a person sets. */
  readonly anchors: number;
  /** With so many anchors set, a drag begins a line of its own where it begins. */
  readonly freshLineAt?: number;
  /** The shape of `anchors` points, or what is to be seen of fewer (at least two). */
  geometryOf(points: readonly PointImage[]): Geometry;
}

/**
 * The gesture of measurements: each anchor is a tap, or the end of a drag that began at the one before it. Backspace takes the last anchor
 * back, Esc all. When something interrupts, an end that is being dragged is where it is seen; a shape that is not complete then is dropped, with
 * a notice.
 */
export function makeAnchoredTool(context: ToolContext, shape: AnchoredShape): Tool {
  let state: ToolState = "idle";
  let anchors: PointImage[] = [];
  let start: PointImage = [0, 0];
  let dragged = false;
  let end: PointImage = [0, 0];

  const place = (sample: PointerSample): PointImage => {
    const { columns, rows } = context.target();
    return clampToImage(pointOf(sample), columns, rows);
  };
  const show = (pointer: PointImage | null) => {
    const points = pointer ? [...anchors, pointer] : anchors;
    if (points.length < 2) return context.setPreview(null);
    context.setPreview({
      kind: "shape",
      geometry: shape.geometryOf(points.slice(0, shape.anchors)),
      classId: context.core.activeClassId(),
      selfIntersects: false,
      closeAtImage: null,
    });
  };
  const bail = () => {
    state = "idle";
    anchors = [];
    dragged = false;
    context.setPreview(null);
  };
  const setAnchor = (point: PointImage) => {
    const last = anchors.at(-1);
    // A double tap sets no second anchor on the first one.
    if (last && distance(last, point) === 0) return;
    anchors = [...anchors, point];
    if (anchors.length < shape.anchors) return show(null);
    const geometry = shape.geometryOf(anchors);
    bail();
    commitShape(context.core, context.target(), geometry, shape.actionId);
  };
  return {
    state: () => state,
    down(event) {
      state = "drawing";
      dragged = false;
      start = place(event.sample);
      if (anchors.length === 0) anchors = [start];
      else show(start);
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "idle" || !sample) return;
      const point = place(sample);
      end = point;
      dragged ||= isDrag(start, point, event.scale, event.pointerType);
      if (dragged && anchors.length === shape.freshLineAt) anchors = [...anchors, start];
      if (dragged || anchors.length > 1) show(point);
    },
    up(event) {
      if (state === "idle") return;
      // The first tap has set its anchor already; every later one, and the end of a drag, set one here.
      if (anchors.length > 1 || dragged || distance(anchors[0] ?? start, start) > 0)
        setAnchor(place(event.sample));
      dragged = false;
    },
    hover(event) {
      if (state === "drawing") show(place(event.sample));
    },
    key(key) {
      if (state === "idle") return false;
      if (key === "drop-last" && anchors.length > 1) {
        anchors = anchors.slice(0, -1);
        show(null);
      } else if (key !== "finish") bail();
      return true;
    },
    finish() {
      if (dragged) setAnchor(end);
      if (state === "idle") return;
      bail();
      context.core.say("not-complete");
    },
    bail,
  };
}
