import { For } from "solid-js";
import type { ExportFormat } from "../../domain/calls/export-calls.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";
import { formatChoices, withFormat } from "./format-choices.ts";

export interface FormatListProps {
  readonly chosen: readonly ExportFormat[];
  readonly onChange: (chosen: readonly ExportFormat[]) => void;
}

/** The formats, each with what it holds. */
export function FormatList(props: FormatListProps) {
  const m = useMessages();
  return (
    <section class="card block">
      <h2>{m.exporting.formats}</h2>
      <For each={formatChoices}>
        {(format) => (
          <Check
            label={m.exporting.formatNames[format] ?? format}
            note={m.exporting.formatNotes[format] ?? ""}
            checked={props.chosen.includes(format)}
            onChange={(on) => props.onChange(withFormat(props.chosen, format, on))}
          />
        )}
      </For>
    </section>
  );
}
