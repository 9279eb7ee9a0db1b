import { type Accessor, createSignal, type Setter } from "solid-js";
import type { ExportFormat, ExportOptions } from "../../domain/calls/export-calls.ts";
import { datasetName } from "../../jobs/exporter.ts";
import { formatsAtFirst } from "./format-choices.ts";

type Status = ExportOptions["statuses"][number];
/** States of labels that can be chosen, in the order in which a label goes through them. */
export const allStatuses: readonly Status[] = ["draft", "submitted", "accepted"];

/** What a person has chosen to export. It outlives the form: who cancels, or exports again, finds it as it was. */
export interface ExportChoice {
  readonly name: Accessor<string>;
  readonly setName: Setter<string>;
  readonly formats: Accessor<readonly ExportFormat[]>;
  readonly setFormats: Setter<readonly ExportFormat[]>;
  readonly statuses: Accessor<readonly Status[]>;
  readonly setStatuses: Setter<readonly Status[]>;
  /** Null: all studies. */
  readonly chosen: Accessor<ReadonlySet<string> | null>;
  readonly setChosen: Setter<ReadonlySet<string> | null>;
  readonly everyFrame: Accessor<boolean>;
  readonly setEveryFrame: Setter<boolean>;
  readonly withProposals: Accessor<boolean>;
  readonly setWithProposals: Setter<boolean>;
  readonly target: Accessor<"zip" | "folder">;
  readonly setTarget: Setter<"zip" | "folder">;
}

/** The choice that a project begins with. */
export function createExportChoice(projectTitle: string): ExportChoice {
  const [name, setName] = createSignal(datasetName(projectTitle || "overread dataset"));
  const [formats, setFormats] = createSignal<readonly ExportFormat[]>(formatsAtFirst);
  const [statuses, setStatuses] = createSignal<readonly Status[]>(allStatuses);
  const [chosen, setChosen] = createSignal<ReadonlySet<string> | null>(null);
  const [everyFrame, setEveryFrame] = createSignal(false);
  const [withProposals, setWithProposals] = createSignal(false);
  const [target, setTarget] = createSignal<"zip" | "folder">("zip");
  return {
    ...{ name, setName, formats, setFormats, statuses, setStatuses, chosen, setChosen },
    ...{ everyFrame, setEveryFrame, withProposals, setWithProposals, target, setTarget },
  };
}
