import { createSignal } from "solid-js";
import type { EditorCore } from "./core.ts";
import type { LivePrompts } from "./live-prompt.ts";

/** The live prompts of a session: made with the first question, which only a tool asks whose code comes with theirs. */
export function makeLateLivePrompts(core: EditorCore): LivePrompts {
  const [made, setMade] = createSignal<LivePrompts | null>(null);
  return {
    current: () => made()?.current() ?? null,
    ask(target, change) {
      if (!made()) setMade(core.late.now()?.makeLivePrompts(core) ?? null);
      made()?.ask(target, change);
    },
    show: (revision, proposal) => made()?.show(revision, proposal),
    accept: () => made()?.accept(),
    drop: () => made()?.drop(),
  };
}
