import { IconAlertTriangle, IconCheck, IconDownload, IconShieldCheck } from "@tabler/icons-solidjs";
import { createMemo, For, Show } from "solid-js";
import { inWords } from "../../domain/said.ts";
import { saveFile } from "../../jobs/exporter.ts";
import { useMessages } from "../messages/messages.ts";
import type { ExportPhase } from "./create-export.ts";
import { DatasetCard } from "./dataset-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { lossLines } from "./loss-lines.ts";

type Done = Extract<ExportPhase, { name: "done" }>;

/** The proof: what was written, read back and compared, and what a format could not hold. */
export function ExportResultView(props: { readonly phase: Done; readonly onAgain: () => void }) {
  const m = useMessages();
  const result = () => props.phase.result;
  const save = () => {
    const { file } = result();
    if (file instanceof File) saveFile(file, `${props.phase.options.name}.zip`);
  };
  const losses = () => result().losses;
  const lines = createMemo(() => lossLines(losses()));
  const compared = () => result().checks.reduce((sum, check) => sum + check.compared, 0);
  const formatName = (format: string) => m.exporting.formatNames[format] ?? format;
  const isLossy = (format: string) => losses().some((loss) => loss.format === format);
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{m.exporting.ready(props.phase.options.name)}</h1>
          <p>
            {m.exporting.sum(result().patients, result().images, result().instances, result().bytes)} ·{" "}
            {m.exporting.took(props.phase.milliseconds / 1000)}
          </p>
        </div>
        <button type="button" class="button" onClick={() => props.onAgain()}>
          {m.exporting.again}
        </button>
        <Show when={!props.phase.inFolder} fallback={<span class="dim">{m.exporting.inFolder}</span>}>
          <button type="button" class="button primary" onClick={save}>
            <IconDownload size={20} stroke-width={1.75} />
            {m.exporting.save}
          </button>
        </Show>
      </header>
      <div class="strip good tall" role="status">
        <IconShieldCheck size={22} stroke-width={1.75} />
        <p class="grow">
          <strong>{m.exporting.proved}</strong>
          <br />
          {m.exporting.provedNote(props.phase.options.formats.length, compared(), lines().length)}
        </p>
      </div>
      <div class="export-columns">
        <table class="table">
          <caption class="visually-hidden">{m.exporting.verification}</caption>
          <thead>
            <tr>
              <th>{m.exporting.columns.format}</th>
              <th class="num">{m.exporting.columns.written}</th>
              <th class="num">{m.exporting.columns.differences}</th>
              <th class="mark">{m.exporting.columns.state}</th>
            </tr>
          </thead>
          <tbody>
            <For each={result().checks}>
              {(check) => (
                <tr>
                  <td>
                    <strong>{formatName(check.format)}</strong>
                    <span class="dim small note">{m.exporting.formatNotes[check.format] ?? ""}</span>
                  </td>
                  <td class="num">{m.format.number(check.written)}</td>
                  <td class="num">{m.format.number(check.mismatches)}</td>
                  <td class="mark">
                    <Show
                      when={!isLossy(check.format)}
                      fallback={
                        <span class="attention">
                          <IconAlertTriangle size={18} />
                          {m.exporting.lossy}
                        </span>
                      }
                    >
                      <span class="ok">
                        <IconCheck size={18} />
                        {m.exporting.checkMark}
                      </span>
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <div class="stack">
          <FindingsCard findings={result().findings} split={result().split} />
          <section class="card block">
            <h2>{m.exporting.losses(lines().length)}</h2>
            <ul class="losses">
              <For each={lines()} fallback={<li class="dim">{m.exporting.lossesNone}</li>}>
                {(loss) => (
                  <li>
                    <strong>{loss.formats.map(formatName).join(" · ")}</strong>
                    <br />
                    {m.exporting.loss(inWords(loss.reason, m.said), loss.count)}
                  </li>
                )}
              </For>
            </ul>
          </section>
        </div>
      </div>
      <DatasetCard result={result()} />
    </>
  );
}
