// biome-ignore-all lint/a11y/useSemanticElements: a row is one link over a CSS grid, which table elements cannot be
import { IconChevronRight, IconCloudDownload } from "@tabler/icons-solidjs";
import { createMemo, createSignal, For, Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { hrefOf } from "../app/router.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { fetchImages } from "../sync/fetch-images.ts";
import { LabelBar } from "./label-bar.tsx";
import { localDay } from "./local-day.ts";
import type { StudyRow } from "./study-row.ts";
import { TaskStateText } from "./task-state.tsx";
import { Thumbnail } from "./thumbnail.tsx";

/** The rows of the worklist: one tab stop, arrows move, Enter opens. */
export function WorklistGrid(props: {
  readonly rows: readonly StudyRow[];
  /** Whether each row says how doubtful it is: they stand in that order. */
  readonly needs: boolean;
}) {
  const app = useApp();
  const m = useMessages();
  const services = useServices();
  const [at, setAt] = createSignal(0);
  const current = () => Math.min(at(), Math.max(0, props.rows.length - 1));
  // Rows are followed by their UID: while an import writes, a row keeps its element, and a finger on it its target.
  const byUid = createMemo(() => new Map(props.rows.map((row) => [row.study.studyUid, row])));
  const uids = () => props.rows.map((row) => row.study.studyUid);
  const today = () => localDay(new Date());
  let body: HTMLDivElement | undefined;
  const open = (row: StudyRow) => app.router.go({ name: "study", studyUid: row.study.studyUid });
  const onKey = (event: KeyboardEvent) => {
    const last = props.rows.length - 1;
    const next = {
      ArrowDown: Math.min(last, current() + 1),
      ArrowUp: Math.max(0, current() - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    body?.querySelectorAll<HTMLElement>("[role=row]")[next]?.focus();
  };
  const subtitle = (row: StudyRow) =>
    [
      row.series?.description,
      m.worklist.series(row.study.seriesCount),
      row.study.issue ? m.worklist.issue(row.study.issue) : "",
      row.study.away ? m.worklist.away(row.study.away) : "",
      row.task && row.task.who !== "" ? m.tasks.for(row.task.who) : "",
      ...row.warnings.map((warning) => m.seriesWarnings[warning]),
    ]
      .filter(Boolean)
      .join(" · ");
  const title = (row: StudyRow) =>
    row.study.description || m.format.list(row.study.modalities) || m.worklist.noDescription;
  return (
    <div class="worklist" role="grid" aria-label={m.nav.worklist} aria-rowcount={props.rows.length}>
      <div class="worklist-head" role="row" tabIndex={-1}>
        <span role="columnheader" tabIndex={-1}>
          {m.worklist.columns.study}
        </span>
        <span role="columnheader" tabIndex={-1}>
          {m.worklist.columns.images}
        </span>
        <span role="columnheader" tabIndex={-1}>
          {m.worklist.columns.labels}
        </span>
        <span role="columnheader" tabIndex={-1}>
          {m.worklist.columns.state}
        </span>
      </div>
      <div role="rowgroup" ref={body} onKeyDown={onKey}>
        <For each={uids()}>
          {(uid, index) => (
            <Show when={byUid().get(uid)}>
              {(row) => (
                <a
                  class="worklist-row"
                  role="row"
                  href={hrefOf({ name: "study", studyUid: row().study.studyUid })}
                  tabIndex={index() === current() ? 0 : -1}
                  aria-label={m.worklist.row(
                    title(row()),
                    row().study.pseudonym,
                    m.taskStates[row().study.state],
                  )}
                  onFocus={() => setAt(index())}
                  onKeyDown={(event) => event.key === "Enter" && open(row())}
                >
                  <span role="gridcell" tabIndex={-1} class="what">
                    <Thumbnail seriesUid={row().series?.seriesUid ?? null} image={row().thumbnailOf} />
                    <span class="names">
                      <span class="clip">
                        <strong>{title(row())}</strong>
                        <span class="dim"> · {row().study.pseudonym}</span>
                      </span>
                      <span class="clip dim small">{subtitle(row())}</span>
                      <Show when={props.needs && row().open > 0}>
                        <span
                          class="clip small"
                          classList={{ attention: row().need.doubtful > 0, dim: row().need.doubtful === 0 }}
                        >
                          {m.worklist.need(row().need.doubtful, row().open, row().need.reasons)}
                        </span>
                      </Show>
                      <Show when={row().study.state !== "accepted" && row().task?.due}>
                        {(due) => (
                          <span class="clip small" classList={{ attention: due() < today() }}>
                            {due() < today()
                              ? m.tasks.overdue(m.format.day(due()))
                              : m.tasks.until(m.format.day(due()))}
                          </span>
                        )}
                      </Show>
                    </span>
                    <Show when={row().study.away}>
                      <button
                        type="button"
                        class="button"
                        onClick={(event) => {
                          // Inside the row, which opens the study.
                          event.preventDefault();
                          event.stopPropagation();
                          void fetchImages(app, services, m, row().study.studyUid);
                        }}
                        onKeyDown={(event) => event.key === "Enter" && event.stopPropagation()}
                      >
                        <IconCloudDownload size={18} stroke-width={1.75} />
                        {m.worklist.getAway}
                      </button>
                    </Show>
                  </span>
                  <span role="gridcell" tabIndex={-1} class="dim">
                    {m.format.number(row().images)}
                  </span>
                  <span role="gridcell" tabIndex={-1}>
                    <LabelBar decided={row().decided} open={row().open} />
                  </span>
                  <span role="gridcell" tabIndex={-1}>
                    <TaskStateText state={row().study.state} />
                  </span>
                  <IconChevronRight class="go" size={18} stroke-width={1.75} />
                </a>
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}
