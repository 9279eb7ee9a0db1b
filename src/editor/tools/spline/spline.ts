import { simplifyLine, simplifyRing } from "../../../domain/geometry-simplify.ts";
import { splineThrough } from "../../../domain/geometry-spline.ts";
import { makeTapTool } from "../tap-tool.ts";
import type { MakeTool } from "../tool.ts";

/** How far the kept corners may lie from the curve, in image pixels. */
const tolerancePx = 0.2;

/** A smooth line through the taps (Catmull-Rom); kept as a polygon that follows it. */
export const makeSplineTool: MakeTool = (context) =>
  makeTapTool(context, {
    through: (vertices, closed) => splineThrough(vertices, closed),
    kept: (line, closed) => (closed ? simplifyRing(line, tolerancePx) : simplifyLine(line, tolerancePx)),
    canBegin: () => true,
    checksDraft: false,
    actionId: "draw-spline",
  });
