import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/shell.css";
import type { Component } from "solid-js";
import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";

interface EarlyScreenProps {
  readonly icon: Component<{ size: number; "stroke-width": number }>;
  readonly title: string;
  readonly note: string;
  /** What can be done about it. */
  readonly action?: { readonly text: string; readonly run: () => void };
  /** The page waits: no alarm. */
  readonly waits?: boolean;
}

/** What is said in place of the app, before its store is open or its code may run. */
export function EarlyScreen(props: EarlyScreenProps) {
  return (
    <main class="main">
      <div class="empty" role={props.waits ? "status" : "alert"}>
        <Dynamic component={props.icon} size={40} stroke-width={1.5} />
        <h1>{props.title}</h1>
        <p>{props.note}</p>
        <Show when={props.action}>
          {(action) => (
            <button type="button" class="button primary" onClick={() => action().run()}>
              {action().text}
            </button>
          )}
        </Show>
      </div>
    </main>
  );
}
