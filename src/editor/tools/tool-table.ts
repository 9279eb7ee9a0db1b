import type { ToolId } from "../tool-event.ts";
import type { ToolOptions } from "../tool-types.ts";
import { makeBoxTool } from "./box/box.ts";
import { makeBrushTool } from "./brush/brush.ts";
import { makeEllipseTool } from "./ellipse/ellipse.ts";
import { makeEraserTool } from "./eraser/eraser.ts";
import { makeFreehandTool } from "./freehand/freehand.ts";
import { type LateTool, makeLateTool } from "./late-tool.ts";
import { makeLengthTool } from "./length/length.ts";
import { makePointTool } from "./point/point.ts";
import { makePolygonTool } from "./polygon/polygon.ts";
import { makeSelectTool } from "./select/select.ts";
import { makeThresholdTool } from "./threshold/threshold.ts";
import type { Tool, ToolContext } from "./tool.ts";

/** Tools that the viewport performs itself. */
export const navigationTools = ["scroll", "window", "zoom", "pan"] as const;

/** Tools that the editor performs. */
export type DrawingTool = Exclude<ToolId, (typeof navigationTools)[number]>;

/** Whether the editor performs a tool. */
export const isDrawingTool = (tool: ToolId): tool is DrawingTool =>
  !(navigationTools as readonly ToolId[]).includes(tool);

/** Tools that a proposal is corrected with, and that draw on planes through the volume. */
export const paintTools: ReadonlySet<ToolId> = new Set<ToolId>(["brush", "eraser", "threshold"]);

/** Whether the code of a tool is fetched after the first picture. */
export const isLateTool = (tool: ToolId): tool is LateTool => lateTools.has(tool);

const lateTools: ReadonlySet<ToolId> = new Set<LateTool>([
  "angle",
  "ask",
  "bidirectional",
  "cobb",
  "growcut",
  "livewire",
  "region",
  "skeleton",
  "spline",
  "wand",
]);

/** All drawing tools of a session, idle. */
export const makeTools = (context: ToolContext): Record<DrawingTool, Tool> => ({
  select: makeSelectTool(context),
  box: makeBoxTool(context),
  ellipse: makeEllipseTool(context),
  polygon: makePolygonTool(context),
  spline: makeLateTool("spline", context),
  freehand: makeFreehandTool(context),
  livewire: makeLateTool("livewire", context),
  point: makePointTool(context),
  skeleton: makeLateTool("skeleton", context),
  length: makeLengthTool(context),
  angle: makeLateTool("angle", context),
  bidirectional: makeLateTool("bidirectional", context),
  cobb: makeLateTool("cobb", context),
  brush: makeBrushTool(context),
  eraser: makeEraserTool(context),
  threshold: makeThresholdTool(context),
  wand: makeLateTool("wand", context),
  region: makeLateTool("region", context),
  growcut: makeLateTool("growcut", context),
  ask: makeLateTool("ask", context),
});

/** What the settings are until somebody changes them. */
export const firstOptions: ToolOptions = {
  brushSizePx: 20,
  eraserScope: "active",
  askWith: "box",
  askMarks: "inside",
  sphere: false,
  pressureSize: false,
  seedsOf: "label",
  polygonOpen: false,
  area: { kind: "anywhere" },
  range: null,
  tolerance: null,
  clean: { islandPx: 20, marginMm: 2, smoothMm: 3, allSlices: false },
};
