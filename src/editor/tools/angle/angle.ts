import { makeAnchoredTool } from "../anchored.ts";
import type { MakeTool } from "../tool.ts";

/** Angle at the second of three points: a drag for the first arm and a tap for the other, or three taps. */
export const makeAngleTool: MakeTool = (context) =>
  makeAnchoredTool(context, {
    actionId: "draw-angle",
    anchors: 3,
    geometryOf: ([a = [0, 0], vertex = a, b]) =>
      b ? { type: "angle", pointsImage: [a, vertex, b] } : { type: "length", pointsImage: [a, vertex] },
  });
