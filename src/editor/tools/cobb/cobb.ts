import type { PointImage } from "../../../domain/annotation.ts";
import { makeAnchoredTool } from "../anchored.ts";
import type { MakeTool } from "../tool.ts";

/** Cobb angle between two lines, as along two end plates: a drag for each, or four taps. */
export const makeCobbTool: MakeTool = (context) =>
  makeAnchoredTool(context, {
    actionId: "draw-cobb",
    anchors: 4,
    freshLineAt: 2,
    geometryOf: ([a = [0, 0], b = a, c, d = c]) =>
      c && d
        ? { type: "cobb", pointsImage: [a, b, c, d] as [PointImage, PointImage, PointImage, PointImage] }
        : { type: "length", pointsImage: [a, b] },
  });
