import { IconDownload, IconTrash, IconUpload } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import type { DeviceRule } from "../../domain/deid/device-rule.ts";
import { rulesFile, rulesFromFile } from "../../domain/deid/device-rules-file.ts";
import { saveFile } from "../../jobs/exporter.ts";
import {
  deleteDeviceRule,
  deviceRules,
  type RuleChange,
  takeDeviceRules,
} from "../../storage/device-rules.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { FileButton, jsonFiles } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";

/** Where devices write, as reviews taught: to look at, to forget, to carry to another device of the project. */
export function DeviceRulesCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const rules = createLive(() => database, deviceRules);
  const changed = async (change: (by: RuleChange) => Promise<void>, done: string) => {
    try {
      const { user, device } = await readIdentity(database);
      await change({ chain: device, actor: user, at: new Date().toISOString() });
      app.toasts.show(done);
    } catch {
      app.toasts.show(m.deviceRules.failed);
    }
  };
  const save = () => {
    const file = new Blob([rulesFile(rules.value() ?? [])], { type: "application/json" });
    saveFile(file, "overread-device-rules.json");
    app.toasts.show(m.deviceRules.saved);
  };
  const load = async (file: File | undefined) => {
    const brought = file ? rulesFromFile(await file.text()) : null;
    if (!brought) app.toasts.show(m.deviceRules.notRules);
    else await changed((by) => takeDeviceRules(database, brought, by), m.deviceRules.loaded(brought.length));
  };
  const some = () => (rules.value()?.length ?? 0) > 0;
  return (
    <section class="card block" aria-label={m.deviceRules.title}>
      <h2>{m.deviceRules.title}</h2>
      <p class="dim small">{m.deviceRules.note}</p>
      <Show when={rules.value()}>
        <Show when={some()} fallback={<p>{m.deviceRules.none}</p>}>
          <ul class="device-rules">
            <For each={rules.value()}>
              {(rule) => (
                <RuleRow
                  rule={rule}
                  onForget={() =>
                    void changed((by) => deleteDeviceRule(database, rule.id, by), m.deviceRules.forgot)
                  }
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <div class="row-buttons">
        <Show when={some()}>
          <button type="button" class="button" onClick={save}>
            <IconDownload size={20} stroke-width={1.75} />
            {m.deviceRules.save}
          </button>
        </Show>
        <FileButton picker="device-rules" accept={jsonFiles} onFiles={([file]) => void load(file)}>
          <IconUpload size={20} stroke-width={1.75} />
          {m.deviceRules.load}
        </FileButton>
      </div>
    </section>
  );
}

/** One device: its boxes in the shape of its picture, what it is, and the way to forget it. */
function RuleRow(props: { readonly rule: DeviceRule; readonly onForget: () => void }) {
  const m = useMessages();
  const name = () => m.deviceRules.device(props.rule.maker, props.rule.model, props.rule.modality);
  return (
    <li>
      <svg
        class="rule-picture"
        role="img"
        aria-label={m.deviceRules.drawing}
        viewBox={`0 0 ${props.rule.columns} ${props.rule.rows}`}
      >
        <For each={props.rule.boxes}>
          {(box) => <rect x={box.x} y={box.y} width={box.width} height={box.height} />}
        </For>
      </svg>
      <div class="grow">
        <strong class="clip">{name()}</strong>
        <span class="dim small">
          {m.deviceRules.facts(
            props.rule.columns,
            props.rule.rows,
            props.rule.boxes.length,
            props.rule.studies,
          )}
        </span>
      </div>
      <button
        type="button"
        class="button icon"
        aria-label={`${m.deviceRules.forget}: ${name()}`}
        title={m.deviceRules.forgetNote}
        onClick={() => props.onForget()}
      >
        <IconTrash size={20} stroke-width={1.75} />
      </button>
    </li>
  );
}
