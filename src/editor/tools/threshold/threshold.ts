import { beginPaint } from "../../paint-stroke.ts";
import { makePaintTool } from "../paint-tool.ts";
import type { MakeTool } from "../tool.ts";

/** The brush on the pixels whose value lies in the range, in modality units. */
export const makeThresholdTool: MakeTool = (context) =>
  makePaintTool(context, {
    erase: false,
    threshold: true,
    begin: (rules, place) => beginPaint(context.core, place, rules),
  });
