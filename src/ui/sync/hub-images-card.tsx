import { createSignal, For, Show } from "solid-js";
import type { HubStudy, SyncProgress } from "../../domain/calls/sync-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { asHandle } from "./as-handle.ts";

/** Looks for studies on the hub and brings their images through the import. */
export function HubImagesCard() {
  const app = useApp();
  const m = useMessages();
  const { sync } = useServices();
  const [key, setKey] = createSignal("");
  const [found, setFound] = createSignal<readonly HubStudy[] | null>(null);
  const [searching, setSearching] = createSignal(false);
  const [progress, setProgress] = createSignal<SyncProgress | null>(null);
  let control: AbortController | null = null;
  const search = async (event: Event) => {
    event.preventDefault();
    setSearching(true);
    try {
      setFound(await sync.search(key()));
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
    setSearching(false);
  };
  const fetchImages = async ({ studyUid }: HubStudy) => {
    control = new AbortController();
    setProgress({ done: 0, total: 0 });
    try {
      const { files, missing } = await sync.fetchStudy(studyUid, {
        signal: control.signal,
        onProgress: setProgress,
      });
      if (missing > 0) app.toasts.show(m.fromHub.missing(missing));
      if (files.length === 0 && missing === 0) app.toasts.show(m.fromHub.nothingNew);
      else if (files.length > 0) await app.importFlow.choose(files.map(asHandle));
    } catch (reason) {
      if (!isCancelled(reason)) app.toasts.show(failureText(reason, m));
    }
    setProgress(null);
    control = null;
  };
  return (
    <section class="card block" aria-label={m.fromHub.title}>
      <h2>{m.fromHub.title}</h2>
      <p class="dim small">{m.fromHub.intro}</p>
      <form class="row-buttons bottom" onSubmit={(event) => void search(event)}>
        <label class="field">
          <span>{m.fromHub.search}</span>
          <input
            class="input"
            value={key()}
            maxLength={16}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={searching()}>
          {searching() ? m.fromHub.searching : m.fromHub.find}
        </button>
      </form>
      <Show when={progress()}>
        {(now) => (
          <div class="row-buttons" role="status">
            <span>{m.fromHub.progress(now().done, now().total)}</span>
            <button type="button" class="button" onClick={() => control?.abort()}>
              {m.fromHub.cancel}
            </button>
          </div>
        )}
      </Show>
      <Show when={found()}>
        {(studies) => (
          <Show when={studies().length > 0} fallback={<p class="dim">{m.fromHub.nothing}</p>}>
            <ul class="sync-list">
              <For each={studies()}>
                {(study) => (
                  <li>
                    <div class="grow">
                      <strong>{study.patientKey.slice(0, 8)}</strong>
                      <span class="dim small">
                        {[
                          study.description,
                          m.format.list(study.modalities),
                          m.fromHub.objects(study.instances),
                        ]
                          .filter((text) => text !== "")
                          .join(" · ")}
                      </span>
                    </div>
                    <button
                      type="button"
                      class="button"
                      disabled={progress() !== null}
                      onClick={() => void fetchImages(study)}
                    >
                      {m.fromHub.fetch}
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
    </section>
  );
}
