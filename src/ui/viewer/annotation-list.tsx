// biome-ignore-all lint/a11y/useSemanticElements: a select cannot hold rows with swatches
import { IconAdjustmentsHorizontal, IconEye, IconEyeOff } from "@tabler/icons-solidjs";
import { createEffect, createMemo, createSelector, For, on, onCleanup, onMount, Show } from "solid-js";
import { isOpenProposal } from "../../domain/proposal.ts";
import { useMessages } from "../messages/messages.ts";
import { AnnotationRow } from "./annotation-row.tsx";
import { type ListRow, labelRows, proposalRows, rowsOfImage } from "./list-rows.ts";
import { RowTools } from "./row-tools.tsx";
import { useViewer } from "./viewer-model.ts";

/** Proposals and labels of the series: one tab stop, arrows choose, the image follows. */
export function AnnotationList(props: {
  /** Whether what is shown of the proposals is being set. */
  readonly filter: boolean;
  readonly onFilter: (open: boolean) => void;
}) {
  const m = useMessages();
  const viewer = useViewer();
  const { records, proposals } = viewer.session;
  let list: HTMLDivElement | undefined;
  const seriesUid = () => viewer.stage.series()?.seriesUid ?? "";
  // A run leaves thousands of proposals: their rows do not change with the image, and nothing looks for one of them in all.
  const open = createMemo(() =>
    proposalRows(seriesUid(), proposals.proposals(), proposals.confidenceThreshold(), viewer.index),
  );
  const labels = createMemo(() =>
    labelRows(seriesUid(), records.annotations(), viewer.index, viewer.stage.sliceAt()),
  );
  const rows = createMemo(() => [...open(), ...labels()]);
  const byId = createMemo(() => new Map(rows().map((row) => [row.id, row])));
  const ids = createMemo(() => [...byId().keys()], [], {
    equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]),
  });
  const rowOf = (id: string) => byId().get(id);
  const openCount = () => open().length;
  const anyOpen = () => proposals.proposals().some(isOpenProposal);
  const chosen = createMemo(() => {
    const proposal = proposals.selectedProposal()?.id;
    return new Set([...(proposal === undefined ? [] : [proposal]), ...records.selection()]);
  });
  const isSelected = (row: ListRow) => chosen().has(row.id);
  const isChosen = createSelector(chosen, (id: string, all) => all.has(id));
  const isHere = createSelector(viewer.stage.sliceAt);
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
  const boxOf = (id: string) => list?.querySelector(`[id="row-${id}"]`)?.getBoundingClientRect();
  /** Only the list is scrolled: a panel that moved would take what a person reads in it out of sight, the review's own list for one. */
  const bringIntoSight = (row: DOMRect, scroll: Element) => {
    const seen = scroll.getBoundingClientRect();
    if (row.top < seen.top) scroll.scrollTop -= seen.top - row.top;
    else if (row.bottom > seen.bottom) scroll.scrollTop += row.bottom - seen.bottom;
  };
  /** Brings the chosen row into sight; `seenIn`: only where it was seen in a list of this height. */
  const showRow = (seenIn = Number.POSITIVE_INFINITY) => {
    const id = selectedId();
    const [row, scroll] = [id && boxOf(id), list?.parentElement];
    if (!row || !scroll || row.bottom > scroll.getBoundingClientRect().top + seenIn + 1) return;
    bringIntoSight(row, scroll);
  };
  createEffect(on(selectedId, () => showRow()));
  /** Brings the rows of the image on the screen into sight, the first of them where there is no room for all. */
  const showHere = () => {
    const [scroll, at] = [list?.parentElement, viewer.stage.sliceAt()];
    // One that was chosen on this image comes before the others.
    if (rows().some((row) => row.slice === at && isSelected(row))) return showRow();
    const ends = rowsOfImage(rows(), at);
    if (!ends || !scroll) return;
    for (const { id } of ends.toReversed()) {
      const row = boxOf(id);
      if (row) bringIntoSight(row, scroll);
    }
  };
  /** The image that the list follows: none while a clip plays, as what runs along with it cannot be read. */
  const followed = createMemo(() =>
    viewer.cine.playing() || rows().length === 0 ? null : `${seriesUid()} ${viewer.stage.sliceAt()}`,
  );
  createEffect(on(followed, (image) => image !== null && showHere()));
  // What is measured of a label comes a moment after it was chosen, and takes room from the list.
  let height = 0;
  const observer = new ResizeObserver(([entry]) => {
    const before = height;
    height = entry?.contentRect.height ?? before;
    if (height < before) showRow(before);
  });
  onMount(() => list?.parentElement && observer.observe(list.parentElement));
  onCleanup(() => observer.disconnect());
  return (
    <section class="annotations">
      <div class="annotations-head">
        <h2>{m.panel.annotations}</h2>
        <span class="dim grow clip">{m.panel.counts(rows().length, openCount())}</span>
        <Show when={anyOpen()}>
          <button
            type="button"
            class="button icon"
            aria-label={m.proposal.filter}
            title={m.proposal.filter}
            aria-expanded={props.filter}
            onClick={() => props.onFilter(!props.filter)}
          >
            <IconAdjustmentsHorizontal size={20} stroke-width={1.75} />
          </button>
        </Show>
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
                    selected={isChosen(id)}
                    here={isHere(row().slice)}
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
