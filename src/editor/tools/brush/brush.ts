import { beginPaint } from "../../paint-stroke.ts";
import { makePaintTool } from "../paint-tool.ts";
import type { MakeTool } from "../tool.ts";

/** Circle of 2–200 image pixels; a pixel is in when its centre is. */
export const makeBrushTool: MakeTool = (context) =>
  makePaintTool(context, {
    erase: false,
    threshold: false,
    begin: (rules, place) => beginPaint(context.core, place, rules),
  });
