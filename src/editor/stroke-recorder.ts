import type { EditorCore } from "./core.ts";
import type { ImageTarget, PlaneTarget } from "./image-target.ts";
import type { ToolEvent, ToolId } from "./tool-event.ts";
import type { StrokeDraft, ToolOptions } from "./tool-types.ts";

/** How often the samples of an open stroke are kept: with the time that the disk takes, a killed browser loses half a second at most (3.8 asks for 400). */
const keepEveryMs = 300;

/** Keeps the events of an open stroke, so that it can be drawn again. */
export interface StrokeRecorder {
  /** The first event of a gesture: what it was begun on. */
  begin(tool: ToolId, target: ImageTarget, options: ToolOptions, plane?: PlaneTarget | null): void;
  add(event: ToolEvent): void;
  /** The gesture is over: it met its commit (which deletes the draft), or it was dropped. */
  end(committed: boolean): void;
  saveNow(): void;
}

/** A recorder over `saveDraft`. */
export function makeStrokeRecorder(core: EditorCore): StrokeRecorder {
  const { saveDraft, schedule, nowMs } = core.options;
  let draft: Omit<StrokeDraft, "events"> | null = null;
  let events: ToolEvent[] = [];
  let unkept = 0;
  let unkeptSinceMs: number | null = null;
  let kept = false;
  let cancelTimer: (() => void) | null = null;

  const saveNow = () => {
    cancelTimer?.();
    cancelTimer = null;
    unkeptSinceMs = null;
    if (!draft || unkept === 0) return;
    unkept = 0;
    kept = true;
    saveDraft({ ...draft, events: [...events] });
  };
  return {
    saveNow,
    begin(tool, target, options, plane) {
      const { activeClassId, selection, correcting } = core;
      draft = {
        v: 1,
        tool,
        target,
        classId: activeClassId(),
        selection: selection(),
        correcting: correcting(),
        object: core.object(),
        options,
        ...(plane ? { plane } : {}),
      };
      events = [];
      unkept = 0;
      unkeptSinceMs = null;
      kept = false;
    },
    add(event) {
      if (!draft) return;
      events.push(event);
      unkept++;
      const now = nowMs();
      unkeptSinceMs ??= now;
      // A browser that has its hands full with moves and pictures lets timers wait: the moves themselves keep the time then.
      // Only moves: what ends a stroke is followed by its commit, and a draft must not come after that.
      if (event.type === "move" && now - unkeptSinceMs >= keepEveryMs) saveNow();
      else
        cancelTimer ??= schedule(() => {
          cancelTimer = null;
          saveNow();
        }, keepEveryMs);
    },
    end(committed) {
      cancelTimer?.();
      cancelTimer = null;
      if (draft && kept && !committed) saveDraft(null);
      draft = null;
      events = [];
    },
  };
}
