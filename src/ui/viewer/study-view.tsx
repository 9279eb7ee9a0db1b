import { createEffect, createMemo, createResource, createSignal, onMount, Show, untrack } from "solid-js";
import type { StudyHold } from "../../storage/study-lock.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import type { Identity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { createWide } from "../kit/create-wide.ts";
import { useMessages } from "../messages/messages.ts";
import { readReviewable } from "../review/review-rows.ts";
import { readLotOrder, readNeedOrder, readTasks } from "../worklist/study-row.ts";
import { AcceptAllDialog } from "./accept-all-dialog.tsx";
import { ActionPalette } from "./action-palette.tsx";
import { afterPicture } from "./after-picture.ts";
import { ContextMenu } from "./context-menu.tsx";
import { createKeys } from "./create-keys.ts";
import { createViewer } from "./create-viewer.ts";
import { ImageGrid } from "./image-grid.tsx";
import { KeySheet } from "./key-sheet.tsx";
import type { OpenStudy } from "./load-study.ts";
import { PinDialog } from "./review/pin-dialog.tsx";
import { ReasonDialog } from "./review/reason-dialog.tsx";
import { SubmitDialog } from "./review/submit-dialog.tsx";
import { Scrubber } from "./scrubber.tsx";
import { SeriesDialog, SeriesStrip } from "./series-strip.tsx";
import { SidePanel } from "./side-panel.tsx";
import { StatusLine } from "./status-line.tsx";
import { ToolRail } from "./tool-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { ViewerContext } from "./viewer-model.ts";

/** What knows the places of studies in an order; null: the newest first, which needs none. */
const orderReaders = { need: readNeedOrder, lot: readLotOrder, newest: null } as const;

/** The whole viewer of one open study. */
export function StudyView(props: {
  readonly open: OpenStudy;
  readonly identity: Identity;
  readonly hold: StudyHold;
}) {
  const app = useApp();
  const services = useServices();
  const m = useMessages();
  const wide = createWide("(min-width: 1280px)");
  // Where the most doubtful comes first, the places are those of when this study was opened: what is decided here moves nothing meanwhile.
  const [rest, setRest] = createSignal(false);
  const [places] = createResource(
    () => rest() && orderReaders[app.preferences.value().studyOrder],
    (read) => read(services.database),
  );
  // Until the places are known there is no next task: it would be another one. All of it is read when the picture is there, as is all that
  // stands around it.
  const isOrdered = () => orderReaders[app.preferences.value().studyOrder] === null || places() !== undefined;
  const tasks = createLive(
    () => (rest() && isOrdered() ? { known: places() } : null),
    async (now) => (now ? readTasks(services.database, now.known) : null),
  );
  const order = createMemo(() => tasks.value() ?? []);
  const at = () => order().indexOf(props.open.study.studyUid);
  /** Asked for before it is known which task that is. */
  const [asked, setAsked] = createSignal<1 | -1 | null>(null);
  const goToTask = (by: 1 | -1) => {
    setAsked(tasks.value() ? null : by);
    const studyUid = order()[at() + by];
    if (studyUid) app.router.go({ name: "study", studyUid });
  };
  createEffect(() => {
    const by = asked();
    if (by !== null && tasks.value()) untrack(() => goToTask(by));
  });
  const openNextReview = async () => {
    const [next] = await readReviewable(services.database, props.identity.user);
    app.toasts.show(m.review.accepted(next !== undefined));
    app.router.go(next ? { name: "study", studyUid: next.study.studyUid } : { name: "review" });
  };
  const viewer = createViewer({
    open: props.open,
    identity: props.identity,
    services,
    app,
    messages: m,
    goToTask,
    openNextReview: () => void openNextReview(),
  });
  props.hold.beforeRelease(() => viewer.session.history.flush());
  createKeys(viewer, app.preferences);
  onMount(() => {
    const route = untrack(app.router.route);
    if (route.name === "study" && route.labelUid) viewer.showLabel(route.labelUid);
  });
  // What one came for is seen first: the tools stand around it a frame later, in the room that is kept for them.
  const pictured = afterPicture(viewer.stage);
  createEffect(() => setRest(pictured()));
  const hasStrip = () => wide() && (props.open.series.length > 1 || props.open.objects.length > 0);
  return (
    <ViewerContext.Provider value={viewer}>
      <div class="viewer" classList={{ wide: wide() }}>
        <Show when={rest()}>
          <TopBar taskAt={at()} taskCount={order().length} />
        </Show>
        <Show when={hasStrip()}>
          <Show when={rest()} fallback={<div class="series-strip" />}>
            <SeriesStrip />
          </Show>
        </Show>
        <Show when={rest()}>
          <ToolRail />
        </Show>
        <ImageGrid />
        <Show when={rest()}>
          <Scrubber />
          <SidePanel wide={wide()} />
          <StatusLine wide={wide()} />
        </Show>
      </div>
      <Show when={rest()}>
        <SeriesDialog />
        <AcceptAllDialog />
        <SubmitDialog />
        <ReasonDialog />
        <PinDialog />
        <KeySheet />
        <ActionPalette />
        <ContextMenu />
      </Show>
    </ViewerContext.Provider>
  );
}
