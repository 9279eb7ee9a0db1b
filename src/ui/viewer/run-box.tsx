import { For, Show } from "solid-js";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

/** The run in the background while it goes on; after it, what is to be decided or read of it. */
export function RunBox() {
  const m = useMessages();
  const { runs } = useViewer().assistant;
  const title = () => m.runs.titles[runs.kind()];
  const text = () => {
    const now = runs.progress();
    if (!now) return "";
    const left =
      now.remainingMs === null ? "" : ` · ${m.viewer.prelabelLeft(Math.ceil(now.remainingMs / 1000))}`;
    const found = now.proposals > 0 ? ` · ${m.runs.found(now.proposals)}` : "";
    return `${m.runs.running(runs.kind(), now.done, now.total)}${found}${left}`;
  };
  return (
    <Show when={runs.progress()} fallback={<RunEndBox />}>
      {(progress) => (
        <section class="prelabel" aria-label={title()}>
          <p class="small">{text()}</p>
          <Progress
            label={title()}
            done={progress().done + (progress().part ?? 0)}
            total={progress().total}
          />
          <Show when={runs.short()}>
            {(short) => (
              <>
                <p class="small" role="status">
                  {m.runs.short(short())}
                </p>
                <button type="button" class="button" onClick={() => runs.goOn()}>
                  {m.runs.goOn}
                </button>
              </>
            )}
          </Show>
          <button type="button" class="button" onClick={() => runs.cancel()}>
            {m.app.cancel}
          </button>
        </section>
      )}
    </Show>
  );
}

function RunEndBox() {
  const m = useMessages();
  const { runs } = useViewer().assistant;
  return (
    <Show when={runs.ended()}>
      {(end) => (
        <section class="prelabel" aria-label={m.runs.ended}>
          <p class="small">{end().text}</p>
          <Show when={end().skipped.length > 0}>
            <p class="small">{m.runs.skipped(end().skipped.length)}</p>
            <ul class="small skipped">
              <For each={end().skipped}>
                {({ series, reason }) => (
                  <li>
                    <bdi>{series}</bdi>: {reason}
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <For each={end().failed}>
            {({ count, reason }) => (
              <p class="small">
                {m.runs.failedImages(count)} {reason}
              </p>
            )}
          </For>
          <div class="dock-buttons two">
            <Show when={end().discardable.length > 0}>
              <button type="button" class="button" onClick={() => runs.discard()}>
                {m.runs.discard}
              </button>
            </Show>
            <button type="button" class="button" onClick={() => runs.dismiss()}>
              {end().discardable.length > 0 ? m.runs.keep : m.runs.close}
            </button>
          </div>
        </section>
      )}
    </Show>
  );
}
