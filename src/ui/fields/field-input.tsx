import { createSignal, For, Match, Show, Switch } from "solid-js";
import { type FieldValue, fieldName, type LabelField, valueFault } from "../../domain/label-field.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

/** The answer to one question; undefined takes it away. An answer out of range is not kept, and says what was expected. */
export function FieldInput(props: {
  readonly field: LabelField;
  readonly value: FieldValue | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: FieldValue | undefined) => void;
}) {
  const m = useMessages();
  const [fault, setFault] = createSignal<string | null>(null);
  const name = () => {
    const full = m.fields.unit(fieldName(props.field), props.field.unit ?? "");
    return props.field.required ? `${full} · ${m.fields.required}` : full;
  };
  const give = (value: FieldValue | undefined) => {
    const wrong = value === undefined ? null : valueFault(props.field, value);
    setFault(wrong);
    if (wrong === null) props.onChange(value);
  };
  const chosen = () => (Array.isArray(props.value) ? (props.value as readonly string[]) : []);
  const toggle = (id: string, on: boolean) => {
    const ids = (props.field.options ?? []).map((option) => option.id);
    const next = ids.filter((one) => (one === id ? on : chosen().includes(one)));
    give(next.length > 0 ? next : undefined);
  };
  return (
    <div class="field" data-field={props.field.id}>
      <Switch>
        <Match when={props.field.kind === "choice" || props.field.kind === "boolean"}>
          <label class="field">
            <span>{name()}</span>
            <select
              class="input"
              disabled={props.disabled}
              value={props.value === undefined ? "" : String(props.value)}
              onChange={(event) => {
                const now = event.currentTarget.value;
                if (now === "") give(undefined);
                else give(props.field.kind === "boolean" ? now === "true" : now);
              }}
            >
              <option value="">{m.fields.noAnswer}</option>
              <Show
                when={props.field.kind === "choice"}
                fallback={
                  <>
                    <option value="true">{m.fields.yes}</option>
                    <option value="false">{m.fields.no}</option>
                  </>
                }
              >
                <For each={props.field.options ?? []}>
                  {(option) => <option value={option.id}>{fieldName(option)}</option>}
                </For>
              </Show>
            </select>
          </label>
        </Match>
        <Match when={props.field.kind === "multi"}>
          <fieldset class="field-group">
            <legend class="dim small">{name()}</legend>
            <For each={props.field.options ?? []}>
              {(option) => (
                <Check
                  label={fieldName(option)}
                  checked={chosen().includes(option.id)}
                  disabled={props.disabled === true}
                  onChange={(on) => toggle(option.id, on)}
                />
              )}
            </For>
          </fieldset>
        </Match>
        <Match when={props.field.kind === "number"}>
          <label class="field">
            <span>{name()}</span>
            <input
              class="input"
              type="number"
              step="any"
              disabled={props.disabled}
              min={props.field.min}
              max={props.field.max}
              value={props.value === undefined ? "" : String(props.value)}
              onChange={(event) => {
                const { value, valueAsNumber } = event.currentTarget;
                give(value === "" ? undefined : valueAsNumber);
              }}
            />
          </label>
        </Match>
        <Match when={props.field.kind === "text"}>
          <label class="field">
            <span>{name()}</span>
            <input
              class="input"
              type="text"
              disabled={props.disabled}
              value={typeof props.value === "string" ? props.value : ""}
              onChange={(event) => give(event.currentTarget.value.trim() || undefined)}
            />
          </label>
        </Match>
      </Switch>
      <Show when={fault()}>
        {(expected) => (
          <p class="danger small" role="alert">
            {m.fields.outOfRange(expected())}
          </p>
        )}
      </Show>
    </div>
  );
}
