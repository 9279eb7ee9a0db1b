import { type Accessor, createSignal, onCleanup } from "solid-js";

/** The one polite live region: at most one message a second, the newest wins. */
export interface Speaker {
  readonly text: Accessor<string>;
  say(text: string): void;
}

const pauseMs = 1000;

/** Makes the voice of the app; nothing else may be `aria-live=polite`. */
export function createSpeaker(): Speaker {
  const [text, setText] = createSignal("");
  let waiting: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const next = () => {
    timer = null;
    if (waiting === null) return;
    setText(waiting);
    waiting = null;
    timer = setTimeout(next, pauseMs);
  };
  onCleanup(() => timer !== null && clearTimeout(timer));
  return {
    text,
    say: (message) => {
      waiting = message;
      if (timer === null) next();
    },
  };
}
