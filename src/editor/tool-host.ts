import { createSignal } from "solid-js";
import { type Candidates, makeCandidates } from "./candidates.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import { handlesOf } from "./handles.ts";
import { isOn } from "./new-label.ts";
import { sampleRange } from "./sample-range.ts";
import type { PlaneTarget, Preview, SessionTools, ToolOptions } from "./session-types.ts";
import { makeStrokeRecorder, readDraft } from "./stroke-recorder.ts";
import type { ToolEvent, ToolId } from "./tool-event.ts";
import type { PromptChange, Tool, ToolContext } from "./tools/tool.ts";
import { firstOptions, isDrawingTool, isLateTool, makeTools } from "./tools/tool-table.ts";
import { withLateParts } from "./with-late-parts.ts";

const isPointer = ({ type }: ToolEvent): boolean =>
  type === "down" || type === "move" || type === "up" || type === "hover" || type === "cancel";

/** Tools that a proposal is corrected with. */
const paintTools: ReadonlySet<ToolId> = new Set<ToolId>(["brush", "eraser", "threshold"]);

/** Tools whose gesture leaves nothing that a killed browser could lose. */
const unrecorded: ReadonlySet<ToolId> = new Set<ToolId>(["select", "ask", "wand", "region", "growcut"]);

/** A cancelled pointer keeps its stroke when it is older than this. */
const keepAfterMs = 100;

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
): SessionTools & { takePaintTool(): void; readonly candidates: Candidates } {
  const [tool, setToolSignal] = createSignal<ToolId>("scroll");
  const [held, setHeld] = createSignal<ToolId | null>(null);
  const [options, setOptionsSignal] = createSignal<ToolOptions>(firstOptions);
  const [preview, setPreview] = createSignal<Preview | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [fetching, setFetching] = createSignal<"coming" | "failed" | null>(null);
  const recorder = makeStrokeRecorder(core);
  let lastPaintTool: ToolId = "brush";
  let toolBefore: ToolId = "select";
  /** The tool of the gesture that is going on: an eraser end may differ from the tool of the rail. */
  let gesture: Tool | null = null;
  let gestureStartMs = 0;
  let pointerIsDown = false;
  let asked = false;
  let stacksAtStart = core.stacks();
  /** The plane through the volume that the pointer is on; a gesture stays on the picture that it began on. */
  let plane: PlaneTarget | null = null;

  const context: ToolContext = {
    core,
    plane: () => plane,
    options,
    setPreview: (next) => setPreview(next),
    target() {
      const target = core.target();
      if (!target) throw new Error("A tool was used without an image on the screen.");
      return target;
    },
    ask: (change) => links.ask(context.target(), change),
    get candidates() {
      return candidates;
    },
    settle: () => settle(),
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
  const active = (): ToolId => held() ?? tool();
  const toolOf = (id: ToolId): Tool | null => (isDrawingTool(id) ? tools[id] : null);

  /** After every event: is the gesture over, and did it meet its commit? */
  const settle = () => {
    const isOver = !gesture || gesture.state() === "idle";
    if (gesture && isOver) {
      gesture = null;
      // A stroke that waits for its class keeps its draft until then.
      if (!core.pending()) recorder.end(core.stacks() !== stacksAtStart);
      else recorder.saveNow();
    }
    setBusy(!isOver);
  };
  /** The tool of a gesture that begins now; null for those that the viewport performs. */
  const begin = (id: ToolId, timeMs: number): Tool | null => {
    const begun = toolOf(id);
    if (!begun) return null;
    gestureStartMs = timeMs;
    stacksAtStart = core.stacks();
    if (!unrecorded.has(id)) recorder.begin(id, context.target(), options(), plane);
    return begun;
  };
  const interrupt = () => {
    gesture?.finish();
    settle();
  };
  const route = (event: ToolEvent): boolean => {
    switch (event.type) {
      case "down": {
        if (core.pending()) {
          core.say("choose-label-first");
          return true;
        }
        gesture ??= begin(event.button === "eraser" ? "eraser" : active(), event.sample.timeMs);
        gesture?.down(event);
        return gesture !== null;
      }
      case "move":
        gesture?.move(event);
        return gesture !== null;
      case "up":
        gesture?.up(event);
        return gesture !== null;
      case "hover": {
        const hovered = gesture ?? toolOf(active());
        hovered?.hover?.(event);
        return hovered !== null;
      }
      case "cancel":
        if (event.timeMs - gestureStartMs > keepAfterMs) gesture?.finish();
        else gesture?.bail();
        return gesture !== null;
      case "key":
        if (!gesture && core.pending() && event.key === "cancel") {
          core.bailPending();
          recorder.end(false);
          return true;
        }
        // Of the first point already it may be said that it is not there: these keys begin a skeleton.
        if ((event.key === "skip" || event.key === "cover") && active() === "skeleton" && !core.pending()) {
          if (!gesture) plane = null;
          gesture ??= begin("skeleton", core.options.nowMs());
        }
        return gesture?.key(event.key, event.modifiers) ?? false;
      case "interrupt":
        gesture?.finish();
        return gesture !== null;
    }
  };
  const dispatch = (event: ToolEvent): boolean => {
    if (isPointer(event) && event.type !== "cancel") {
      if (gesture && plane) return false;
      plane = null;
    }
    return send(event);
  };
  const dispatchOn = (on: PlaneTarget, event: ToolEvent): boolean => {
    if (gesture && plane?.id !== on.id) return false;
    if (!gesture) {
      if (!paintTools.has(active())) return false;
      plane = on;
    }
    return send(event);
  };
  const send = (event: ToolEvent): boolean => {
    if (!core.target()) return false;
    const borrowed = held();
    // Space held between two taps of a polygon: the viewport pans, the polygon waits.
    if (borrowed !== null && !isDrawingTool(borrowed) && isPointer(event)) return false;
    if (event.type === "down") pointerIsDown = true;
    if (event.type === "up" || event.type === "cancel") pointerIsDown = false;
    core.time.note(core.options.nowMs());
    const used = route(event);
    if (gesture && event.type !== "hover") recorder.add(event);
    settle();
    return used;
  };
  /** Fetched when it is chosen, its code is there before the hand is on the image; until then the tool says so. */
  const fetchTool = (id: ToolId) => {
    if (!isLateTool(id) || core.late.now()) return setFetching(null);
    setFetching("coming");
    withLateParts(
      core,
      () => setFetching(null),
      () => setFetching(isLateTool(tool()) ? "failed" : null),
    );
  };
  const setTool = (next: ToolId) => {
    if (next === tool() && held() === null) {
      // Chosen once more after a failure: tried once more.
      if (fetching() === "failed") fetchTool(next);
      return;
    }
    interrupt();
    setPreview(null);
    setHeld(null);
    if (next !== tool()) toolBefore = tool();
    setToolSignal(next);
    fetchTool(next);
    if (paintTools.has(next)) lastPaintTool = next;
    else core.setCorrecting(null);
    candidates.toolChanged(next);
  };
  const setOptions = (change: Partial<ToolOptions>) => {
    const next = { ...options(), ...change };
    setOptionsSignal({ ...next, brushSizePx: Math.min(200, Math.max(2, next.brushSizePx)) });
  };
  const candidates = makeCandidates(core, { options, setOptions });

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
        if (!gesture || !plane) {
          interrupt();
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
    tool: active,
    setTool,
    fetching,
    holdTool(next) {
      if (held() === next || pointerIsDown || (gesture && isDrawingTool(next))) return;
      if (!gesture) setPreview(null);
      setHeld(next);
    },
    releaseTool() {
      const borrowed = held();
      if (borrowed === null) return;
      if (isDrawingTool(borrowed)) {
        interrupt();
        setPreview(null);
      }
      setHeld(null);
    },
    takeLastTool: () => setTool(toolBefore),
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
        recorder.end(true);
      }
    },
    needsClass: () => core.pending() !== null,
    noteHand: () => core.time.note(core.options.nowMs()),
    dispatch,
    dispatchOn,
    drawing: () => busy() || core.pending() !== null,
    preview,
    handles: derived(
      () => [core.store.annotations(), core.selection(), active()],
      () => {
        const [uid, ...others] = core.selection();
        const label = uid !== undefined && others.length === 0 ? core.store.annotation(uid) : null;
        return label && !label.locked && active() === "select" ? handlesOf(label.geometry) : [];
      },
    ),
    notice: core.notice,
    saveDraftNow: recorder.saveNow,
    valuesForDraft(value) {
      const draft = readDraft(value, core.options.records.studyUid);
      if (!draft) return null;
      const byValue = draft.tool === "threshold" || draft.tool === "livewire";
      return byValue || draft.options.area?.kind === "range" ? draft.target : null;
    },
    replayDraft(value) {
      const draft = readDraft(value, core.options.records.studyUid);
      // A hand that draws now is not drawn into.
      if (!draft || gesture || core.pending() || (isLateTool(draft.tool) && !core.late.now())) return false;
      const before = {
        target: core.target(),
        tool: tool(),
        options: options(),
        classId: core.activeClassId(),
      };
      const stacks = core.stacks();
      core.setTargetSignal(draft.target);
      core.setActiveClassId(draft.classId);
      core.select(draft.selection);
      core.setObject(draft.object ?? core.object());
      core.setCorrecting(draft.correcting);
      setHeld(null);
      setToolSignal(draft.tool);
      setOptions(draft.options);
      gesture = toolOf(draft.tool);
      plane = draft.plane ?? null;
      stacksAtStart = stacks;
      const replayed = gesture;
      for (const event of draft.events) route(event);
      replayed?.finish();
      gesture = null;
      plane = null;
      setBusy(false);
      setPreview(null);
      setToolSignal(before.tool);
      setOptions(before.options);
      if (before.classId !== null) core.setActiveClassId(before.classId);
      core.setTargetSignal(before.target);
      const restored = core.stacks() !== stacks || core.pending() !== null;
      if (restored) core.say("stroke-restored");
      else core.options.saveDraft(null);
      return restored;
    },
    takePaintTool: () => setTool(lastPaintTool),
    async whenReady(value) {
      const draft = value === undefined ? null : readDraft(value, core.options.records.studyUid);
      if (!draft || isLateTool(draft.tool)) await core.late.load();
    },
  };
}

function isLabelOn(core: EditorCore, uid: string, target: ReturnType<EditorCore["target"]>): boolean {
  const label = core.store.annotation(uid);
  return label !== null && target !== null && isOn(label, target);
}
