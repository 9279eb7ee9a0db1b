import { IconChevronLeft } from "@tabler/icons-solidjs";
import { type JSX, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";
import type { Route } from "./router.ts";
import { ToastList } from "./toast-list.tsx";

/** The head of a screen that one goes back from: back to what, the title, whose it is, a line below it, and what can be done here. */
export function ScreenBar(props: {
  readonly back: Route;
  readonly title: JSX.Element;
  /** Dim, behind the title. */
  readonly of?: string | undefined;
  readonly line?: JSX.Element;
  readonly children?: JSX.Element;
}) {
  const app = useApp();
  const m = useMessages();
  return (
    <header class="topbar">
      <button
        type="button"
        class="button icon"
        aria-label={m.app.back}
        onClick={() => app.router.go(props.back)}
      >
        <IconChevronLeft size={22} stroke-width={1.75} />
      </button>
      <div class="title grow">
        <h1 class="clip">
          {props.title}
          <Show when={props.of}>
            <span class="dim"> · {props.of}</span>
          </Show>
        </h1>
        <small class="clip">{props.line}</small>
      </div>
      <ToastList />
      {props.children}
    </header>
  );
}
