import type { ToolEvent, PointerSample as ToolSample } from "../../editor/tool-event.ts";
import type { PointerSample, ViewerIntent } from "../../viewer/viewer-intent.ts";

const sampleOf = ({ pointImage, pressure, timeMs }: PointerSample): ToolSample => ({
  x: pointImage[0],
  y: pointImage[1],
  pressure,
  timeMs,
});

const noModifiers = { shift: false, alt: false, ctrl: false } as const;

/** What the viewer's intent means for the tool in hand; null when it is none of its business. `scale`: CSS px per image px. */
export function intentToTool(intent: ViewerIntent, scale: number, nowMs: number): ToolEvent | null {
  switch (intent.kind) {
    case "tool-down": {
      const button = ({ tool: "primary", erase: "eraser", pick: "secondary" } as const)[intent.purpose];
      const { modifiers, pointerType } = intent;
      return { type: "down", sample: sampleOf(intent.sample), button, modifiers, pointerType, scale };
    }
    case "tool-move": {
      const { modifiers, pointerType } = intent;
      return { type: "move", samples: intent.samples.map(sampleOf), modifiers, pointerType, scale };
    }
    case "tool-up": {
      const { modifiers, pointerType } = intent;
      return { type: "up", sample: sampleOf(intent.sample), modifiers, pointerType, scale };
    }
    case "tool-cancel":
      if (!intent.commit) return { type: "cancel", timeMs: nowMs };
      return { type: "interrupt", reason: intent.held ? "blur" : "target" };
    case "hover": {
      const { pointerType } = intent;
      return { type: "hover", sample: sampleOf(intent.sample), modifiers: noModifiers, pointerType, scale };
    }
    default:
      return null;
  }
}
