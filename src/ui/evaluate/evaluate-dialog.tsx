import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { EvaluatedPart } from "../../jobs/evaluate-run.ts";
import { listModels, mostStrikes } from "../../storage/models.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { countTestOpenings } from "../../storage/test-openings.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Progress } from "../kit/progress.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { createEvaluation } from "./create-evaluation.ts";
import { EvaluationTables } from "./evaluation-tables.tsx";

/** Evaluates an installed model on the accepted labels of the validation part; the test part is locked behind a reason. */
export function EvaluateDialog(props: { readonly onClose: () => void }) {
  const m = useMessages();
  const services = useServices();
  const { database } = services;
  void activeSchema(database); // stores the starter before the first look: a live query may not write
  const live = createLive(
    () => database,
    async (from) => ({
      models: (await listModels(from)).filter(({ strikes }) => strikes < mostStrikes),
      openings: await countTestOpenings(from),
      schemas: await from.schemas.toArray(),
      chosen: (await from.settings.get("schemaId"))?.value,
    }),
  );
  const schema = () =>
    live.value()?.schemas.find(({ id }) => id === live.value()?.chosen) ?? live.value()?.schemas[0];
  const run = createEvaluation(services);
  const [model, setModel] = createSignal<string | null>(null);
  const [part, setPart] = createSignal<EvaluatedPart>("val");
  const [reason, setReason] = createSignal("");
  const running = () => {
    const now = run.phase();
    return now.name === "running" ? now : null;
  };
  const isOpen = () => part() === "val" || reason().trim() !== "";
  const close = () => {
    run.cancel();
    props.onClose();
  };
  return (
    <Dialog
      open
      wide
      title={m.evaluate.title}
      onClose={close}
      foot={
        <Show
          when={running()}
          fallback={
            <button
              type="button"
              class="button primary"
              disabled={!isOpen()}
              onClick={() => void run.start({ model: model(), part: part(), reason: reason().trim() })}
            >
              {part() === "test" ? m.evaluate.runTest : m.evaluate.run}
            </button>
          }
        >
          <button type="button" class="button" onClick={() => run.cancel()}>
            {m.evaluate.cancel}
          </button>
        </Show>
      }
    >
      <div class="evaluate">
        <p class="dim">{m.evaluate.note}</p>
        <label class="field">
          <span>{m.evaluate.model}</span>
          <select
            class="input"
            disabled={running() !== null}
            onChange={(event) => setModel(event.currentTarget.value || null)}
          >
            <option value="">{m.evaluate.shipped}</option>
            <For each={live.value()?.models}>
              {({ id, modelId, version }) => (
                <option value={id}>
                  {modelId} {version}
                </option>
              )}
            </For>
          </select>
        </label>
        <Segmented
          label={m.evaluate.part}
          value={part()}
          options={[
            { value: "val", text: m.evaluate.parts.val },
            { value: "test", text: m.evaluate.parts.test },
          ]}
          onChange={setPart}
        />
        <Show when={part() === "test"}>
          <p class="danger">{m.evaluate.testLocked}</p>
          <p>{m.evaluate.testOpened(live.value()?.openings ?? 0)}</p>
          <label class="field">
            <span>{m.evaluate.testReason}</span>
            <input class="input" value={reason()} onInput={(event) => setReason(event.currentTarget.value)} />
            <span class="dim small">{m.evaluate.noNames}</span>
          </label>
        </Show>
        <EvaluationState run={run} schema={schema()} />
      </div>
    </Dialog>
  );
}

function EvaluationState(props: {
  readonly run: ReturnType<typeof createEvaluation>;
  readonly schema: Parameters<typeof EvaluationTables>[0]["schema"];
}) {
  const m = useMessages();
  const phase = () => props.run.phase();
  const as = <N extends ReturnType<typeof phase>["name"]>(name: N) => {
    const now = phase();
    return now.name === name ? (now as Extract<typeof now, { name: N }>) : null;
  };
  return (
    <Switch>
      <Match when={as("running")}>
        {(now) => (
          <div>
            <p role="status">{m.evaluate.running(now().done, now().total)}</p>
            <Progress label={m.evaluate.title} done={now().done} total={now().total} />
          </div>
        )}
      </Match>
      <Match when={as("cancelled")}>
        <p role="status">{m.evaluate.cancelled}</p>
      </Match>
      <Match when={as("failed")}>
        {(now) => <p role="alert">{m.evaluate.failed(failureText(now().reason, m))}</p>}
      </Match>
      <Match when={as("done")}>
        {(now) => <EvaluationTables evaluation={now().evaluation} schema={props.schema} />}
      </Match>
    </Switch>
  );
}
