import { IconAlertTriangle } from "@tabler/icons-solidjs";
import { Match, Show, Switch } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { createExport, type ExportPhase } from "./create-export.ts";
import { createExportChoice } from "./create-export-choice.ts";
import { ExportForm } from "./export-form.tsx";
import { ExportProgressView } from "./export-progress.tsx";
import { ExportResultView } from "./export-result.tsx";
import { isOverridable, OverrideForm } from "./override-form.tsx";

function phaseNamed<N extends ExportPhase["name"]>(phase: ExportPhase, name: N) {
  return phase.name === name ? (phase as Extract<ExportPhase, { name: N }>) : null;
}

/** Choose, write, read back, compare, and only then hand over. */
export function ExportScreen() {
  const m = useMessages();
  const { exporter } = useServices();
  const run = createExport(exporter);
  const choice = createExportChoice(useApp().preferences.value().projectTitle);
  return (
    <div class="page">
      <Switch>
        <Match when={phaseNamed(run.phase(), "choose")}>
          {(phase) => <ExportForm run={run} choice={choice} cancelled={phase().cancelled} />}
        </Match>
        <Match when={phaseNamed(run.phase(), "running")}>
          {(phase) => <ExportProgressView progress={phase().progress} onCancel={run.cancel} />}
        </Match>
        <Match when={phaseNamed(run.phase(), "done")}>
          {(phase) => <ExportResultView phase={phase()} onAgain={run.reset} />}
        </Match>
        <Match when={phaseNamed(run.phase(), "failed")}>
          {(phase) => (
            <div class="empty" role="alert">
              <IconAlertTriangle class="danger" size={40} stroke-width={1.5} />
              <h2>{m.exporting.failed}</h2>
              <p>{failureText(phase().reason, m)}</p>
              <button type="button" class="button primary" onClick={run.reset}>
                {m.app.tryAgain}
              </button>
              <Show when={isOverridable(phase())}>
                <OverrideForm run={run} failed={phase()} />
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </div>
  );
}
