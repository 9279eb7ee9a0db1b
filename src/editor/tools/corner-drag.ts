import type { BoxImage, Geometry, PointImage } from "../../domain/annotation.ts";
import { clampToImage } from "../../domain/geometry.ts";
import { commitShape } from "../commit-shape.ts";
import type { Modifiers } from "../tool-event.ts";
import { isDrag, pointOf } from "./drag-start.ts";
import type { Tool, ToolContext, ToolState } from "./tool.ts";

/** The box from corner to corner: Shift makes it square, Alt grows it from its centre; clipped to the image. */
export function cornerBox(
  [startX, startY]: PointImage,
  [x, y]: PointImage,
  { shift, alt }: Pick<Modifiers, "shift" | "alt">,
  columns: number,
  rows: number,
): BoxImage {
  let dx = x - startX;
  let dy = y - startY;
  if (shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const [ax, ay] = clampToImage(alt ? [startX - dx, startY - dy] : [startX, startY], columns, rows);
  const [bx, by] = clampToImage([startX + dx, startY + dy], columns, rows);
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

/** Shapes smaller than 2 × 2 image pixels are slips of the hand. */
export const isTooSmall = ([xMin, yMin, xMax, yMax]: BoxImage): boolean => xMax - xMin < 2 || yMax - yMin < 2;

/** The gesture of box and ellipse: idle → pointing → drawing → one label. */
export function makeCornerDrag(
  context: ToolContext,
  actionId: string,
  toGeometry: (box: BoxImage) => Geometry,
): Tool {
  let state: ToolState = "idle";
  let start: PointImage = [0, 0];
  let last: PointImage = [0, 0];
  let modifiers: Modifiers = { shift: false, alt: false, ctrl: false };

  const box = () => {
    const { columns, rows } = context.target();
    return cornerBox(start, last, modifiers, columns, rows);
  };
  const show = () =>
    context.setPreview({
      kind: "shape",
      geometry: toGeometry(box()),
      classId: context.core.activeClassId(),
      selfIntersects: false,
      closeAtImage: null,
    });
  const bail = () => {
    state = "idle";
    context.setPreview(null);
  };
  const finish = () => {
    const drawn = state === "drawing" ? box() : null;
    bail();
    if (!drawn) return;
    if (isTooSmall(drawn)) context.core.say("too-small");
    else commitShape(context.core, context.target(), toGeometry(drawn), actionId);
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      start = last = pointOf(event.sample);
      modifiers = event.modifiers;
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "idle" || !sample) return;
      last = pointOf(sample);
      modifiers = event.modifiers;
      if (state === "pointing" && isDrag(start, last, event.scale, event.pointerType)) state = "drawing";
      if (state === "drawing") show();
    },
    up(event) {
      if (state === "drawing") last = pointOf(event.sample);
      modifiers = event.modifiers;
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
}
