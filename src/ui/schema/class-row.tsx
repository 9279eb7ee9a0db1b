import { createSignal, Show } from "solid-js";
import type { LabelClass } from "../../domain/label-schema.ts";
import { useMessages } from "../messages/messages.ts";
import { ClassDetails } from "./class-details.tsx";
import { ClassPoints } from "./class-points.tsx";

export interface ClassRowProps {
  readonly entry: LabelClass | undefined;
  readonly onChange: (to: Partial<LabelClass>) => void;
  /** Opens the dialog that retires it or moves its labels; null: it is not published yet, and can be taken away. */
  readonly onMove: ((name: string) => void) | null;
  readonly onRemove: () => void;
  /** Why that cannot be done now. */
  readonly moveHint: string | null;
}

/** One class: colour, name, key; index and codes for ever. */
export function ClassRow(props: ClassRowProps) {
  const m = useMessages();
  const [open, setOpen] = createSignal<"questions" | "points" | null>(null);
  const toggle = (part: "questions" | "points") => setOpen((now) => (now === part ? null : part));
  return (
    <Show when={props.entry}>
      {(entry) => (
        <li class="class-row card">
          <label class="color-field" style={{ "--swatch": entry().color }}>
            <input
              type="color"
              aria-label={m.schema.colorOf(entry().name || m.schema.newName)}
              value={entry().color.toLowerCase()}
              onInput={(event) => props.onChange({ color: event.currentTarget.value.toUpperCase() })}
            />
          </label>
          <input
            class="input"
            aria-label={m.schema.nameOf(entry().index)}
            placeholder={m.schema.newName}
            value={entry().name}
            ref={(element) => queueMicrotask(() => entry().name === "" && element.focus())}
            onInput={(event) => props.onChange({ name: event.currentTarget.value })}
          />
          <label class="key-field">
            <span class="dim small">{m.schema.hotkey}</span>
            <input
              class="input"
              aria-label={m.schema.keyOf(entry().name || m.schema.newName)}
              maxLength={1}
              inputMode="numeric"
              pattern="[1-9]"
              value={entry().hotkey}
              onInput={(event) =>
                props.onChange({ hotkey: event.currentTarget.value.replace(/[^1-9]/g, "") })
              }
            />
          </label>
          <span class="dim small fixed">
            {m.schema.index} {entry().index}
            <Show when={entry().type}>{(code) => <> · SCT {code().value}</>}</Show>
            <br />
            {m.format.list(entry().geometry.map((kind) => m.schema.kinds[kind] ?? kind))}
          </span>
          <button
            type="button"
            class="button"
            aria-expanded={open() === "questions"}
            aria-label={m.schemaFields.attributesOf(entry().name || m.schema.newName)}
            onClick={() => toggle("questions")}
          >
            {m.schemaFields.attributes(entry().attributes?.length ?? 0)}
          </button>
          <button
            type="button"
            class="button"
            aria-expanded={open() === "points"}
            aria-label={m.classPoints.title(entry().name || m.schema.newName)}
            onClick={() => toggle("points")}
          >
            {m.classPoints.button(entry().keypoints?.joints.length ?? 0)}
          </button>
          <Show
            when={props.onMove}
            fallback={
              <button
                type="button"
                class="button"
                aria-label={m.schema.removeOf(entry().name || m.schema.newName)}
                onClick={() => props.onRemove()}
              >
                {m.schema.remove}
              </button>
            }
          >
            {(move) => (
              <button
                type="button"
                class="button"
                aria-label={m.migration.openFor(entry().name || m.schema.newName)}
                title={props.moveHint ?? undefined}
                disabled={props.moveHint !== null}
                onClick={() => move()(entry().name)}
              >
                {m.migration.open}
              </button>
            )}
          </Show>
          <Show when={open() === "questions"}>
            <ClassDetails entry={entry()} onChange={props.onChange} />
          </Show>
          <Show when={open() === "points"}>
            <ClassPoints entry={entry()} onChange={props.onChange} />
          </Show>
        </li>
      )}
    </Show>
  );
}
