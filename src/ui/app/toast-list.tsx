import { For } from "solid-js";
import { useApp } from "./app-state.ts";

/** Shows the toasts; what they say goes through the one live region, once, wherever they are shown. */
export function ToastList() {
  const app = useApp();
  return (
    <div class="toasts">
      <For each={app.toasts.list()}>{(toast) => <div class="toast">{toast.text}</div>}</For>
    </div>
  );
}
