import { IconTrash, IconUpload } from "@tabler/icons-solidjs";
import { createSignal, For, onCleanup, Show } from "solid-js";
import type { ModelTrial } from "../../domain/calls/assist-calls.ts";
import { unknownLicense } from "../../domain/models/model-license.ts";
import type { MainDatabase, ModelRow } from "../../storage/database.ts";
import {
  chooseModel,
  chosenModel,
  deleteModel,
  listModels,
  type ModelUse,
  mostStrikes,
  useOf,
} from "../../storage/models.ts";
import { missingModels } from "../../storage/project-file.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { FileButton } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";
import { AddModelDialog } from "./add-model-dialog.tsx";

async function readModels(database: MainDatabase) {
  const [rows, missing, prompt, label] = await Promise.all([
    listModels(database),
    missingModels(database),
    chosenModel(database),
    chosenModel(database, "label"),
  ]);
  return { rows, missing, chosen: { prompt: prompt?.id ?? null, label: label?.id ?? null } };
}

/** Models that the person brought: add, use, remove. */
export function OwnModelsCard() {
  const app = useApp();
  const m = useMessages();
  const { database, inference, labeller, makeModelTrial } = useServices();
  const models = createLive(() => database, readModels);
  const [trial, setTrial] = createSignal<ModelTrial | null>(null);
  const [checking, setChecking] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const client = makeModelTrial();
  onCleanup(client.close);

  const reload = (use: ModelUse) => {
    // The one that pre-labels is loaded when it is first asked for.
    if (use === "label") return labeller.restart();
    inference.restart();
    void inference.load().catch(() => undefined); // the card of the model says why
  };
  const check = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setRefusal(null);
    setChecking(true);
    try {
      setTrial(await client.check(files));
    } catch (reason) {
      setRefusal(failureText(reason, m));
    } finally {
      setChecking(false);
    }
  };
  const keep = async (license: string) => {
    const kept = trial();
    if (!kept) return;
    setTrial(null);
    try {
      const use = useOf(kept);
      await chooseModel(database, await client.keep(license, new Date().toISOString()), use);
      app.toasts.show(m.models.added(kept.modelId));
      reload(use);
    } catch {
      setRefusal(m.models.notKept);
    }
  };
  const use = (id: string | null, what: ModelUse) =>
    attempt(m, app.toasts.show, async () => {
      await chooseModel(database, id, what);
      reload(what);
    });
  const remove = (row: ModelRow) =>
    attempt(m, app.toasts.show, async () => {
      const what = useOf(row);
      const inUse = models.value()?.chosen[what] === row.id;
      await deleteModel(database, row.id);
      app.toasts.show(m.models.removed);
      if (inUse) reload(what);
    });
  return (
    <section class="card block" aria-label={m.models.title}>
      <h2>{m.models.title}</h2>
      <p class="dim small">{m.models.note}</p>
      <Show when={models.value()}>
        {(value) => (
          <Show when={value().rows.length > 0} fallback={<p>{m.models.none}</p>}>
            <ul class="own-models">
              <For each={value().rows}>
                {(row) => (
                  <ModelLine
                    row={row}
                    used={row.id === value().chosen[useOf(row)]}
                    onUse={() => void use(row.id, useOf(row))}
                    onRemove={() => void remove(row)}
                  />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
      <For each={models.value()?.missing}>
        {(model) => <p class="attention">{m.models.missing(`${model.modelId} ${model.version}`)}</p>}
      </For>
      <Show when={refusal()}>{(text) => <p role="alert">{m.models.refused(text())}</p>}</Show>
      <Show when={checking()}>
        <p role="status">{m.models.checking}</p>
      </Show>
      <div class="row-buttons">
        <FileButton picker="model" multiple disabled={checking()} onFiles={(files) => void check(files)}>
          <IconUpload size={20} stroke-width={1.75} />
          {m.models.add}
        </FileButton>
        <Show when={models.value()?.chosen.prompt}>
          <button type="button" class="button" onClick={() => void use(null, "prompt")}>
            {m.models.useShipped}
          </button>
        </Show>
        <Show when={models.value()?.chosen.label}>
          <button type="button" class="button" onClick={() => void use(null, "label")}>
            {m.models.stopPrelabel}
          </button>
        </Show>
      </div>
      <AddModelDialog
        trial={trial()}
        onClose={() => setTrial(null)}
        onKeep={(license) => void keep(license)}
      />
    </section>
  );
}

/** One kept model: what it is, whether it is tested, and what can be done with it. */
function ModelLine(props: {
  readonly row: ModelRow;
  readonly used: boolean;
  readonly onUse: () => void;
  readonly onRemove: () => void;
}) {
  const m = useMessages();
  const out = () => props.row.strikes >= mostStrikes;
  const name = () => `${props.row.modelId} ${props.row.version}`;
  return (
    <li>
      <div class="grow">
        <strong class="clip">{name()}</strong>
        <span class="small">{m.models.tasks[props.row.task ?? "promptable-seg"]}</span>
        <Show when={props.row.labelNames?.length}>
          <span class="dim small">{m.models.finds(props.row.labelNames ?? [])}</span>
        </Show>
        <span class="dim small">
          {m.models.facts(props.row.bytes, props.row.dryRunMs)} · {m.models.license}:{" "}
          {props.row.license === unknownLicense ? m.models.unknown : props.row.license}
        </span>
        <span
          class="small"
          classList={{ attention: out() || !props.row.tested || Boolean(props.row.guessed?.length) }}
        >
          <Show when={props.row.guessed?.length}>{m.models.guessedShort(props.row.guessed ?? [])} · </Show>
          {out() ? m.models.struckOut : props.row.tested ? m.models.tested : m.models.untested}
        </span>
      </div>
      <Show when={!out()}>
        <Show when={!props.used} fallback={<span class="dim">{m.models.used}</span>}>
          <button
            type="button"
            class="button"
            aria-label={`${m.models.use}: ${name()}`}
            onClick={() => props.onUse()}
          >
            {m.models.use}
          </button>
        </Show>
      </Show>
      <button
        type="button"
        class="button icon"
        aria-label={`${m.models.remove}: ${name()}`}
        onClick={() => props.onRemove()}
      >
        <IconTrash size={20} stroke-width={1.75} />
      </button>
    </li>
  );
}
