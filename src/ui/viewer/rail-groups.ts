import type { ToolId } from "../../editor/tool-event.ts";
import type { PrimaryAction } from "../../viewer/pointer-settings.ts";

/** Tools that share one place of the rail: the first is there until another of them is taken. */
export type ToolFamily = readonly [ToolId, ...ToolId[]];

/** Families of the rail in their groups; a line between groups. */
export const railGroups: readonly (readonly ToolFamily[])[] = [
  [["scroll", "zoom", "pan"], ["window"], ["select"]],
  [["brush"], ["eraser"], ["threshold"], ["wand", "region", "growcut"]],
  [
    ["box", "ellipse"],
    ["polygon", "spline", "freehand", "livewire"],
    ["point", "skeleton"],
    ["length", "angle", "bidirectional", "cobb"],
    ["ask"],
  ],
];

const strokes = ["brush", "eraser", "threshold"] as const;

const paintTools: ReadonlySet<ToolId> = new Set<ToolId>([...strokes, "wand", "region", "growcut"]);

const sized: ReadonlySet<ToolId> = new Set<ToolId>([...strokes, "growcut"]);

/** Whether a tool paints with a circle of a size. */
export const hasBrush = (tool: ToolId): boolean => sized.has(tool);

/** Whether a tool changes pixels, within the editable area. */
export const paints = (tool: ToolId): boolean => paintTools.has(tool);

/** Whether a tool paints on the planes through a volume too. */
export const paintsPlanes = (tool: ToolId): boolean => (strokes as readonly ToolId[]).includes(tool);

/** What the first button does with a tool: the viewport does navigation itself. */
export function primaryOf(tool: ToolId): PrimaryAction {
  return tool === "scroll" || tool === "window" || tool === "zoom" || tool === "pan" ? tool : "tool";
}
