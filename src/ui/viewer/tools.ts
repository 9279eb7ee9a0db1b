import {
  IconAngle,
  IconArrowsMove,
  IconBlob,
  IconBone,
  IconBrush,
  IconColorFilter,
  IconContrast,
  IconCube3dSphere,
  IconEraser,
  IconHierarchy3,
  IconLasso,
  IconMagnet,
  IconOvalVertical,
  IconPencilPlus,
  IconPointer,
  IconPolygon,
  IconRulerMeasure,
  IconRulerMeasure2,
  IconSeeding,
  IconSparkles,
  IconSquare,
  IconStack2,
  IconTarget,
  IconVectorSpline,
  IconWand,
  IconZoomIn,
} from "@tabler/icons-solidjs";
import type { Component } from "solid-js";
import type { ToolId } from "../../editor/tool-event.ts";

/** An icon of the set. */
export type IconComponent = Component<{ size?: number; "stroke-width"?: number; class?: string }>;

/** The picture of each tool. */
export const toolIcons: Record<ToolId, IconComponent> = {
  scroll: IconStack2,
  window: IconContrast,
  zoom: IconZoomIn,
  pan: IconArrowsMove,
  select: IconPointer,
  brush: IconBrush,
  eraser: IconEraser,
  threshold: IconColorFilter,
  wand: IconWand,
  region: IconBlob,
  growcut: IconSeeding,
  box: IconSquare,
  ellipse: IconOvalVertical,
  polygon: IconPolygon,
  spline: IconVectorSpline,
  freehand: IconLasso,
  livewire: IconMagnet,
  point: IconTarget,
  skeleton: IconHierarchy3,
  length: IconRulerMeasure,
  angle: IconAngle,
  bidirectional: IconRulerMeasure2,
  cobb: IconBone,
  ask: IconSparkles,
};

/** The icon of pen mode. */
export const penIcon: IconComponent = IconPencilPlus;

/** The icon of the three planes. */
export const planesIcon: IconComponent = IconCube3dSphere;
