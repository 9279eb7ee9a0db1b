import type { EditorCore } from "./core.ts";
import type { ImageTarget, PlaneTarget } from "./image-target.ts";
import type { ToolEvent, ToolId } from "./tool-event.ts";
import type { StrokeDraft, ToolOptions } from "./tool-types.ts";

/** What a stored stroke needs of the tools to be drawn again. */
export interface ReplayHost {
  /** Whether a hand draws now, or a stroke waits for its class. */
  drawing(): boolean;
  tool(): ToolId;
  /** Takes a tool without what a person's choice of one brings with it. */
  putTool(tool: ToolId): void;
  options(): ToolOptions;
  setOptions(options: ToolOptions): void;
  /** Gives the events to a tool as one gesture, which is finished with the last. */
  perform(tool: ToolId, plane: PlaneTarget | null, events: readonly ToolEvent[]): void;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** A stored draft, if it is one of this version and study; null else. */
function readDraft(value: unknown, studyUid: string): StrokeDraft | null {
  if (!isObject(value) || value.v !== 1 || !Array.isArray(value.events)) return null;
  if (!isObject(value.target) || value.target.studyUid !== studyUid) return null;
  if (!isObject(value.options) || !Array.isArray(value.selection) || typeof value.tool !== "string")
    return null;
  // Written by this program through structured clone; what stands above is what another version could lack.
  return value as unknown as StrokeDraft;
}

/** The frame whose values a stored draft needs to be drawn again; null: it paints by no value, or cannot be read. */
export function valuesForDraft(core: EditorCore, value: unknown): ImageTarget | null {
  const draft = readDraft(value, core.options.records.studyUid);
  if (!draft) return null;
  const byValue = draft.tool === "threshold" || draft.tool === "livewire";
  return byValue || draft.options.area?.kind === "range" ? draft.target : null;
}

/**
 * Draws a stored draft as a stroke, on the image and with the class, the thing and the settings that it was drawn with; tool, settings, class and
 * image are as before then. False where it cannot be read, a hand draws, or nothing came of it.
 */
export function replayDraft(core: EditorCore, host: ReplayHost, value: unknown): boolean {
  const draft = readDraft(value, core.options.records.studyUid);
  // A hand that draws now is not drawn into.
  if (!draft || host.drawing()) return false;
  const before = {
    target: core.target(),
    tool: host.tool(),
    options: host.options(),
    classId: core.activeClassId(),
  };
  const stacks = core.stacks();
  core.setTargetSignal(draft.target);
  core.setActiveClassId(draft.classId);
  core.select(draft.selection);
  core.setObject(draft.object ?? core.object());
  core.setCorrecting(draft.correcting);
  host.putTool(draft.tool);
  host.setOptions(draft.options);
  host.perform(draft.tool, draft.plane ?? null, draft.events);
  host.putTool(before.tool);
  host.setOptions(before.options);
  if (before.classId !== null) core.setActiveClassId(before.classId);
  core.setTargetSignal(before.target);
  const restored = core.stacks() !== stacks || core.pending() !== null;
  if (restored) core.say("stroke-restored");
  else core.options.saveDraft(null);
  return restored;
}
