import { type Accessor, createSignal } from "solid-js";
import type { EditorCore } from "./core.ts";
import type { ToolId } from "./tool-event.ts";
import type { SessionTools } from "./tool-types.ts";
import { isDrawingTool, isLateTool, paintTools } from "./tools/tool-table.ts";
import { withLateParts } from "./with-late-parts.ts";

/** What the choice of a tool asks of its neighbours. */
export interface ToolChoiceLinks {
  /** Whether a gesture keeps its tool: no key borrows another one then. */
  holdsFast(next: ToolId): boolean;
  /** Whether a gesture is going on. */
  isOpen(): boolean;
  /** Ends the gesture that is going on. */
  interrupt(): void;
  clearPreview(): void;
  /** A person took another tool. */
  chosen(tool: ToolId): void;
}

/** Which tool is in hand: the one of the rail, or one that a held key borrows. */
export interface ToolChoice
  extends Pick<SessionTools, "setTool" | "fetching" | "holdTool" | "releaseTool" | "takeLastTool"> {
  readonly active: Accessor<ToolId>;
  /** The one of the rail. */
  readonly tool: Accessor<ToolId>;
  /** The borrowed one. */
  readonly held: Accessor<ToolId | null>;
  /** Puts a tool in hand without what a person's choice of one brings with it. */
  putTool(tool: ToolId): void;
  takePaintTool(): void;
}

/** The choice of tools of one session. */
export function makeToolChoice(core: EditorCore, links: ToolChoiceLinks): ToolChoice {
  const [tool, setToolSignal] = createSignal<ToolId>("scroll");
  const [held, setHeld] = createSignal<ToolId | null>(null);
  const [fetching, setFetching] = createSignal<"coming" | "failed" | null>(null);
  let lastPaintTool: ToolId = "brush";
  let toolBefore: ToolId = "select";

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
    links.interrupt();
    links.clearPreview();
    setHeld(null);
    if (next !== tool()) toolBefore = tool();
    setToolSignal(next);
    fetchTool(next);
    if (paintTools.has(next)) lastPaintTool = next;
    links.chosen(next);
  };
  return {
    active: () => held() ?? tool(),
    tool,
    held,
    fetching,
    setTool,
    putTool(next) {
      setHeld(null);
      setToolSignal(next);
    },
    holdTool(next) {
      if (held() === next || links.holdsFast(next)) return;
      if (!links.isOpen()) links.clearPreview();
      setHeld(next);
    },
    releaseTool() {
      const borrowed = held();
      if (borrowed === null) return;
      if (isDrawingTool(borrowed)) {
        links.interrupt();
        links.clearPreview();
      }
      setHeld(null);
    },
    takeLastTool: () => setTool(toolBefore),
    takePaintTool: () => setTool(lastPaintTool),
  };
}
