import { For, Show } from "solid-js";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";
import { PinList } from "./pin-list.tsx";

/** Why a study came back, to the person who labels it again: reason, labels that were sent back, pins. */
export function SentBackCard() {
  const m = useMessages();
  const viewer = useViewer();
  const { review, records } = viewer.session;
  const shown = () => {
    const last = review.last();
    const state = records.taskState();
    return last?.verdict === "rejected" && (state === "rejected" || state === "labelling") ? last : null;
  };
  const rejected = () =>
    Object.entries(shown()?.decisions ?? {}).filter(([, decision]) => decision.verdict === "rejected");
  return (
    <Show when={shown()}>
      {(last) => (
        <section
          class="review-panel sent-back"
          aria-label={m.review.sentBack(viewer.nameOf(last().reviewer))}
        >
          <h3 class="attention">{m.review.sentBack(viewer.nameOf(last().reviewer))}</h3>
          <p class="pad-line">
            <strong>{last().reason?.code}</strong> {last().reason?.text}
          </p>
          <For each={rejected()}>
            {([object, decision]) => (
              <button
                type="button"
                class="change-row"
                aria-label={m.review.goTo(viewer.lookup().nameOf(object))}
                onClick={() => viewer.showLabel(object)}
              >
                <span class="row-names">
                  <span class="clip">{viewer.lookup().nameOf(object)}</span>
                  <span class="dim small">
                    {[decision.reason?.code, decision.reason?.text].filter(Boolean).join(" · ")}
                  </span>
                </span>
              </button>
            )}
          </For>
          <PinList review={last()} />
        </section>
      )}
    </Show>
  );
}
