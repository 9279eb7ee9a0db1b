import { createEffect, createResource, For } from "solid-js";
import { type DataUse, noDataUse } from "../../domain/data-use.ts";
import { readDataUse, writeDataUse } from "../../storage/data-use.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

const fields = ["purpose", "license", "reference", "expires"] as const;

export interface DataUseFieldsProps {
  /** Told what is stated, at first and after each change. */
  readonly onChange: (value: DataUse) => void;
}

/** What a person says of the project's data; kept for the next export. */
export function DataUseFields(props: DataUseFieldsProps) {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [stored, { mutate }] = createResource(() => readDataUse(database));
  const now = () => stored.latest ?? noDataUse;
  createEffect(() => props.onChange(now()));
  const set = (field: (typeof fields)[number], text: string) => {
    const next = { ...now(), [field]: text.trim() };
    mutate(next);
    void attempt(m, app.toasts.show, () => writeDataUse(database, next));
  };
  return (
    <details class="study-choice">
      <summary>
        {m.vetting.about}
        <span class="dim">{m.vetting.stated(fields.filter((field) => now()[field] !== "").length)}</span>
      </summary>
      <p class="dim small">
        {m.vetting.aboutNote} {m.vetting.noNames}
      </p>
      <For each={fields}>
        {(field) => (
          <label class="field">
            <span>{m.vetting[field]}</span>
            <input
              class="input"
              type={field === "expires" ? "date" : "text"}
              value={now()[field]}
              onChange={(event) => set(field, event.currentTarget.value)}
            />
          </label>
        )}
      </For>
    </details>
  );
}
