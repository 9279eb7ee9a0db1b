import type { PointImage } from "../../domain/annotation.ts";
import { inRange } from "../../domain/editable-area.ts";
import { distance } from "../../domain/geometry-distance.ts";
import { voxelAt } from "../../domain/mpr/voxel-plane.ts";
import { capsuleSpans } from "../../domain/rasterize.ts";
import { spansWhere } from "../../domain/span-sets.ts";
import type { PaintRules } from "../paint-limit.ts";
import type { PaintStroke, StrokePlace } from "../paint-stroke.ts";
import type { PointerSample } from "../tool-event.ts";
import { isDrag, pointOf } from "./drag-start.ts";
import type { Tool, ToolContext, ToolState } from "./tool.ts";

export interface PaintToolOptions {
  readonly erase: boolean;
  /** Paints the pixels of the range only. */
  readonly threshold: boolean;
  begin(rules: PaintRules, place: StrokePlace): PaintStroke | null;
}

/** The gesture of brush, threshold brush and eraser: capsules between samples, a tap is a disc. */
export function makePaintTool(context: ToolContext, { erase, threshold, begin }: PaintToolOptions): Tool {
  let state: ToolState = "idle";
  let stroke: PaintStroke | null = null;
  let waiting: PointerSample[] = [];
  let last: PointImage = [0, 0];

  const radiusOf = ({ pressure }: PointerSample, isPen: boolean) => {
    const { brushSizePx, pressureSize } = context.options();
    const factor = pressureSize && isPen ? 0.5 + Math.min(1, Math.max(0, pressure)) / 2 : 1;
    return Math.max(1, (brushSizePx / 2) * factor);
  };
  /** The pixels under the circle that have a value of the range, where only those count. */
  const spansOfRange = (center: PointImage, radiusPx: number) => {
    const { area, range } = context.options();
    const target = context.target();
    // Values of a plane lie on many slices: they limit the stroke, but are not shown under the circle.
    const values =
      range && !context.plane() && (threshold || area.kind === "range")
        ? context.core.options.valuesOf?.(target)
        : null;
    if (!range || !values) return null;
    const circle = capsuleSpans(center, center, radiusPx, target.columns, target.rows);
    return spansWhere(circle, target.columns, (at) => inRange(range, values(at)));
  };
  const showCircle = (centerImage: PointImage, radiusPx: number) => {
    const spans = spansOfRange(centerImage, radiusPx);
    const classId = context.core.activeClassId();
    const plane = context.plane();
    const radiusMm = radiusPx * (plane?.imagePixelMm ?? 1);
    context.setPreview({
      kind: "brush",
      ...(plane
        ? {
            onPlane: {
              id: plane.id,
              radiiPx: [radiusMm / plane.stepsMm[0], radiusMm / plane.stepsMm[1]] as const,
            },
          }
        : {}),
      centerImage,
      radiusPx,
      erase,
      classId,
      ...(spans ? { spans } : {}),
    });
  };
  const add = (sample: PointerSample, isPen: boolean) => {
    const to = pointOf(sample);
    stroke?.add(last, to, radiusOf(sample, isPen));
    last = to;
  };
  const start = (isPen: boolean): boolean => {
    const { area, range, sphere } = context.options();
    const [first] = waiting;
    const plane = context.plane();
    const slice = plane && first ? plane.slices[voxelAt(plane, pointOf(first))[2]] : null;
    stroke = begin({ area, range, threshold, sphere }, { target: slice ?? context.target(), plane });
    if (!stroke || !first) {
      state = "idle";
      return false;
    }
    state = "drawing";
    last = pointOf(first);
    for (const sample of waiting) add(sample, isPen);
    waiting = [];
    return true;
  };
  const end = () => {
    const open = stroke;
    state = "idle";
    stroke = null;
    waiting = [];
    open?.end();
  };
  const bail = () => {
    const open = stroke;
    state = "idle";
    stroke = null;
    waiting = [];
    open?.bail();
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      waiting = [event.sample];
      showCircle(pointOf(event.sample), radiusOf(event.sample, event.pointerType === "pen"));
    },
    move(event) {
      const isPen = event.pointerType === "pen";
      const latest = event.samples.at(-1);
      if (state === "idle" || !latest) return;
      showCircle(pointOf(latest), radiusOf(latest, isPen));
      if (state === "drawing") {
        for (const sample of event.samples) add(sample, isPen);
        return;
      }
      waiting.push(...event.samples);
      const [first] = waiting;
      const far = (sample: PointerSample) =>
        first && isDrag(pointOf(first), pointOf(sample), event.scale, event.pointerType);
      if (waiting.some(far)) start(isPen);
    },
    up(event) {
      const isPen = event.pointerType === "pen";
      if (state === "idle") return;
      if (state === "drawing") {
        if (distance(last, pointOf(event.sample)) > 0) add(event.sample, isPen);
      } else {
        waiting = waiting.slice(0, 1); // a tap: the trembling of the finger is no stroke
        if (!start(isPen)) return;
      }
      end();
    },
    hover(event) {
      showCircle(pointOf(event.sample), radiusOf(event.sample, false));
    },
    key(key) {
      if (state === "idle" || key !== "cancel") return false;
      bail();
      return true;
    },
    finish() {
      if (state === "drawing") end();
      else bail();
    },
    bail,
  };
}
