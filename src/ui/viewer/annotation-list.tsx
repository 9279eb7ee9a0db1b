// biome-ignore-all lint/a11y/useSemanticElements: a select cannot hold rows with swatches
import { IconEye, IconEyeOff } from "@tabler/icons-solidjs";
import { createEffect, createMemo, For, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { AnnotationRow } from "./annotation-row.tsx";
import { type ListRow, listRows } from "./list-rows.ts";
import { RowTools } from "./row-tools.tsx";
import { useViewer } from "./viewer-model.ts";

/** Proposals and labels of the series: one tab stop, arrows choose, the image follows. */
export function AnnotationList() {
  const m = useMessages();
  const viewer = useViewer();
  const { records, proposals } = viewer.session;
  let list: HTMLDivElement | undefined;
  const rows = createMemo(() =>
    listRows(
      viewer.stage.series()?.seriesUid ?? "",
      records.annotations(),
      proposals.proposals(),
      proposals.confidenceThreshold(),
      viewer.index,
      viewer.stage.sliceAt(),
    ),
  );
  const ids = createMemo(() => rows().map(({ id }) => id));
  const rowOf = (id: string) => rows().find((row) => row.id === id);
  const openCount = () => rows().filter(({ kind }) => kind === "proposal").length;
  const isSelected = (row: ListRow) =>
    row.kind === "proposal"
      ? proposals.selectedProposal()?.id === row.id
      : records.selection().includes(row.id);
  const choose = (row: ListRow) => {
    if (row.kind === "proposal") {
      records.select([]);
      proposals.selectProposal(row.id);
    } else {
      proposals.selectProposal(null);
      records.select([row.id]);
    }
    viewer.stage.showSlice(row.slice);
  };
  const openMenu = (row: ListRow, x: number, y: number) => {
    choose(row);
    if (row.kind === "label") viewer.setMenu({ x, y, label: row.id });
  };
  const onKey = (event: KeyboardEvent) => {
    const at = rows().findIndex(isSelected);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows().length - 1 }[event.key];
    const row = next === undefined ? undefined : rows()[Math.min(rows().length - 1, Math.max(0, next))];
    if (!row) return;
    event.preventDefault();
    choose(row);
  };
  const selectedId = createMemo(() => rows().find(isSelected)?.id);
  createEffect(() => {
    const id = selectedId();
    if (id) list?.querySelector(`[id="row-${id}"]`)?.scrollIntoView({ block: "nearest" });
  });
  return (
    <section class="annotations">
      <div class="annotations-head">
        <h2>{m.panel.annotations}</h2>
        <span class="dim grow">{m.panel.counts(rows().length, openCount())}</span>
        <button
          type="button"
          class="button icon"
          aria-label={viewer.labelsHidden() ? m.panel.showAll : m.panel.hideAll}
          aria-pressed={viewer.labelsHidden()}
          onClick={() => viewer.run("toggle-overlay")}
        >
          <Show when={viewer.labelsHidden()} fallback={<IconEye size={20} stroke-width={1.75} />}>
            <IconEyeOff size={20} stroke-width={1.75} />
          </Show>
        </button>
      </div>
      <Show when={rows().length === 0}>
        <p class="dim empty-note">{m.panel.empty}</p>
      </Show>
      <div class="annotation-scroll">
        <div
          class="annotation-rows"
          role="listbox"
          aria-label={m.panel.annotations}
          aria-activedescendant={selectedId() ? `row-${selectedId()}` : undefined}
          tabIndex={0}
          ref={list}
          onKeyDown={onKey}
        >
          <For each={ids()}>
            {(id) => (
              <Show when={rowOf(id)}>
                {(row) => (
                  <AnnotationRow
                    row={row()}
                    selected={isSelected(row())}
                    onChoose={() => choose(row())}
                    onMenu={(x, y) => openMenu(row(), x, y)}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
        <div class="annotation-tools">
          <For each={ids()}>
            {(id) => (
              <Show when={rowOf(id)}>
                {(row) => <RowTools row={row()} onMenu={(x, y) => openMenu(row(), x, y)} />}
              </Show>
            )}
          </For>
        </div>
      </div>
    </section>
  );
}
