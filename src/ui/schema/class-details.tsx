import { IconPlus } from "@tabler/icons-solidjs";
import { For, Index } from "solid-js";
import type { LabelField } from "../../domain/label-field.ts";
import type { Code, LabelClass } from "../../domain/label-schema.ts";
import { draftFieldId } from "../../domain/settle-fields.ts";
import { codesFor } from "../../domain/starter-codes.ts";
import { useMessages } from "../messages/messages.ts";
import { FieldRow } from "./field-row.tsx";

/** A list of fields with one of them changed; what was set to undefined is left out. */
export const withField = <F extends LabelField>(
  fields: readonly F[],
  at: number,
  to: Partial<LabelField>,
): F[] =>
  fields.map((field, index) =>
    index === at
      ? (Object.fromEntries(
          Object.entries({ ...field, ...to }).filter(([, value]) => value !== undefined),
        ) as unknown as F)
      : field,
  );

/** Codes and questions of one class. */
export function ClassDetails(props: {
  readonly entry: LabelClass;
  readonly onChange: (to: Partial<LabelClass>) => void;
}) {
  const m = useMessages();
  const fields = () => props.entry.attributes ?? [];
  const code = (part: keyof typeof codesFor) => props.entry[part] ?? null;
  /** The list, and the code that the class has where it is none of the list. */
  const codes = (part: keyof typeof codesFor): readonly Code[] => {
    const own = code(part);
    const list: readonly Code[] = codesFor[part];
    return own && !list.some(({ value, scheme }) => value === own.value && scheme === own.scheme)
      ? [own, ...list]
      : list;
  };
  return (
    <div class="class-details">
      <fieldset class="codes" aria-label={m.schemaFields.codesOf(props.entry.name)}>
        <For each={["category", "type", "modifier", "site"] as const}>
          {(part) => (
            <label class="field">
              <span>{m.schemaFields[part]}</span>
              <select
                class="input"
                value={code(part)?.value ?? ""}
                onChange={(event) => {
                  const chosen = codes(part).find(({ value }) => value === event.currentTarget.value) ?? null;
                  props.onChange({ [part]: chosen });
                }}
              >
                <option value="">{m.schemaFields.noCode}</option>
                <For each={codes(part)}>
                  {(one) => (
                    <option value={one.value}>
                      {one.meaning} · {one.scheme} {one.value}
                    </option>
                  )}
                </For>
              </select>
            </label>
          )}
        </For>
      </fieldset>
      <ul class="field-rows" aria-label={m.schemaFields.attributesOf(props.entry.name)}>
        <Index each={fields()}>
          {(field, at) => (
            <FieldRow
              field={field()}
              fields={fields()}
              onChange={(to) => props.onChange({ attributes: withField(fields(), at, to) })}
              onRemove={() => props.onChange({ attributes: fields().filter((_, index) => index !== at) })}
            />
          )}
        </Index>
      </ul>
      <button
        type="button"
        class="button"
        aria-label={m.schemaFields.addTo(props.entry.name)}
        onClick={() =>
          props.onChange({
            attributes: [...fields(), { id: draftFieldId(fields()), name: "", kind: "choice", options: [] }],
          })
        }
      >
        <IconPlus size={20} stroke-width={1.75} />
        {m.schemaFields.addQuestion}
      </button>
    </div>
  );
}
