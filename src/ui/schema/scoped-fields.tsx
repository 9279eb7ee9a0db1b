import { IconPlus } from "@tabler/icons-solidjs";
import { For, Index } from "solid-js";
import type { FieldScope, ScopedField } from "../../domain/label-field.ts";
import { draftFieldId } from "../../domain/settle-fields.ts";
import { useMessages } from "../messages/messages.ts";
import { withField } from "./class-details.tsx";
import { FieldRow } from "./field-row.tsx";

const scopes: readonly FieldScope[] = ["study", "series", "image", "frame", "object"];

/** Questions about studies, series, images, frames and labels of any class. */
export function ScopedFields(props: {
  readonly fields: readonly ScopedField[];
  readonly onChange: (fields: readonly ScopedField[]) => void;
}) {
  const m = useMessages();
  const beside = (scope: FieldScope) => props.fields.filter((field) => field.scope === scope);
  return (
    <section class="scoped-fields" aria-label={m.schemaFields.classifications}>
      <h2>{m.schemaFields.classifications}</h2>
      <p class="dim small">{m.schemaFields.classificationsNote}</p>
      <Index each={props.fields}>
        {(field, at) => (
          <div class="card class-details">
            <label class="field">
              <span>{m.schemaFields.scope}</span>
              <select
                class="input"
                value={field().scope}
                onChange={(event) => {
                  const scope = event.currentTarget.value as FieldScope;
                  // What it hung on is about something else now.
                  const moved = withField(props.fields, at, { when: undefined } as never);
                  props.onChange(moved.map((one, index) => (index === at ? { ...one, scope } : one)));
                }}
              >
                <For each={scopes}>{(scope) => <option value={scope}>{m.fields.scopes[scope]}</option>}</For>
              </select>
            </label>
            <ul class="field-rows">
              <FieldRow
                field={field()}
                fields={beside(field().scope)}
                onChange={(to) => props.onChange(withField(props.fields, at, to))}
                onRemove={() => props.onChange(props.fields.filter((_, index) => index !== at))}
              />
            </ul>
          </div>
        )}
      </Index>
      <button
        type="button"
        class="button"
        onClick={() =>
          props.onChange([
            ...props.fields,
            { id: draftFieldId(props.fields), name: "", kind: "choice", options: [], scope: "series" },
          ])
        }
      >
        <IconPlus size={20} stroke-width={1.75} />
        {m.schemaFields.addQuestion}
      </button>
    </section>
  );
}
