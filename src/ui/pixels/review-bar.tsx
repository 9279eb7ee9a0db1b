import { IconChevronLeft } from "@tabler/icons-solidjs";
import { type JSX, Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";

/** The head of the pixel review: where one is, how far, what can be taken back. */
export function ReviewBar(props: { readonly study?: string; readonly children?: JSX.Element }) {
  const app = useApp();
  const m = useMessages();
  return (
    <header class="topbar">
      <button
        type="button"
        class="button icon"
        aria-label={m.app.back}
        onClick={() => app.router.go({ name: "worklist" })}
      >
        <IconChevronLeft size={22} stroke-width={1.75} />
      </button>
      <div class="title grow">
        <h1 class="clip">
          {m.pixels.title}
          <Show when={props.study}>
            <span class="dim"> · {props.study}</span>
          </Show>
        </h1>
        <small class="clip">{m.pixels.subtitle}</small>
      </div>
      {props.children}
    </header>
  );
}
