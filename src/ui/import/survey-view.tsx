import { createSignal, For, Show } from "solid-js";
import type { Survey } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { LargeFiles } from "../look/large-files.tsx";
import { useMessages } from "../messages/messages.ts";

/** What was found, what it needs, and one question per group of files that names no patient. */
export function SurveyView(props: { readonly survey: Survey }) {
  const app = useApp();
  const m = useMessages();
  const [names, setNames] = createSignal<Readonly<Record<string, string>>>({});
  const fits = () => props.survey.needBytes <= props.survey.freeBytes;
  const answered = () => props.survey.unnamed.every((group) => (names()[group.groupId] ?? "").trim() !== "");
  const empty = () => props.survey.studyCount === 0 && props.survey.fileCount === 0;
  return (
    <form
      class="import-box card"
      onSubmit={(event) => {
        event.preventDefault();
        void app.importFlow.start(names());
      }}
    >
      <h2>
        {fits()
          ? m.import.survey(props.survey.studyCount, props.survey.needBytes, props.survey.freeBytes)
          : m.import.noRoom(props.survey.needBytes, props.survey.freeBytes)}
      </h2>
      <p class="dim">{m.import.surveyFiles(props.survey.fileCount, props.survey.bytes)}</p>
      <Show when={empty()}>
        <p role="alert">{m.import.nothing}</p>
      </Show>
      <Show when={props.survey.unnamed.length > 0}>
        <fieldset class="unnamed">
          <legend>{m.import.unnamedTitle}</legend>
          <p class="dim small">{m.import.unnamedNote}</p>
          <For each={props.survey.unnamed}>
            {(group) => (
              <label class="field">
                <span>{m.import.unnamedField(group.fileCount, group.formats.join(", ").toUpperCase())}</span>
                <input
                  class="input"
                  autocomplete="off"
                  required
                  onInput={(event) => setNames({ ...names(), [group.groupId]: event.currentTarget.value })}
                />
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <LargeFiles />
      <div class="row-buttons end">
        <button type="button" class="button" onClick={() => app.importFlow.reset()}>
          {m.import.cancel}
        </button>
        <button type="submit" class="button primary" disabled={!fits() || !answered() || empty()}>
          {m.import.start}
        </button>
      </div>
    </form>
  );
}
