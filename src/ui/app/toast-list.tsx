import { createEffect, For } from "solid-js";
import { useApp } from "./app-state.ts";

/** Shows the toasts; what they say goes through the one live region. */
export function ToastList() {
  const app = useApp();
  createEffect(() => {
    const newest = app.toasts.list().at(-1);
    if (newest) app.speaker.say(newest.text);
  });
  return (
    <div class="toasts">
      <For each={app.toasts.list()}>{(toast) => <div class="toast">{toast.text}</div>}</For>
    </div>
  );
}
