import type { ToolId } from "../../editor/tool-event.ts";
import type { PrimaryAction } from "../../viewer/pointer-settings.ts";

/** Tools of the rail in their groups; a line between groups. */
export const railGroups: readonly (readonly ToolId[])[] = [
  ["scroll", "window", "zoom", "pan", "select"],
  ["brush", "eraser"],
  ["box", "ellipse", "polygon", "freehand", "point", "ask"],
];

/** What the first button does with a tool: the viewport does navigation itself. */
export function primaryOf(tool: ToolId): PrimaryAction {
  return tool === "scroll" || tool === "window" || tool === "zoom" || tool === "pan" ? tool : "tool";
}
