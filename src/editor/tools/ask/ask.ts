import type { PointImage } from "../../../domain/annotation.ts";
import { clampToImage } from "../../../domain/geometry.ts";
import type { Modifiers } from "../../tool-event.ts";
import { cornerBox, isTooSmall } from "../corner-drag.ts";
import { isDrag, pointOf } from "../drag-start.ts";
import type { MakeTool, ToolState } from "../tool.ts";

/** Click: this belongs to it; Alt or second button: this does not; drag: it lies in this box. */
export const makeAskTool: MakeTool = (context) => {
  let state: ToolState = "idle";
  let start: PointImage = [0, 0];
  let last: PointImage = [0, 0];
  let positive = true;
  const plain: Modifiers = { shift: false, alt: false, ctrl: false };

  const box = () => {
    const { columns, rows } = context.target();
    return cornerBox(start, last, plain, columns, rows);
  };
  const bail = () => {
    state = "idle";
    context.setPreview(null);
  };
  return {
    state: () => state,
    down(event) {
      state = "pointing";
      start = last = pointOf(event.sample);
      positive = event.button === "primary" && !event.modifiers.alt;
    },
    move(event) {
      const sample = event.samples.at(-1);
      if (state === "idle" || !sample) return;
      last = pointOf(sample);
      if (state === "pointing" && positive && isDrag(start, last, event.scale, event.pointerType))
        state = "drawing";
      if (state === "drawing") context.setPreview({ kind: "marquee", boxImage: box() });
    },
    up(event) {
      const was = state;
      if (was === "drawing") last = pointOf(event.sample);
      const boxImage = box();
      bail();
      const { columns, rows } = context.target();
      if (was === "pointing") {
        context.ask({ kind: "point", positive, pointImage: clampToImage(start, columns, rows) });
      }
      if (was !== "drawing") return;
      if (isTooSmall(boxImage)) context.core.say("too-small");
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
