import type { Geometry, PointImage } from "../../domain/annotation.ts";
import { clampToImage, ringArea } from "../../domain/geometry.ts";
import { distance } from "../../domain/geometry-distance.ts";
import { findSelfCrossing, selfIntersects } from "../../domain/geometry-intersect.ts";
import { commitShape, commitShapes } from "../commit-shape.ts";
import type { PointerSample, PointerType } from "../tool-event.ts";
import { withLateParts } from "../with-late-parts.ts";
import { pointOf } from "./drag-start.ts";
import type { Tool, ToolContext, ToolState } from "./tool.ts";

/** What lies between the taps of a tool. */
export interface TapLine {
  /** The line through the vertices; closed: back to the first. `draft`: while the pointer moves, so it has to be quick. */
  through(vertices: readonly PointImage[], closed: boolean, draft: boolean): readonly PointImage[];
  /** The vertices that are kept of a finished line. */
  kept(line: readonly PointImage[], closed: boolean): PointImage[];
  /** Where a tap within `radiusPx` image pixels is taken to be meant. */
  snap?(point: PointImage, radiusPx: number): PointImage;
  /** False, with a notice, where it cannot begin. */
  canBegin(): boolean;
  /** Whether a line that crosses itself is told while it is drawn. */
  readonly checksDraft: boolean;
  readonly actionId: string;
}

/** How near the first vertex a tap closes, in CSS pixels. */
const closePx = (pointerType: PointerType) => (pointerType === "touch" ? 22 : 10);
const doubleClickMs = 350;

/** Tap by tap; closes on the first vertex, by the finish key or a double click; Backspace drops the last vertex. */
export function makeTapTool(context: ToolContext, line: TapLine): Tool {
  let state: ToolState = "idle";
  let vertices: PointImage[] = [];
  let lastTap: { readonly point: PointImage; readonly timeMs: number } | null = null;
  let closeRadius = 0;

  const place = (sample: PointerSample): PointImage => {
    const { columns, rows } = context.target();
    const point = clampToImage(pointOf(sample), columns, rows);
    return line.snap?.(point, closeRadius) ?? point;
  };
  /** It was to be closed and could not be: it stays red until it is fixed, changed or dropped. */
  let refused = false;
  const show = (pointer: PointImage | null) => {
    const points = line.through(pointer ? [...vertices, pointer] : vertices, false, true);
    context.setPreview({
      kind: "shape",
      geometry: { type: "polyline", pointsImage: points },
      classId: context.core.activeClassId(),
      selfIntersects: refused || (line.checksDraft && findSelfCrossing(points, false) !== null),
      closeAtImage: vertices.length >= 3 ? (vertices[0] ?? null) : null,
    });
  };
  const bail = () => {
    state = "idle";
    vertices = [];
    lastTap = null;
    refused = false;
    context.setPreview(null);
  };
  const closedLine = () => line.kept(line.through(vertices, true, false), true);
  /** What the line goes round, as one label for each piece that hangs together: one act. */
  const fix = () => {
    const drawn = vertices;
    withLateParts(context.core, ({ unionOfRing, partGeometry }) => {
      // Until its code came the line was changed or dropped.
      if (vertices !== drawn) return;
      const parts = unionOfRing(closedLine());
      if (parts === null) return context.core.say("too-large");
      const shapes = parts.filter(({ outline }) => outline.length >= 3 && ringArea(outline) !== 0);
      bail();
      if (shapes.length === 0) context.core.say("too-small");
      else commitShapes(context.core, context.target(), shapes.map(partGeometry), line.actionId);
      context.settle();
    });
  };
  /** `stays`: an outline that crosses itself stays in hand; else something else comes, and it is kept as it is, to be fixed as a label. */
  const close = (stays: boolean) => {
    if (vertices.length === 0) return bail();
    const open = context.options().polygonOpen;
    const enough = vertices.length >= (open ? 2 : 3);
    const points = enough ? line.kept(line.through(vertices, !open, false), !open) : vertices;
    const crossed = !open && selfIntersects(points);
    if (crossed && stays) {
      context.core.say("self-intersecting");
      refused = true;
      return show(null);
    }
    // The halves of a bow take each other away.
    const tooSmall = !enough || (!open && !crossed && ringArea(points) === 0);
    const geometry: Geometry = { type: open ? "polyline" : "polygon", pointsImage: points };
    bail();
    if (tooSmall) return context.core.say("too-small");
    if (crossed) context.core.say("self-intersecting");
    commitShape(context.core, context.target(), geometry, open ? "draw-polyline" : line.actionId);
  };
  return {
    state: () => state,
    down(event) {
      if (state === "idle" && !line.canBegin()) return;
      state = "drawing";
      closeRadius = closePx(event.pointerType) / event.scale;
      show(place(event.sample));
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "drawing" && sample) show(place(sample));
    },
    up(event) {
      if (state === "idle") return;
      const point = place(event.sample);
      const { timeMs } = event.sample;
      const first = vertices[0];
      const again =
        lastTap && timeMs - lastTap.timeMs < doubleClickMs && distance(point, lastTap.point) <= closeRadius;
      lastTap = { point, timeMs };
      if (again && vertices.length >= 2) return close(true);
      if (first && vertices.length >= 3 && distance(point, first) <= closeRadius) return close(true);
      if (again) return;
      vertices = [...vertices, point];
      refused = false;
      show(null);
    },
    hover(event) {
      if (state === "drawing") show(place(event.sample));
    },
    key(key) {
      if (state === "idle") return false;
      if (key === "cancel") bail();
      else if (key === "finish") close(true);
      else if (key === "fix") fix();
      else {
        refused = false;
        vertices = vertices.slice(0, -1);
        lastTap = null;
        if (vertices.length === 0) bail();
        else show(null);
      }
      return true;
    },
    finish: () => close(false),
    bail,
  };
}
