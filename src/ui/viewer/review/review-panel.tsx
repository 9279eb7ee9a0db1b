import { For, Show } from "solid-js";
import type { ActionId } from "../../../editor/actions/action-table.ts";
import { failureText } from "../../app/failure-text.ts";
import { useMessages } from "../../messages/messages.ts";
import { useKeys } from "../use-keys.ts";
import { useViewer } from "../viewer-model.ts";
import { ChangeRow } from "./change-row.tsx";
import { PinList } from "./pin-list.tsx";

const groups = ["changed", "added", "removed", "same"] as const;

/** The round of review that is open: what changed, decisions, pins, and the end of it. */
export function ReviewPanel(props: { readonly wide: boolean }) {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { review } = viewer.session;
  const view = viewer.review;
  const undecided = () =>
    view
      .changes()
      .filter(({ change, object }) => change !== "removed" && !review.current()?.decisions[object]).length;
  const key = (id: ActionId) => (
    <Show when={props.wide && keysOf(id)[0]}>
      <kbd class="key">{keysOf(id)[0]}</kbd>
    </Show>
  );
  const button = (
    id: "accept-label" | "reject-label" | "accept-task" | "send-back" | "add-pin",
    text: string,
    primary = false,
  ) => (
    <button
      type="button"
      class="button"
      classList={{ primary }}
      disabled={!viewer.can(id)}
      onClick={() => {
        viewer.run(id);
        if (id === "accept-label") viewer.focusImage();
      }}
    >
      {text}
      {key(id)}
    </button>
  );
  return (
    <Show when={review.current()}>
      {(round) => (
        <section class="review-panel" aria-label={m.review.panel}>
          <div class="review-list">
            <p class="dim small pad-line">{m.review.against(view.versionCount())}</p>
            <Show when={!view.failed()} fallback={<p role="alert">{failureText(view.failed(), m)}</p>}>
              <Show when={!view.loading()} fallback={<p role="status">{m.review.reading}</p>}>
                <Show when={view.changes().length > 0} fallback={<p class="pad-line">{m.review.nothing}</p>}>
                  <For each={groups}>
                    {(group) => {
                      const list = () => view.changes().filter(({ change }) => change === group);
                      return (
                        <Show when={list().length > 0}>
                          <h3>{m.review.groupOf(m.review.changes[group], list().length)}</h3>
                          <For each={list()}>
                            {(change) => (
                              <ChangeRow change={change} onChoose={() => view.show(change.object)} />
                            )}
                          </For>
                        </Show>
                      );
                    }}
                  </For>
                  <p class="dim small pad-line">{m.review.looks}</p>
                </Show>
              </Show>
            </Show>
            <PinList review={round()} onRemove={(id) => review.removePin(id)} />
          </div>
          <div class="dock">
            <div class="dock-buttons two">
              {button("reject-label", m.review.reject)}
              {button("accept-label", m.review.accept)}
            </div>
            <div class="dock-buttons">
              {button("add-pin", m.review.addPin)}
              {button("send-back", m.review.sendBack)}
              {button("accept-task", m.review.acceptTask, true)}
            </div>
            <p class="dim small">{m.review.left(undecided())}</p>
          </div>
        </section>
      )}
    </Show>
  );
}
