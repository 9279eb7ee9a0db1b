import { type Component, createEffect, createMemo, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { lateWebgl } from "../../viewer/webgl/late-webgl.ts";
import { useMessages } from "../messages/messages.ts";
import { WorklistScreen } from "../worklist/worklist-screen.tsx";
import { useApp } from "./app-state.ts";
import { DropTarget } from "./drop-target.tsx";
import { NavColumn } from "./nav-column.tsx";
import { Notices } from "./notices.tsx";
import { ScreenFailed } from "./screen-failed.tsx";
import { useServices } from "./services.ts";
import { ToastList } from "./toast-list.tsx";
import { whenIdle } from "./when-idle.ts";

/** A screen whose code is fetched when it is wanted; where it does not come, that is said in its place. */
const late = <Props extends Record<string, unknown>>(load: () => Promise<Component<Props>>) =>
  lazy(async () => ({ default: await load().catch((): Component<Props> => ScreenFailed) }));

const ImportScreen = late(async () => (await import("../import/import-screen.tsx")).ImportScreen);
const LookScreen = late(async () => (await import("../look/look-screen.tsx")).LookScreen);
const PixelsScreen = late(async () => (await import("../pixels/pixels-screen.tsx")).PixelsScreen);
const SchemaScreen = late(async () => (await import("../schema/schema-screen.tsx")).SchemaScreen);
const ExportScreen = late(async () => (await import("../export/export-screen.tsx")).ExportScreen);
const AdjudicationScreen = late(
  async () => (await import("../adjudication/adjudication-screen.tsx")).AdjudicationScreen,
);
const RecordScreen = late(async () => (await import("../record/record-screen.tsx")).RecordScreen);
const ReviewScreen = late(async () => (await import("../review/review-screen.tsx")).ReviewScreen);
const SettingsScreen = late(async () => (await import("../settings/settings-screen.tsx")).SettingsScreen);
const SyncScreen = late(async () => (await import("../sync/sync-screen.tsx")).SyncScreen);
const viewerScreen = () => import("../viewer/viewer-screen.tsx");
const warmer = () => import("../viewer/warm-first-picture.ts");
const ViewerScreen = late(async () => (await viewerScreen()).ViewerScreen);

/** Navigation column and the screen of the route; import, pixel review and viewer take the whole page. */
export function Shell() {
  const app = useApp();
  const services = useServices();
  const m = useMessages();
  const route = app.router.route;
  const screenName = () => {
    const { name } = route();
    if (name === "study") return m.worklist.columns.study;
    if (name === "adjudicate") return m.adjudication.title;
    if (name === "record") return m.record.title;
    return name === "import" || name === "look" ? m[name].title : m.nav[name];
  };
  // The kind of screen, never whose study it is: titles stay in the history of the browser.
  createEffect(() => {
    document.title = `${m.app.name} – ${screenName()}`;
  });
  // Somebody who looks at the list opens a study next: the code and the worker that this takes are there before the press.
  const onList = createMemo(() => route().name === "worklist");
  createEffect(() => {
    if (!onList()) return;
    whenIdle(() => {
      void services.database.studies.count().then(
        (count) => {
          if (count === 0) return;
          services.pixels.warm();
          // Not by `preload` of the screen: that would keep a failure, which the press itself may not meet.
          for (const load of [viewerScreen, lateWebgl.load]) load().catch(() => undefined);
          const { smooth } = app.preferences.value();
          warmer()
            .then(({ warmFirstPicture }) => warmFirstPicture(services.database, smooth))
            .catch(() => undefined);
        },
        () => undefined, // the list says why it cannot be read
      );
    });
  });
  const bare = () => ["study", "adjudicate", "record", "import", "look", "pixels"].includes(route().name);
  const studyUid = () => {
    const now = route();
    return now.name === "study" ? now.studyUid : null;
  };
  const studyOf = (name: "adjudicate" | "record") => {
    const now = route();
    return now.name === name ? now.studyUid : null;
  };
  return (
    <div class="shell" classList={{ bare: bare() }}>
      <Show when={!bare()}>
        <NavColumn />
      </Show>
      <main class="main">
        <Show when={!bare()}>
          <Notices />
        </Show>
        <Suspense fallback={<p class="page dim">{m.app.starting}</p>}>
          <Switch fallback={<WorklistScreen />}>
            <Match when={studyUid()} keyed>
              {(uid) => <ViewerScreen studyUid={uid} />}
            </Match>
            <Match when={studyOf("adjudicate")} keyed>
              {(uid) => <AdjudicationScreen studyUid={uid} />}
            </Match>
            <Match when={studyOf("record")} keyed>
              {(uid) => <RecordScreen studyUid={uid} />}
            </Match>
            <Match when={route().name === "import"}>
              <ImportScreen />
            </Match>
            <Match when={route().name === "look"}>
              <LookScreen />
            </Match>
            <Match when={route().name === "pixels"}>
              <PixelsScreen />
            </Match>
            <Match when={route().name === "review"}>
              <ReviewScreen />
            </Match>
            <Match when={route().name === "schema"}>
              <SchemaScreen />
            </Match>
            <Match when={route().name === "export"}>
              <ExportScreen />
            </Match>
            <Match when={route().name === "sync"}>
              <SyncScreen />
            </Match>
            <Match when={route().name === "settings"}>
              <SettingsScreen />
            </Match>
          </Switch>
        </Suspense>
      </main>
      {/* A line of its own below the screen; screens that take the whole page have a place for it in their own bars. */}
      <Show when={!bare()}>
        <ToastList />
      </Show>
      <DropTarget />
      <div class="visually-hidden" aria-live="polite" aria-atomic="true">
        {app.speaker.text()}
      </div>
    </div>
  );
}
