import { createMemo, For, Show } from "solid-js";
import type { SeriesStack } from "../../domain/series-stack.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { LabelBar } from "../worklist/label-bar.tsx";
import { Thumbnail } from "../worklist/thumbnail.tsx";
import { dragSeries } from "./layout/drag-series.ts";
import { useViewer } from "./viewer-model.ts";

function SeriesList(props: { readonly onChosen?: () => void }) {
  const m = useMessages();
  const viewer = useViewer();
  const middle = ({ frames }: SeriesStack) => {
    const ref = frames[Math.floor(frames.length / 2)];
    return ref ? { sopUid: ref.sopUid, frameIndex: ref.frameIndex } : null;
  };
  /** Labels and open proposals of each stack, counted once for the whole strip. */
  const marks = createMemo(() => {
    const { records, proposals } = viewer.session;
    const counts = viewer.open.series.map(() => ({ decided: 0, open: 0 }));
    for (const { target } of records.annotations()) {
      const count = counts[viewer.index.stackOf(target) ?? -1];
      if (count) count.decided++;
    }
    for (const { target } of proposals.shownProposals()) {
      const count = counts[viewer.index.stackOf(target) ?? -1];
      if (count) count.open++;
    }
    return counts;
  });
  const isActive = (index: number) =>
    viewer.stage.seriesAt() === index && viewer.panes.guestAt() !== viewer.panes.activeAt();
  const name = ({ description, number, names }: SeriesStack) =>
    [description || m.viewer.seriesFallback(number), m.viewer.stackName(names)].filter(Boolean).join(" · ");
  return (
    <ul class="series-list" aria-label={m.viewer.series}>
      <For each={viewer.open.series}>
        {(series, index) => (
          <li>
            <button
              type="button"
              class="series-item"
              ref={(element) => dragSeries(element, (at) => viewer.panes.showSeries(at, index()))}
              aria-label={m.viewer.seriesName(name(series), series.frames.length)}
              aria-current={isActive(index()) ? "true" : undefined}
              onClick={() => {
                viewer.panes.showSeries(viewer.panes.activeAt(), index());
                props.onChosen?.();
              }}
            >
              <Thumbnail seriesUid={series.seriesUid} image={middle(series)} stack={series.stackIndex} />
              <span class="clip">{name(series)}</span>
              <span class="dim small">{m.viewer.images(series.frames.length)}</span>
              <Show when={(marks()[index()]?.decided ?? 0) + (marks()[index()]?.open ?? 0) > 0}>
                <LabelBar decided={marks()[index()]?.decided ?? 0} open={marks()[index()]?.open ?? 0} />
              </Show>
            </button>
          </li>
        )}
      </For>
      <For each={viewer.open.objects}>
        {(object) => (
          <li class="series-object">
            <span class="clip">{m.viewer.objectKinds[object.kind]}</span>
            <span class="dim small">
              {m.viewer.objectFacts(
                object.kind,
                object.entries,
                object.refersTo.filter((uid) => viewer.open.instances.has(uid)).length,
              )}
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** All series of the study at a desk. */
export function SeriesStrip() {
  return (
    <div class="series-strip">
      <SeriesList />
    </div>
  );
}

/** The same as a sheet, on a tablet. */
export function SeriesDialog() {
  const m = useMessages();
  const viewer = useViewer();
  return (
    <Dialog
      open={viewer.dialog() === "series"}
      title={m.viewer.series}
      onClose={() => viewer.setDialog(null)}
    >
      <SeriesList onChosen={() => viewer.setDialog(null)} />
    </Dialog>
  );
}
