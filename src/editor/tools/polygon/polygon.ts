import { makeTapTool } from "../tap-tool.ts";
import type { MakeTool } from "../tool.ts";

/** Straight lines from tap to tap. */
export const makePolygonTool: MakeTool = (context) =>
  makeTapTool(context, {
    through: (vertices) => vertices,
    kept: (line) => [...line],
    canBegin: () => true,
    checksDraft: true,
    actionId: "draw-polygon",
  });
