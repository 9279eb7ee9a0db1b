import { For, Show } from "solid-js";
import type { LabelSchema, RetiredClass } from "../../domain/label-schema.ts";
import { useMessages } from "../messages/messages.ts";

export interface RetiredClassesProps {
  readonly schema: LabelSchema;
  /** How many labels on this device still have a class. */
  readonly labelsOf: (id: string) => number;
  readonly disabled: boolean;
  readonly onMove: (entry: RetiredClass) => void;
  readonly onRestore: (entry: RetiredClass) => void;
}

/** Classes that nobody can draw any more, with the labels that still have them. */
export function RetiredClasses(props: RetiredClassesProps) {
  const m = useMessages();
  const nameOf = (id: string | null) =>
    props.schema.classes.find((entry) => entry.id === id)?.name ?? (id === null ? null : id);
  const own = (entry: RetiredClass) => entry.name ?? entry.id;
  return (
    <Show when={props.schema.retired?.length}>
      <section aria-labelledby="retired-classes">
        <h2 id="retired-classes">{m.migration.list}</h2>
        <ul class="classes">
          <For each={props.schema.retired}>
            {(entry) => (
              <li class="card retired-row">
                <span class="swatch" style={{ "--swatch": entry.was?.color ?? "#A8B1B9" }} />
                <span class="grow">
                  {own(entry)}
                  <br />
                  <span class="dim small">
                    {m.migration.entry(entry.index, props.labelsOf(entry.id), nameOf(entry.replacedBy))}
                  </span>
                </span>
                <Show when={props.labelsOf(entry.id) > 0}>
                  <button
                    type="button"
                    class="button"
                    aria-label={m.migration.moveOf(own(entry))}
                    disabled={props.disabled}
                    onClick={() => props.onMove(entry)}
                  >
                    {m.migration.move}
                  </button>
                </Show>
                <Show when={entry.was}>
                  <button
                    type="button"
                    class="button"
                    aria-label={m.migration.restoreOf(own(entry))}
                    disabled={props.disabled}
                    onClick={() => props.onRestore(entry)}
                  >
                    {m.migration.restore}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
