import { IconCheck } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import type { ExportProgress } from "../../domain/calls/export-calls.ts";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";

const steps = ["group", "write", "read-back", "compare"] as const;

/** The four steps, the one that runs with its count, and Cancel. */
export function ExportProgressView(props: {
  readonly progress: ExportProgress;
  readonly onCancel: () => void;
}) {
  const m = useMessages();
  const at = () => steps.indexOf(props.progress.step);
  return (
    <div
      class="import-box card export-running"
      role="status"
      aria-label={m.exporting.steps[props.progress.step]}
    >
      <ol class="steps">
        <For each={steps}>
          {(step, index) => (
            <li aria-current={index() === at() ? "step" : undefined}>
              <Show when={index() < at()} fallback={<span class="step-number">{index() + 1}</span>}>
                <IconCheck class="ok" size={20} stroke-width={2} />
              </Show>
              {m.exporting.steps[step]}
            </li>
          )}
        </For>
      </ol>
      <Progress
        label={m.exporting.steps[props.progress.step]}
        done={props.progress.done}
        total={props.progress.total}
      />
      <p class="dim">{m.exporting.progress(props.progress.done, props.progress.total)}</p>
      <div class="row-buttons end">
        <button type="button" class="button" onClick={() => props.onCancel()}>
          {m.exporting.cancel}
        </button>
      </div>
    </div>
  );
}
