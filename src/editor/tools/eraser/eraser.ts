import { beginErase } from "../../erase-stroke.ts";
import { makePaintTool } from "../paint-tool.ts";
import type { MakeTool } from "../tool.ts";

/** The brush the other way round: from the active label, or from all that are not locked. */
export const makeEraserTool: MakeTool = (context) =>
  makePaintTool(context, {
    erase: true,
    threshold: false,
    begin: (rules, place) => beginErase(context.core, place, context.options().eraserScope, rules),
  });
