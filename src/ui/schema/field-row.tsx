import { IconTrash } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import { type FieldKind, fieldName, type LabelField } from "../../domain/label-field.ts";
import { optionsNamed } from "../../domain/settle-fields.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

const kinds: readonly FieldKind[] = ["choice", "multi", "number", "text", "boolean"];

/** One question of the schema: its words, what it takes, when it is asked. */
export function FieldRow(props: {
  readonly field: LabelField;
  /** The questions beside it, on whose answers it may hang. */
  readonly fields: readonly LabelField[];
  readonly onChange: (to: Partial<LabelField>) => void;
  readonly onRemove: () => void;
}) {
  const m = useMessages();
  const hasOptions = () => props.field.kind === "choice" || props.field.kind === "multi";
  const parents = () =>
    props.fields.filter(
      (other) => other.id !== props.field.id && ["choice", "multi", "boolean"].includes(other.kind),
    );
  const parent = () => props.fields.find(({ id }) => id === props.field.when?.attribute);
  const answers = (): readonly (readonly [string, string])[] =>
    parent()?.kind === "boolean"
      ? [
          ["true", m.fields.yes],
          ["false", m.fields.no],
        ]
      : (parent()?.options ?? []).map((option) => [option.id, fieldName(option)] as const);
  const firstAnswer = (id: string): string | boolean => {
    const other = props.fields.find((field) => field.id === id);
    return other?.kind === "boolean" ? true : (other?.options?.[0]?.id ?? "");
  };
  const number = (text: string) => (text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text));
  return (
    <li class="field-row">
      <label class="field">
        <span>{m.schemaFields.name}</span>
        <input
          class="input"
          value={props.field.name ?? props.field.id}
          ref={(element) => queueMicrotask(() => props.field.name === "" && element.focus())}
          onInput={(event) => props.onChange({ name: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{m.schemaFields.kind}</span>
        <select
          class="input"
          value={props.field.kind}
          onChange={(event) => props.onChange({ kind: event.currentTarget.value as FieldKind })}
        >
          <For each={kinds}>{(kind) => <option value={kind}>{m.fields.kinds[kind]}</option>}</For>
        </select>
      </label>
      <Show when={hasOptions()}>
        <label class="field wide">
          <span>{m.schemaFields.options}</span>
          <input
            class="input"
            value={(props.field.options ?? []).map(fieldName).join(", ")}
            onChange={(event) => {
              const names = event.currentTarget.value.split(",").map((name) => name.trim());
              const each = [...new Set(names.filter((name) => name !== ""))];
              props.onChange({ options: optionsNamed(each, props.field.options ?? []) });
            }}
          />
        </label>
      </Show>
      <Show when={props.field.kind === "number"}>
        <div class="field-numbers wide">
          <label class="field">
            <span>{m.schemaFields.min}</span>
            <input
              class="input"
              inputMode="decimal"
              value={props.field.min ?? ""}
              onChange={(event) =>
                props.onChange({ min: number(event.currentTarget.value) } as Partial<LabelField>)
              }
            />
          </label>
          <label class="field">
            <span>{m.schemaFields.max}</span>
            <input
              class="input"
              inputMode="decimal"
              value={props.field.max ?? ""}
              onChange={(event) =>
                props.onChange({ max: number(event.currentTarget.value) } as Partial<LabelField>)
              }
            />
          </label>
          <label class="field">
            <span>{m.schemaFields.unit}</span>
            <input
              class="input"
              value={props.field.unit ?? ""}
              onChange={(event) => props.onChange({ unit: event.currentTarget.value.trim() })}
            />
          </label>
        </div>
      </Show>
      <Show when={parents().length > 0}>
        <label class="field">
          <span>{m.schemaFields.when}</span>
          <select
            class="input"
            value={props.field.when?.attribute ?? ""}
            onChange={(event) => {
              const attribute = event.currentTarget.value;
              const when = attribute === "" ? undefined : { attribute, equals: firstAnswer(attribute) };
              props.onChange({ when } as Partial<LabelField>);
            }}
          >
            <option value="">{m.schemaFields.always}</option>
            <For each={parents()}>
              {(other) => <option value={other.id}>{m.schemaFields.whenIs(fieldName(other))}</option>}
            </For>
          </select>
        </label>
        <Show when={props.field.when}>
          {(when) => (
            <label class="field">
              <span>{m.schemaFields.equals}</span>
              <select
                class="input"
                value={String(when().equals)}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  const equals = parent()?.kind === "boolean" ? text === "true" : text;
                  props.onChange({ when: { attribute: when().attribute, equals } });
                }}
              >
                <For each={answers()}>{([id, name]) => <option value={id}>{name}</option>}</For>
              </select>
            </label>
          )}
        </Show>
      </Show>
      {/* Readers are compared by their answers about studies and images, not by attributes of labels. */}
      <Show when={props.field.kind === "choice" && "scope" in props.field}>
        <div class="wide">
          <Check
            label={m.schemaFields.ordinal}
            checked={props.field.ordinal === true}
            onChange={(ordinal) => props.onChange({ ordinal })}
          />
        </div>
      </Show>
      <div class="field-foot wide">
        <Check
          label={m.schemaFields.required}
          checked={props.field.required === true}
          onChange={(required) => props.onChange({ required })}
        />
        <button
          type="button"
          class="button icon"
          aria-label={m.schemaFields.remove(fieldName(props.field))}
          onClick={() => props.onRemove()}
        >
          <IconTrash size={18} stroke-width={1.75} />
        </button>
      </div>
    </li>
  );
}
