import { IconKey } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";

/** While a key has just been made and can still be put under a passphrase: says so, once, in one line. */
export function KeyStrip() {
  const app = useApp();
  const m = useMessages();
  const open = () => {
    const state = app.projectKey.state();
    return state?.made === true && state.passphrase === "now";
  };
  return (
    <Show when={open()}>
      <div class="strip">
        <IconKey size={20} stroke-width={1.75} />
        <p class="grow">
          <strong>{m.projectKey.strip}</strong> {m.projectKey.stripNote}
        </p>
        <a class="button plain" href="#/settings">
          {m.projectKey.stripAction}
        </a>
      </div>
    </Show>
  );
}
