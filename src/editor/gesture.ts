import { type Accessor, createSignal } from "solid-js";
import type { EditorCore } from "./core.ts";
import type { PlaneTarget } from "./image-target.ts";
import type { ReplayHost } from "./replay-draft.ts";
import { makeStrokeRecorder } from "./stroke-recorder.ts";
import type { PointerSample, ToolEvent, ToolId } from "./tool-event.ts";
import type { SessionTools, ToolOptions } from "./tool-types.ts";
import type { DownEvent, Tool } from "./tools/tool.ts";
import { isDrawingTool, paintTools } from "./tools/tool-table.ts";

const isPointer = ({ type }: ToolEvent): boolean =>
  type === "down" || type === "move" || type === "up" || type === "hover" || type === "cancel";

/** Tools whose gesture leaves nothing that a killed browser could lose. */
const unrecorded: ReadonlySet<ToolId> = new Set<ToolId>(["select", "ask", "wand", "region", "growcut"]);

/** A cancelled pointer keeps its stroke when it is older than this. */
const keepAfterMs = 100;

/** What a gesture asks of its neighbours. */
export interface GestureLinks {
  /** The tool in hand. */
  active(): ToolId;
  /** The one that a held key borrows. */
  held(): ToolId | null;
  /** Null for tools that the viewport performs. */
  toolOf(id: ToolId): Tool | null;
  options(): ToolOptions;
}

/** What a hand does between a press and the commit that it leads to: whose events they are, and what is kept of them. */
export interface Gesture
  extends Pick<SessionTools, "dispatch" | "dispatchOn" | "saveDraftNow">,
    Pick<ReplayHost, "perform"> {
  /** Whether one is going on. */
  readonly isOpen: () => boolean;
  /** The same for who watches; told after every event. */
  readonly busy: Accessor<boolean>;
  /** Whether a pointer is down. */
  readonly isPressed: () => boolean;
  /** The plane through the volume that the pointer is on; a gesture stays on the picture that it began on. */
  readonly plane: () => PlaneTarget | null;
  /** Ends what is open: a valid shape is committed. */
  interrupt(): void;
  /** The same for an act that comes between: a hand that paints goes on after it. */
  giveWay(): void;
  /** After every event: is the gesture over, and did it meet its commit? */
  settle(): void;
  /** The stroke that waited for its class has it. */
  classGiven(): void;
}

/** The gestures of one session, one at a time. */
export function makeGesture(core: EditorCore, links: GestureLinks): Gesture {
  const [busy, setBusy] = createSignal(false);
  const recorder = makeStrokeRecorder(core);
  /** The tool of the gesture that is going on: an eraser end may differ from the tool of the rail. */
  let gesture: Tool | null = null;
  let gestureStartMs = 0;
  let pointerIsDown = false;
  let stacksAtStart = core.stacks();
  let plane: PlaneTarget | null = null;
  /** The press of a paint tool while its pointer is down: what ended its stroke meanwhile did not lift the hand, which paints on with the next move. */
  let pressed: DownEvent | null = null;
  let last: PointerSample | null = null;

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
    const begun = links.toolOf(id);
    const target = core.target();
    if (!begun || !target) return null;
    gestureStartMs = timeMs;
    stacksAtStart = core.stacks();
    if (!unrecorded.has(id)) recorder.begin(id, target, links.options(), plane);
    return begun;
  };
  const toolFor = ({ button }: DownEvent): ToolId => (button === "eraser" ? "eraser" : links.active());
  /** The hand goes on after its stroke was ended by something else. */
  const paintOn = (press: DownEvent) => {
    gesture = begin(toolFor(press), press.sample.timeMs);
    recorder.add(press);
    gesture?.down(press);
  };
  const route = (event: ToolEvent): boolean => {
    switch (event.type) {
      case "down": {
        if (core.pending()) {
          core.say("choose-label-first");
          return true;
        }
        const id = toolFor(event);
        gesture ??= begin(id, event.sample.timeMs);
        gesture?.down(event);
        pressed = gesture && paintTools.has(id) ? event : null;
        last = event.sample;
        return gesture !== null;
      }
      case "move":
        if (!gesture && pressed && last && !core.pending()) paintOn({ ...pressed, sample: last });
        last = event.samples.at(-1) ?? last;
        gesture?.move(event);
        return gesture !== null;
      case "up":
        pressed = null;
        gesture?.up(event);
        return gesture !== null;
      case "hover": {
        const hovered = gesture ?? links.toolOf(links.active());
        hovered?.hover?.(event);
        return hovered !== null;
      }
      case "cancel":
        pressed = null;
        if (event.timeMs - gestureStartMs > keepAfterMs) gesture?.finish();
        else gesture?.bail();
        return gesture !== null;
      case "key":
        if (event.key === "cancel") pressed = null;
        if (!gesture && core.pending() && event.key === "cancel") {
          core.bailPending();
          recorder.end(false);
          return true;
        }
        // Of the first point already it may be said that it is not there: these keys begin a skeleton.
        if (
          (event.key === "skip" || event.key === "cover") &&
          links.active() === "skeleton" &&
          !core.pending()
        ) {
          if (!gesture) plane = null;
          gesture ??= begin("skeleton", core.options.nowMs());
        }
        return gesture?.key(event.key, event.modifiers) ?? false;
      case "interrupt":
        if (event.reason !== "blur") pressed = null;
        // Not yet a stroke and no longer a tap: the pointer that is still down decides.
        if (!pressed || gesture?.state() !== "pointing") gesture?.finish();
        return gesture !== null;
    }
  };
  const send = (event: ToolEvent): boolean => {
    if (!core.target()) return false;
    const borrowed = links.held();
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
  return {
    isOpen: () => gesture !== null,
    busy,
    isPressed: () => pointerIsDown,
    plane: () => plane,
    saveDraftNow: recorder.saveNow,
    settle,
    dispatch(event) {
      if (isPointer(event) && event.type !== "cancel") {
        if (gesture && plane) return false;
        plane = null;
      }
      return send(event);
    },
    dispatchOn(on, event) {
      if (gesture && plane?.id !== on.id) return false;
      if (!gesture) {
        if (!paintTools.has(links.active())) return false;
        plane = on;
      }
      return send(event);
    },
    interrupt() {
      pressed = null;
      gesture?.finish();
      settle();
    },
    giveWay() {
      gesture?.finish();
      settle();
    },
    classGiven: () => recorder.end(true),
    perform(id, on, events) {
      gesture = links.toolOf(id);
      plane = on;
      stacksAtStart = core.stacks();
      const performed = gesture;
      for (const event of events) route(event);
      performed?.finish();
      gesture = pressed = null;
      plane = null;
      setBusy(false);
    },
  };
}
