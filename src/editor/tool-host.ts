import { createSignal } from "solid-js";
import type { SessionCandidates } from "./candidate-types.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import { makeGesture } from "./gesture.ts";
import { handlesOf } from "./handles.ts";
import { makeLateCandidates } from "./late-candidates.ts";
import { isOn } from "./new-label.ts";
import { sampleRange } from "./sample-range.ts";
import { makeToolChoice } from "./tool-choice.ts";
import type { Preview, SessionTools, ToolOptions } from "./tool-types.ts";
import type { PromptChange, ToolContext } from "./tools/tool.ts";
import { firstOptions, isDrawingTool, makeTools, paintTools } from "./tools/tool-table.ts";

/** The first picture is drawn before parts are fetched that it does not need. */
const lateMs = 100;

/** What the host needs from its neighbours. */
export interface ToolHostLinks {
  ask(target: NonNullable<ReturnType<EditorCore["target"]>>, change: PromptChange): void;
  /** Another frame is on the screen. */
  targetChanged(): void;
}

/** Which tool is active, where its events go, and what happens to an open stroke. */
export function makeToolHost(
  core: EditorCore,
  links: ToolHostLinks,
): SessionTools & { takePaintTool(): void; readonly candidates: SessionCandidates } {
  const [options, setOptionsSignal] = createSignal<ToolOptions>(firstOptions);
  const [preview, setPreview] = createSignal<Preview | null>(null);
  let asked = false;

  const context: ToolContext = {
    core,
    plane: () => gesture.plane(),
    options,
    setPreview: (next) => setPreview(next),
    target() {
      const target = core.target();
      if (!target) throw new Error("A tool was used without an image on the screen.");
      return target;
    },
    ask: (change) => links.ask(context.target(), change),
    get candidates() {
      return candidates.made();
    },
    settle: () => gesture.settle(),
    under(then, run) {
      const now = { options: options(), classId: core.activeClassId() };
      const classId = then.classId ?? now.classId;
      if (then.options === now.options && classId === now.classId) return run();
      setOptionsSignal(then.options);
      core.setActiveClassId(classId);
      run();
      setOptionsSignal(now.options);
      core.setActiveClassId(now.classId);
    },
  };
  const tools = makeTools(context);
  const gesture = makeGesture(core, {
    active: () => choice.active(),
    held: () => choice.held(),
    toolOf: (id) => (isDrawingTool(id) ? tools[id] : null),
    options,
  });
  core.giveWay = gesture.giveWay;
  const choice = makeToolChoice(core, {
    isOpen: gesture.isOpen,
    holdsFast: (next) => gesture.isPressed() || (gesture.isOpen() && isDrawingTool(next)),
    interrupt: gesture.interrupt,
    clearPreview: () => setPreview(null),
    chosen(tool) {
      if (!paintTools.has(tool)) core.setCorrecting(null);
      candidates.toolChanged(tool);
    },
  });
  const drawing = () => gesture.busy() || core.pending() !== null;
  const setOptions = (change: Partial<ToolOptions>) => {
    const next = { ...options(), ...change };
    setOptionsSignal({ ...next, brushSizePx: Math.min(200, Math.max(2, next.brushSizePx)) });
  };
  const candidates = makeLateCandidates(core, { options, setOptions });

  return {
    candidates,
    target: core.target,
    setTarget(next) {
      const before = core.target();
      const same =
        before?.sopUid === next?.sopUid &&
        before?.frameIndex === next?.frameIndex &&
        before?.seriesUid === next?.seriesUid;
      if (!same) {
        // A stroke on a plane does not lie on the image that changes: the crosshair has taken that along.
        if (!gesture.isOpen() || !gesture.plane()) {
          gesture.interrupt();
          setPreview(null);
        }
        core.setCorrecting(null);
        // Paint on the next slice goes on with the same thing, though nothing of it is selected there.
        const object = core.object();
        core.select(core.selection().filter((uid) => isLabelOn(core, uid, next)));
        core.setObject(object);
      }
      core.setTargetSignal(next);
      // The picture is on its way to the screen: what it did not need comes now.
      if (next && !asked) {
        asked = true;
        core.options.schedule(() => void core.late.load().catch(() => undefined), lateMs);
      }
      candidates.targetChanged();
      links.targetChanged();
    },
    tool: choice.active,
    setTool: choice.setTool,
    fetching: choice.fetching,
    holdTool: choice.holdTool,
    releaseTool: choice.releaseTool,
    takeLastTool: choice.takeLastTool,
    takePaintTool: choice.takePaintTool,
    options,
    setOptions,
    rangeOfSelection: () => sampleRange(core),
    sampleRange: () => {
      const range = sampleRange(core);
      if (range) setOptions({ range });
    },
    activeClassId: core.activeClassId,
    chooseClass(classId) {
      if (!core.classOf(classId)) return;
      core.setActiveClassId(classId);
      if (core.pending()) {
        core.resolvePending(classId);
        gesture.classGiven();
      }
    },
    needsClass: () => core.pending() !== null,
    noteHand: () => core.time.note(core.options.nowMs()),
    dispatch: gesture.dispatch,
    dispatchOn: gesture.dispatchOn,
    drawing,
    preview,
    handles: derived(
      () => [core.store.annotations(), core.selection(), choice.active()],
      () => {
        const [uid, ...others] = core.selection();
        const label = uid !== undefined && others.length === 0 ? core.store.annotation(uid) : null;
        return label && !label.locked && choice.active() === "select" ? handlesOf(label.geometry) : [];
      },
    ),
    notice: core.notice,
    saveDraftNow: gesture.saveDraftNow,
    valuesForDraft: (value) => core.late.now()?.valuesForDraft(core, value) ?? null,
    replayDraft: (value) =>
      core.late.now()?.replayDraft(
        core,
        {
          drawing,
          tool: choice.tool,
          putTool: choice.putTool,
          options,
          setOptions,
          perform(tool, plane, events) {
            gesture.perform(tool, plane, events);
            setPreview(null);
          },
        },
        value,
      ) ?? false,
    whenReady: async () => void (await core.late.load()),
  };
}

function isLabelOn(core: EditorCore, uid: string, target: ReturnType<EditorCore["target"]>): boolean {
  const label = core.store.annotation(uid);
  return label !== null && target !== null && isOn(label, target);
}
