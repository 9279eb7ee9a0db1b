import type { RareParts } from "../rare-parts.ts";
import type { Tool, ToolContext } from "./tool.ts";

/** Tools whose code is fetched when they are chosen, or after the first picture. */
export type LateTool = keyof RareParts["tools"];

/**
 * Stands for a tool whose code may not be there yet. What a hand does meanwhile is kept and done when it has come; an interrupt drops it: by
 * then another image may be on the screen.
 */
export function makeLateTool(id: LateTool, context: ToolContext): Tool {
  let tool: Tool | null = null;
  let kept: ((tool: Tool) => void)[] = [];

  const ready = (): Tool | null => {
    const parts = tool ? null : context.core.late.now();
    if (parts) tool = parts.tools[id](context);
    return tool;
  };
  const drop = () => {
    kept = [];
  };
  const flush = () => {
    const made = ready();
    const waiting = kept;
    drop();
    if (!made || waiting.length === 0) return;
    for (const act of waiting) act(made);
    context.settle();
  };
  const fail = () => {
    if (kept.length === 0) return;
    drop();
    context.core.say("not-fetched");
    context.settle();
  };
  const give = (act: (tool: Tool) => void) => {
    // What came first is done first.
    const made = kept.length === 0 ? ready() : null;
    if (made) return act(made);
    kept.push(act);
    if (kept.length === 1) context.core.late.load().then(flush, fail);
  };
  return {
    state: () => (kept.length > 0 ? "pointing" : (ready()?.state() ?? "idle")),
    down: (event) => give((made) => made.down(event)),
    // Without a press nothing is kept: it would be no gesture.
    move: (event) => (tool || kept.length > 0 ? give((made) => made.move(event)) : undefined),
    up: (event) => (tool || kept.length > 0 ? give((made) => made.up(event)) : undefined),
    hover: (event) => ready()?.hover?.(event),
    key(key, modifiers) {
      const made = kept.length === 0 ? ready() : null;
      if (made) return made.key(key, modifiers);
      if (key === "cancel") {
        const had = kept.length > 0;
        drop();
        return had;
      }
      const begins = key === "skip" || key === "cover";
      if (kept.length === 0 && !begins) return false;
      give((then) => void then.key(key, modifiers));
      return true;
    },
    finish() {
      // A shape that is there would be committed now; this one is lost, and not in silence.
      if (kept.length > 0) context.core.say("not-fetched");
      drop();
      ready()?.finish();
    },
    bail() {
      drop();
      ready()?.bail();
    },
  };
}
