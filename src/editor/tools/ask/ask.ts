import type { PointImage } from "../../../domain/annotation.ts";
import { clampToImage } from "../../../domain/geometry.ts";
import { simplifyLine } from "../../../domain/geometry-simplify.ts";
import type { Modifiers } from "../../tool-event.ts";
import { cornerBox, isTooSmall } from "../corner-drag.ts";
import { isDrag, pointOf } from "../drag-start.ts";
import type { MakeTool, ToolState } from "../tool.ts";

/** How far the kept line may lie from the drawn one, in image pixels. */
const tolerancePx = 0.5;

/**
 * Click: this belongs to it; Alt or second button: this does not; drag: it lies in this box, or (`askWith`) this line is inside it, with Alt
 * or the second button outside.
 */
export const makeAskTool: MakeTool = (context) => {
  let state: ToolState = "idle";
  let start: PointImage = [0, 0];
  let last: PointImage = [0, 0];
  let plainly = true;
  let positive = true;
  let line: PointImage[] = [];
  const plain: Modifiers = { shift: false, alt: false, ctrl: false };

  const box = () => {
    const { columns, rows } = context.target();
    return cornerBox(start, last, plain, columns, rows);
  };
  const scribbles = () => context.options().askWith === "scribble";
  const add = (point: PointImage) => {
    const { columns, rows } = context.target();
    line.push(clampToImage(point, columns, rows));
  };
  const show = () => {
    if (!scribbles()) return context.setPreview({ kind: "marquee", boxImage: box() });
    const geometry = { type: "polyline", pointsImage: [...line] } as const;
    const classId = context.core.activeClassId();
    context.setPreview({ kind: "shape", geometry, classId, selfIntersects: false, closeAtImage: null });
  };
  const bail = () => {
    state = "idle";
    line = [];
    context.setPreview(null);
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      start = last = pointOf(event.sample);
      line = [];
      add(start);
      plainly = event.button === "primary" && !event.modifiers.alt;
      positive = plainly === (context.options().askMarks === "inside");
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "idle" || !sample) return;
      last = pointOf(sample);
      for (const each of event.samples) add(pointOf(each));
      const draws = plainly || scribbles();
      if (state === "pointing" && draws && isDrag(start, last, event.scale, event.pointerType))
        state = "drawing";
      if (state === "drawing") show();
    },
    up(event) {
      const was = state;
      if (was === "drawing") last = pointOf(event.sample);
      const boxImage = box();
      const pointsImage = simplifyLine(line, tolerancePx);
      bail();
      const { columns, rows } = context.target();
      if (was === "pointing") {
        context.ask({ kind: "point", positive, pointImage: clampToImage(start, columns, rows) });
      }
      if (was !== "drawing") return;
      if (scribbles()) context.ask({ kind: "scribble", positive, pointsImage });
      else if (isTooSmall(boxImage)) context.core.say("too-small");
      else context.ask({ kind: "box", boxImage });
    },
    key(key) {
      if (state === "idle" || key !== "cancel") return false;
      bail();
      return true;
    },
    finish: bail,
    bail,
  };
};
