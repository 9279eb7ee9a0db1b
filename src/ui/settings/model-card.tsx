import { createSignal, For, Match, onCleanup, Show, Switch } from "solid-js";
import type { InferState } from "../../domain/calls/assist-calls.ts";
import { inWords } from "../../domain/said.ts";
import { useServices } from "../app/services.ts";
import { EvaluateDialog } from "../evaluate/evaluate-dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { WebgpuChoice } from "./webgpu-choice.tsx";

/** The model that ships with the app: whether it runs here, and exactly which file it is. */
export function ModelCard() {
  const m = useMessages();
  const { inference } = useServices();
  const [state, setState] = createSignal(inference.state());
  const [evaluating, setEvaluating] = createSignal(false);
  onCleanup(inference.onState(setState));
  const ready = () => {
    const now = state();
    return now.status === "ready" ? now.model : null;
  };
  const failed = () => {
    const now = state();
    return now.status === "failed" ? inWords(now.said, m.said) : null;
  };
  return (
    <section class="card block">
      <h2>{m.settings.models}</h2>
      <Switch>
        <Match when={ready()}>{(model) => <ModelFacts model={model()} />}</Match>
        <Match when={failed()}>
          {(message) => (
            <p role="alert">
              {m.settings.modelFailed} {message()}
            </p>
          )}
        </Match>
        <Match when={state().status === "loading"}>
          <p role="status">{m.settings.modelLoading}</p>
        </Match>
        <Match when={state().status === "idle"}>
          <p class="dim">{m.settings.modelIdle}</p>
        </Match>
      </Switch>
      <Show when={state().status !== "loading" && !ready()}>
        <button type="button" class="button" onClick={() => void inference.load().catch(() => undefined)}>
          {m.settings.modelLoad}
        </button>
      </Show>
      <WebgpuChoice model={ready()} />
      <button type="button" class="button" onClick={() => setEvaluating(true)}>
        {m.evaluate.open}
      </button>
      <Show when={evaluating()}>
        <EvaluateDialog onClose={() => setEvaluating(false)} />
      </Show>
    </section>
  );
}

function ModelFacts(props: { readonly model: InferState }) {
  const m = useMessages();
  const kinds = () =>
    m.format.list(props.model.defaultFor.map((kind) => m.settings.promptKinds[kind] ?? kind));
  return (
    <dl class="facts">
      <dt class="wide">
        <strong>{m.settings.modelReady(props.model.modelId, props.model.modelVersion)}</strong>
      </dt>
      <dt>{m.settings.modelDefault}</dt>
      <dd>{kinds() || m.settings.modelDefaultNone}</dd>
      <dt>{m.settings.threads}</dt>
      <dd>{props.model.threads}</dd>
      <For each={props.model.fileSha256}>
        {(hash) => (
          <>
            <dt>{m.settings.modelHash}</dt>
            <dd class="mono small" title={hash}>
              {hash.slice(0, 16)}…{hash.slice(-4)}
            </dd>
          </>
        )}
      </For>
    </dl>
  );
}
