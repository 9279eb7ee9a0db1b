import { clampToImage } from "../../../domain/geometry.ts";
import { commitShape } from "../../commit-shape.ts";
import { pointOf } from "../drag-start.ts";
import type { MakeTool, ToolState } from "../tool.ts";

/** A point where the pointer is lifted. */
export const makePointTool: MakeTool = (context) => {
  let state: ToolState = "idle";
  const bail = () => {
    state = "idle";
  };
  return {
    state: () => state,
    down() {
      state = "pointing";
    },
    move() {},
    up(event) {
      if (state === "idle") return;
      bail();
      const { columns, rows } = context.target();
      const pointImage = clampToImage(pointOf(event.sample), columns, rows);
      commitShape(context.core, context.target(), { type: "point", pointImage }, "draw-point");
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
