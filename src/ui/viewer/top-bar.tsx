import {
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconKeyboard,
  IconSearch,
  IconStack,
} from "@tabler/icons-solidjs";
import { createSignal, Show } from "solid-js";
import type { ActionId } from "../../editor/actions/action-table.ts";
import { useApp } from "../app/app-state.ts";
import { createWide } from "../kit/create-wide.ts";
import { PopupMenu } from "../kit/popup-menu.tsx";
import { readsFromRight } from "../kit/reading-direction.ts";
import { useMessages } from "../messages/messages.ts";
import { LayoutMenu } from "./layout/layout-menu.tsx";
import { MprButton } from "./mpr/mpr-button.tsx";
import { TaskButton } from "./review/task-button.tsx";
import { SaveState } from "./save-state.tsx";
import { useViewer } from "./viewer-model.ts";

/** Where am I, which task, is it saved, what next. */
export function TopBar(props: { readonly taskAt: number; readonly taskCount: number }) {
  const app = useApp();
  const m = useMessages();
  const viewer = useViewer();
  const wide = createWide("(min-width: 1000px)");
  const [menuAt, setMenuAt] = createSignal<readonly [number, number] | null>(null);
  const { study, series } = viewer.open;
  const seriesText = () => {
    const now = viewer.stage.series();
    return [m.viewer.seriesFallback(now?.number ?? null), now?.description].filter(Boolean).join(" · ");
  };
  const item = (id: ActionId) => ({
    id,
    text: m.actions[id] ?? id,
    disabled: !viewer.can(id),
    run: () => viewer.run(id),
  });
  /** The menu is long enough without what this study has no use for; the palette has all. */
  const isUseful = (id: ActionId) =>
    id === "prelabel-study"
      ? series.length > 1
      : id !== "outline-prior-boxes" || viewer.panes.guestAt() !== null;
  return (
    <header class="topbar viewer-top">
      <button
        type="button"
        class="button icon"
        aria-label={m.app.back}
        onClick={() => app.router.go({ name: "worklist" })}
      >
        <IconChevronLeft size={22} stroke-width={1.75} />
      </button>
      <div class="title clip">
        <h1 class="clip">
          {study.description || m.format.list(study.modalities) || m.worklist.noDescription}
          <span class="dim"> · {study.pseudonym}</span>
        </h1>
        <small class="clip">{seriesText()}</small>
      </div>
      <Show when={series.length > 1 || viewer.open.objects.length > 0}>
        <button
          type="button"
          class="button icon"
          aria-label={m.viewer.series}
          title={m.viewer.series}
          onClick={() => viewer.setDialog("series")}
        >
          <IconStack size={20} stroke-width={1.75} />
        </button>
      </Show>
      <LayoutMenu />
      <MprButton />
      <div class="task-steps">
        <Show when={wide() && props.taskCount > 1}>
          <button
            type="button"
            class="button icon"
            aria-label={m.viewer.previousTask}
            disabled={props.taskAt <= 0}
            onClick={() => viewer.run("previous-task")}
          >
            <IconChevronLeft size={20} stroke-width={1.75} />
          </button>
          <span class="dim">{m.viewer.task(Math.max(1, props.taskAt + 1), props.taskCount)}</span>
          <button
            type="button"
            class="button icon"
            aria-label={m.viewer.nextTask}
            disabled={props.taskAt < 0 || props.taskAt >= props.taskCount - 1}
            onClick={() => viewer.run("next-task")}
          >
            <IconChevronRight size={20} stroke-width={1.75} />
          </button>
        </Show>
      </div>
      <SaveState />
      <button
        type="button"
        class="button icon"
        aria-label={m.viewer.searchActions}
        title={m.viewer.searchActions}
        onClick={() => viewer.setDialog("palette")}
      >
        <IconSearch size={20} stroke-width={1.75} />
      </button>
      <button
        type="button"
        class="button icon"
        aria-label={m.viewer.keys}
        title={m.viewer.keys}
        onClick={() => viewer.setDialog("keys")}
      >
        <IconKeyboard size={20} stroke-width={1.75} />
      </button>
      <button
        type="button"
        class="button icon"
        aria-label={m.app.more}
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setMenuAt([readsFromRight() ? box.right : box.left, box.bottom]);
        }}
      >
        <IconDots size={20} stroke-width={1.75} />
      </button>
      <PopupMenu
        open={menuAt() !== null}
        x={menuAt()?.[0] ?? 0}
        y={menuAt()?.[1] ?? 0}
        title={m.app.more}
        items={[
          item("prelabel-series"),
          ...(["prelabel-study", "prelabel-key-images", "outline-boxes", "outline-prior-boxes"] as const)
            .filter((id) => viewer.can(id) && isUseful(id))
            .map(item),
          item("toggle-mpr"),
          item("toggle-link"),
          item("follow-label"),
          item("window-full-range"),
          item("reset-view"),
          item("toggle-smooth"),
          item("export-dataset"),
          {
            id: "deid-record",
            text: m.record.open,
            run: () => app.router.go({ name: "record", studyUid: study.studyUid }),
          },
        ]}
        onClose={() => setMenuAt(null)}
      />
      <TaskButton />
    </header>
  );
}
