import { shortAxis } from "../../../domain/measure/axes.ts";
import { pixelSizeFor } from "../../../domain/measure/pixel-size.ts";
import { makeAnchoredTool } from "../anchored.ts";
import type { MakeTool } from "../tool.ts";

/** Long axis of a lesion, then its short axis, which stays at a right angle in millimetres: a drag and a tap, or three taps. */
export const makeBidirectionalTool: MakeTool = (context) =>
  makeAnchoredTool(context, {
    actionId: "draw-bidirectional",
    anchors: 3,
    geometryOf: ([a = [0, 0], b = a, to]) => {
      if (!to) return { type: "length", pointsImage: [a, b] };
      const { measure } = context.target();
      const size = measure && pixelSizeFor(measure, [a, b]);
      return { type: "bidirectional", pointsImage: [a, b, ...shortAxis(a, b, to, size)] };
    },
  });
