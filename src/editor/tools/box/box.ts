import { makeCornerDrag } from "../corner-drag.ts";
import type { MakeTool } from "../tool.ts";

/** Box from corner to corner; stored `[xMin, yMin, xMax, yMax]` in pointImage. */
export const makeBoxTool: MakeTool = (context) =>
  makeCornerDrag(context, "draw-box", (boxImage) => ({ type: "box", boxImage }));
