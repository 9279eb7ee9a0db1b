import { For, Show } from "solid-js";
import type { ExportReport } from "../../domain/calls/export-calls.ts";
import { useMessages } from "../messages/messages.ts";
import { namedCounts } from "./named-counts.ts";

/** Rows of one plot that are shown; what is beyond stands on the card in the folder. */
const mostRows = 12;

/** Counts as bars: the longest is the largest, the number stands beside it. */
function Bars(props: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const m = useMessages();
  const rows = () => Object.entries(props.counts);
  const most = () => Math.max(1, ...rows().map(([, count]) => count));
  return (
    <Show when={rows().length > 0}>
      <table class="bars">
        <caption>{props.title}</caption>
        <tbody>
          <For each={rows().slice(0, mostRows)}>
            {([name, count]) => (
              <tr>
                <th scope="row">{name === "unknown" ? m.datasetCard.unknown : name}</th>
                <td class="bar">
                  <i style={{ "inline-size": `${(100 * count) / most()}%` }} />
                </td>
                <td class="num">{m.format.number(count)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={rows().length > mostRows}>
        <p class="dim small">{m.datasetCard.more(rows().length - mostRows)}</p>
      </Show>
    </Show>
  );
}

/** Pseudonyms as the other screens write them. */
const shortened = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.slice(0, 8), count]));

/** The dataset card as a person reads it here; the same counts stand in README.md of the folder (export-and-workflow 3.9). */
export function DatasetCard(props: { readonly result: ExportReport }) {
  const m = useMessages();
  const origins = { ...m.panel.origins, human: m.datasetCard.byHand };
  const plots = () => {
    const { variety } = props.result;
    return [
      [m.datasetCard.classes, variety.class],
      [m.datasetCard.origins, namedCounts(variety.origin, origins)],
      [m.datasetCard.areas, variety.area],
      [m.datasetCard.readers, shortened(variety.reader)],
      [m.datasetCard.sources, variety.source],
      [m.datasetCard.sizes, variety.size],
    ] as const;
  };
  const drawn = () => props.result.agreement.filter(({ field }) => field === null);
  const measureOf = (at: number, id: string) =>
    drawn()[at]?.measures.find((measure) => measure.id === id)?.value ?? null;
  return (
    <section class="card block dataset-card" aria-label={m.datasetCard.title}>
      <h2>{m.datasetCard.title}</h2>
      <div class="plots">
        <For each={plots()}>{([title, counts]) => <Bars title={title} counts={counts} />}</For>
        <table class="bars">
          <caption>{m.datasetCard.agreement}</caption>
          <tbody>
            <For
              each={drawn()}
              fallback={
                <tr>
                  <td class="dim">{m.datasetCard.noAgreement}</td>
                </tr>
              }
            >
              {(pair, at) => (
                <tr>
                  <th scope="row">{pair.readers.map((reader) => reader.slice(0, 8)).join(", ")}</th>
                  <td class="bar">
                    <i style={{ "inline-size": `${100 * (measureOf(at(), "dice/1") ?? 0)}%` }} />
                  </td>
                  <td class="num">{m.datasetCard.dice(measureOf(at(), "dice/1"))}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <p class="dim small">{m.datasetCard.note}</p>
    </section>
  );
}
