import { createMemo, createSignal, For, Show } from "solid-js";
import type { ExportOptions } from "../../domain/calls/export-calls.ts";
import { noDataUse } from "../../domain/data-use.ts";
import { datasetName } from "../../jobs/exporter.ts";
import { readSplitSeed } from "../../storage/project-file.ts";
import { createLive } from "../app/create-live.ts";
import { isCancelled } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import type { ExportRun } from "./create-export.ts";
import { allStatuses, type ExportChoice } from "./create-export-choice.ts";
import { DataUseFields } from "./data-use-fields.tsx";
import { readExportChoices } from "./export-choices.ts";
import { FormatList } from "./format-list.tsx";
import { StudyChoice } from "./study-choice.tsx";

interface FolderPicker {
  showDirectoryPicker?: (options: { mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;
}

/** What to export: name, studies, formats, labels; where to. */
export function ExportForm(props: {
  readonly run: ExportRun;
  readonly choice: ExportChoice;
  readonly cancelled: boolean;
}) {
  const m = useMessages();
  const { database } = useServices();
  const live = createLive(() => database, readExportChoices);
  const studies = () => live.value()?.studies ?? [];
  // Signals alone: what is taken out of the choice stays reactive.
  const { name, setName, formats, setFormats, statuses, setStatuses, chosen, setChosen } = props.choice;
  const { everyFrame, setEveryFrame, withProposals, setWithProposals, target, setTarget } = props.choice;
  const [use, setUse] = createSignal(noDataUse);
  const canFolder = () => (window as FolderPicker).showDirectoryPicker !== undefined;
  const studyUids = () => {
    const only = chosen();
    return studies()
      .map((study) => study.studyUid)
      .filter((uid) => only === null || only.has(uid));
  };
  const labels = createMemo(() => {
    const uids = new Set(studyUids());
    return (live.value()?.labels ?? []).filter(
      (label) => uids.has(label.studyUid) && label.status !== "rejected" && statuses().includes(label.status),
    ).length;
  });
  const heads = () => studyUids().filter((uid) => live.value()?.heads.has(uid)).length;
  const missing = () => {
    if (name().trim() === "") return m.exporting.nameMissing;
    if (formats().length === 0) return m.exporting.formatMissing;
    return studyUids().length === 0 ? m.exporting.studyMissing : null;
  };
  const toggle = (status: ExportOptions["statuses"][number], on: boolean) =>
    setStatuses(allStatuses.filter((entry) => (entry === status ? on : statuses().includes(entry))));
  const start = async () => {
    const seed = await readSplitSeed(database);
    const options: ExportOptions = {
      name: datasetName(name()),
      studyUids: studyUids(),
      formats: formats(),
      statuses: statuses(),
      includeProposals: withProposals(),
      frames: everyFrame() ? "all" : "labelled",
      createdAt: new Date().toISOString(),
      seed,
      use: use(),
    };
    try {
      const picker = (window as FolderPicker).showDirectoryPicker;
      const folder =
        target() === "folder" && picker ? await picker.call(window, { mode: "readwrite" }) : null;
      await props.run.start(options, folder);
    } catch (reason) {
      if (!isCancelled(reason)) throw reason; // no folder chosen: stay here
    }
  };
  return (
    <form
      class="export-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <header class="page-head">
        <div>
          <h1>{m.exporting.title}</h1>
          <p>{m.exporting.subtitle}</p>
        </div>
        <button type="submit" class="button primary" disabled={missing() !== null || labels() === 0}>
          {m.exporting.start}
        </button>
      </header>
      <Show when={props.cancelled}>
        <p class="strip" role="status">
          {m.exporting.cancelled}
        </p>
      </Show>
      <div class="export-columns">
        <div class="stack">
          <section class="card block">
            <label class="field">
              <span>{m.exporting.name}</span>
              <input class="input" value={name()} onInput={(event) => setName(event.currentTarget.value)} />
            </label>
            <p class="dim small">{m.exporting.nameHint}</p>
            <StudyChoice studies={studies()} chosen={chosen()} onChange={setChosen} />
            <DataUseFields onChange={setUse} />
          </section>
          <section class="card block">
            <h2>{m.exporting.which}</h2>
            <For each={allStatuses}>
              {(status) => (
                <Check
                  label={m.exporting.statuses[status] ?? status}
                  checked={statuses().includes(status)}
                  onChange={(on) => toggle(status, on)}
                />
              )}
            </For>
            <Check label={m.exporting.allFrames} checked={everyFrame()} onChange={setEveryFrame} />
            <Check
              label={m.exporting.includeProposals}
              checked={withProposals()}
              onChange={setWithProposals}
            />
            <p role="status" classList={{ attention: labels() === 0 }}>
              {missing() ?? (labels() === 0 ? m.exporting.none : m.exporting.labelsChosen(labels()))}
            </p>
            <Show when={labels() === 0 && statuses().length < 3}>
              <button type="button" class="button" onClick={() => setStatuses(allStatuses)}>
                {m.exporting.include}
              </button>
            </Show>
          </section>
        </div>
        <div class="stack">
          <FormatList chosen={formats()} onChange={setFormats} />
          <section class="card block">
            <h2>{m.exporting.destination}</h2>
            <Segmented
              label={m.exporting.destination}
              value={target()}
              options={[
                { value: "zip", text: m.exporting.asZip },
                ...(canFolder() ? [{ value: "folder" as const, text: m.exporting.asFolder }] : []),
              ]}
              onChange={setTarget}
            />
            <Show when={!canFolder()}>
              <p class="dim small">{m.exporting.noFolder}</p>
            </Show>
            <Show when={heads() > 0}>
              <p class="attention small">{m.exporting.heads(heads())}</p>
            </Show>
          </section>
        </div>
      </div>
    </form>
  );
}
