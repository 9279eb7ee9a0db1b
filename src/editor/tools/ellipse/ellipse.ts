import { makeCornerDrag } from "../corner-drag.ts";
import type { MakeTool } from "../tool.ts";

/** Ellipse inside the dragged box; turned later by its handle. */
export const makeEllipseTool: MakeTool = (context) =>
  makeCornerDrag(context, "draw-ellipse", ([xMin, yMin, xMax, yMax]) => ({
    type: "ellipse",
    centerImage: [(xMin + xMax) / 2, (yMin + yMax) / 2],
    radiiImage: [(xMax - xMin) / 2, (yMax - yMin) / 2],
    angleRad: 0,
  }));
