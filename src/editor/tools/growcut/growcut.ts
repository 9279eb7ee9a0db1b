import { capsuleSpans } from "../../../domain/rasterize.ts";
import { makePaintTool } from "../paint-tool.ts";
import type { MakeTool } from "../tool.ts";

/** A brush of seeds, of the class that is drawn or of the background; what lies between is grown after each stroke (GrowCut). */
export const makeGrowCutTool: MakeTool = (context) =>
  makePaintTool(context, {
    erase: false,
    threshold: false,
    begin(_, { target }) {
      const { core, candidates } = context;
      const isBackground = context.options().seedsOf === "background";
      const classId = core.activeClassId();
      if (!isBackground && classId === null) {
        core.say("choose-label-first");
        return null;
      }
      const stroke = candidates.seed(target, isBackground ? null : classId);
      return {
        add: (from, to, radiusPx) =>
          stroke.add(capsuleSpans(from, to, radiusPx, target.columns, target.rows)),
        end: stroke.end,
        bail: stroke.bail,
      };
    },
  });
