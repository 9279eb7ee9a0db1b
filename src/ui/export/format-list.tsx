import { For } from "solid-js";
import type { ExportFormat } from "../../domain/calls/export-calls.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

export type FormatChoice = ExportFormat;

/** Every format that can be written, in the order shown. */
export const formatChoices: readonly FormatChoice[] = [
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
  "ndjson",
  "dicom",
];

/** Chosen until a person chooses: the formats that copy no picture once more. */
export const formatsAtFirst: readonly FormatChoice[] = [
  "coco",
  "png-semantic",
  "png-instance",
  "ndjson",
  "seg",
  "rtstruct",
  "sr",
  "dicom",
];

export interface FormatListProps {
  readonly chosen: readonly FormatChoice[];
  readonly onChange: (chosen: readonly FormatChoice[]) => void;
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
            onChange={(on) =>
              props.onChange(
                formatChoices.filter((other) => (other === format ? on : props.chosen.includes(other))),
              )
            }
          />
        )}
      </For>
    </section>
  );
}
