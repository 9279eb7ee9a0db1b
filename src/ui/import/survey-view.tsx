import { For, Show } from "solid-js";
import type { Survey } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { LargeFiles } from "../look/large-files.tsx";
import { useMessages } from "../messages/messages.ts";
import { createPatientAnswers, PatientQuestions } from "./patient-questions.tsx";

/** What was found, what it needs, and the questions about files that name no patient. */
export function SurveyView(props: { readonly survey: Survey }) {
  const app = useApp();
  const m = useMessages();
  const state = createPatientAnswers(() => props.survey.unnamed);
  const fits = () => props.survey.needBytes <= props.survey.freeBytes;
  const empty = () => props.survey.studyCount === 0 && props.survey.fileCount === 0;
  return (
    <form
      class="import-box card"
      onSubmit={(event) => {
        event.preventDefault();
        void app.importFlow.start(state.answers().names, state.answers().apart);
      }}
    >
      <h2>
        {fits()
          ? m.import.survey(props.survey.studyCount, props.survey.needBytes, props.survey.freeBytes)
          : m.import.noRoom(props.survey.needBytes, props.survey.freeBytes)}
      </h2>
      <p class="dim">{m.import.surveyFiles(props.survey.fileCount, props.survey.bytes)}</p>
      <For each={props.survey.discs}>
        {(disc) => (
          <p classList={{ attention: disc.present < disc.listed }}>
            {m.import.disc(disc.listed, disc.present)}
          </p>
        )}
      </For>
      <Show when={empty()}>
        <p role="alert">{m.import.nothing}</p>
      </Show>
      <Show when={props.survey.unnamed.length > 0}>
        <PatientQuestions groups={props.survey.unnamed} state={state} />
      </Show>
      <LargeFiles />
      <div class="row-buttons end">
        <button type="button" class="button" onClick={() => app.importFlow.reset()}>
          {m.import.cancel}
        </button>
        <button type="submit" class="button primary" disabled={!fits() || !state.answers().whole || empty()}>
          {m.import.start}
        </button>
      </div>
    </form>
  );
}
