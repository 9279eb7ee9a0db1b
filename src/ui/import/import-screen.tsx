import { Match, Switch } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { ScreenBar } from "../app/screen-bar.tsx";
import { useMessages } from "../messages/messages.ts";
import { ChooseFiles } from "./choose-files.tsx";
import type { ImportPhase } from "./create-import-flow.ts";
import { ImportProgressView } from "./import-progress.tsx";
import { ImportResultView } from "./import-result.tsx";
import { LabelFiles } from "./label-files.tsx";
import { SurveyView } from "./survey-view.tsx";

/** The phase when it has this name, else null: narrows for `Match`. */
function phaseNamed<N extends ImportPhase["name"]>(phase: ImportPhase, name: N) {
  return phase.name === name ? (phase as Extract<ImportPhase, { name: N }>) : null;
}

/** From files to a worklist: choose, look, answer, wait, see what came of it. */
export function ImportScreen() {
  const app = useApp();
  const m = useMessages();
  const flow = app.importFlow;
  const running = () => phaseNamed(flow.phase(), "surveying") ?? phaseNamed(flow.phase(), "importing");
  return (
    <>
      <ScreenBar back={{ name: "worklist" }} title={m.import.title} />
      <div class="import">
        <Switch
          fallback={
            <>
              <ChooseFiles cancelled={phaseNamed(flow.phase(), "idle")?.cancelled ?? false} />
              <LabelFiles />
            </>
          }
        >
          <Match when={running()}>{(phase) => <ImportProgressView phase={phase()} />}</Match>
          <Match when={phaseNamed(flow.phase(), "survey")}>
            {(phase) => <SurveyView survey={phase().survey} />}
          </Match>
          <Match when={phaseNamed(flow.phase(), "done")}>
            {(phase) => <ImportResultView result={phase().result} />}
          </Match>
          <Match when={phaseNamed(flow.phase(), "failed")}>
            {(phase) => (
              <div class="empty" role="alert">
                <h2>{m.import.failed}</h2>
                <p>{failureText(phase().reason, m)}</p>
                <button type="button" class="button primary" onClick={() => flow.reset()}>
                  {m.app.tryAgain}
                </button>
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </>
  );
}
