import { IconPlayerPlay, IconShield, IconUpload } from "@tabler/icons-solidjs";
import { createMemo, createSignal, For, Show } from "solid-js";
import { byNeed } from "../../domain/assist/study-need.ts";
import { inTaskOrder } from "../../domain/task-list.ts";
import { readSetting } from "../../storage/settings.ts";
import { useApp } from "../app/app-state.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { KeyStrip } from "../app/key-strip.tsx";
import { studyOrders } from "../app/preferences.ts";
import { useServices } from "../app/services.ts";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { heldCountSetting } from "../pixels/create-held.ts";
import { countStates, filterStates, passes, type WorklistFilter } from "./filters.ts";
import { readStudyRows, type StudyRow } from "./study-row.ts";
import { TasksButton } from "./tasks-dialog.tsx";
import { WorklistEmpty } from "./worklist-empty.tsx";
import { WorklistGrid } from "./worklist-grid.tsx";

/** The place to start: what is here, what waits, what comes next. */
export function WorklistScreen() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  // The quarantine answers late: what it said last stands above the list from the first, or the rows would move under a finger.
  const live = createLive(
    () => database,
    async (from) => {
      const [rows, held] = await Promise.all([readStudyRows(from), readSetting(from, heldCountSetting)]);
      return { rows, held: typeof held === "number" ? held : 0 };
    },
  );
  const order = () => app.preferences.value().studyOrder;
  const rows = createMemo<readonly StudyRow[]>(() => {
    const newest = live.value()?.rows ?? [];
    switch (order()) {
      case "need":
        return newest.toSorted((a, b) => byNeed(a.need, b.need));
      case "lot":
        return newest.toSorted((a, b) => a.lot - b.lot);
      case "newest":
        return newest;
    }
  });
  const [filter, setFilter] = createSignal<WorklistFilter>("open");
  const counts = createMemo(() => countStates(rows()));
  const done = () => counts().get("accepted") ?? 0;
  const shown = createMemo(() => rows().filter((row) => passes(filter(), row)));
  /** What a person goes on with: what they began, then what is theirs, then what is nobody's. */
  const next = () => {
    const tasks = new Map(rows().flatMap(({ study, task }) => (task ? [[study.studyUid, task]] : [])));
    const studies = rows().map(({ study }) => study);
    const me = [...tasks.values()].filter(({ share }) => share === "mine").map(({ assignee }) => assignee);
    const order = inTaskOrder(studies, tasks, me);
    return order.find(({ state }) => state === "labelling") ?? order.find(({ state }) => state === "todo");
  };
  const heldCount = () => app.held.images()?.length ?? live.value()?.held ?? 0;
  const chips = (): readonly (readonly [WorklistFilter, string, number])[] => [
    ["open", m.worklist.allOpen, rows().length - done()],
    ...(rows().some((row) => passes("mine", row))
      ? [["mine", m.tasks.mine, rows().filter((row) => passes("mine", row)).length] as const]
      : []),
    ...filterStates
      .filter((state) => (counts().get(state) ?? 0) > 0)
      .map((state) => [state, m.taskStates[state], counts().get(state) ?? 0] as const),
  ];
  return (
    <div class="page worklist-page">
      <header class="page-head">
        <div>
          <h1>{app.preferences.value().projectTitle || m.worklist.title}</h1>
          <p>
            {m.worklist.counts(rows().length, done())}
            <Show when={app.room.room()}>
              {(room) => <> · {m.worklist.room(room().usedBytes, room().freeBytes)}</>}
            </Show>
          </p>
        </div>
        <button type="button" class="button" onClick={() => app.router.go({ name: "import" })}>
          <IconUpload size={20} stroke-width={1.75} />
          {m.worklist.import}
        </button>
        <Show when={rows().length > 0}>
          <TasksButton rows={rows()} />
        </Show>
        <button
          type="button"
          class="button primary"
          disabled={!next()}
          onClick={() => {
            const study = next();
            if (study) app.router.go({ name: "study", studyUid: study.studyUid });
          }}
        >
          <IconPlayerPlay size={20} stroke-width={1.75} />
          {m.worklist.nextTask}
        </button>
      </header>
      <Show when={rows().length > 0}>
        <div class="worklist-bar">
          <fieldset class="chips">
            <legend class="visually-hidden">{m.worklist.filters}</legend>
            <For each={chips()}>
              {([value, text, n]) => (
                <button
                  type="button"
                  class="button chip"
                  aria-pressed={filter() === value}
                  onClick={() => setFilter(value)}
                >
                  {text} {m.format.number(n)}
                </button>
              )}
            </For>
          </fieldset>
          <Show when={rows().length > 1}>
            <div class="study-order">
              <Segmented
                label={m.worklist.order}
                value={order()}
                options={studyOrders.map((value) => ({ value, text: m.worklist.orders[value] }))}
                onChange={(studyOrder) => app.preferences.set({ studyOrder })}
              />
            </div>
          </Show>
        </div>
      </Show>
      <Show when={heldCount() > 0}>
        <div class="strip warn">
          <IconShield size={20} stroke-width={1.75} />
          <p class="grow">
            <strong>{m.worklist.heldTitle(heldCount())}</strong> {m.worklist.heldNote(heldCount())}
          </p>
          <a class="button plain" href="#/pixels">
            {m.worklist.reviewPixels}
          </a>
        </div>
      </Show>
      <KeyStrip />
      <Show when={!live.error()} fallback={<p role="alert">{failureText(live.error(), m)}</p>}>
        <Show when={live.value()} fallback={<WorklistSkeleton text={m.worklist.loading} />}>
          <Show when={rows().length > 0} fallback={<WorklistEmpty />}>
            <Show when={shown().length > 0} fallback={<p class="dim pad">{m.worklist.emptyFilter}</p>}>
              <WorklistGrid rows={shown()} needs={order() === "need" && rows().some((row) => row.open > 0)} />
            </Show>
          </Show>
        </Show>
      </Show>
    </div>
  );
}

/** Grey rows, shown after 200 ms by CSS. */
function WorklistSkeleton(props: { readonly text: string }) {
  return (
    <div class="skeleton" role="status" aria-label={props.text}>
      <For each={[1, 2, 3, 4, 5, 6]}>{() => <i />}</For>
    </div>
  );
}
