import type { PointImage } from "../../../domain/annotation.ts";
import { makeAnchoredTool } from "../anchored.ts";
import type { MakeTool } from "../tool.ts";

/** Distance between two points: one drag, or two taps. */
export const makeLengthTool: MakeTool = (context) =>
  makeAnchoredTool(context, {
    actionId: "draw-length",
    anchors: 2,
    geometryOf: ([a, b]) => ({ type: "length", pointsImage: [a, b] as [PointImage, PointImage] }),
  });
