import { createResource, createSignal, Match, onCleanup, Show, Switch } from "solid-js";
import { noteOpened } from "../../storage/put-away.ts";
import { holdStudy, type StudyHold } from "../../storage/study-lock.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { loadStudy, readAhead } from "./load-study.ts";
import { StudyView } from "./study-view.tsx";

/** Takes the study for this tab, reads it, then shows it; says why when it cannot. */
export function ViewerScreen(props: { readonly studyUid: string }) {
  const m = useMessages();
  const { database, sync } = useServices();
  const [lost, setLost] = createSignal(false);
  // A new object at each press, so that a second press asks again.
  const [wish, setWish] = createSignal<{ readonly studyUid: string } | null>(null);
  let hold: StudyHold | null = null;
  let turn = 0;
  const letGo = async () => {
    turn++;
    const mine = hold;
    hold = null;
    await mine?.release();
  };
  const studyUid = props.studyUid;
  onCleanup(async () => {
    await letGo();
    // What was drawn is on disk and the study is free: now its version can be made (sync 3.2).
    await sync.run(studyUid);
  });
  const take = async (studyUid: string, force: boolean): Promise<StudyHold | null> => {
    await letGo();
    const mine = turn;
    const next = await holdStudy(studyUid, { force, onLost: () => mine === turn && setLost(true) });
    if (mine === turn) hold = next;
    else await next?.release();
    return next;
  };
  const [data] = createResource(
    () => ({ studyUid: props.studyUid, wish: wish() }),
    async ({ studyUid, wish }) => {
      setLost(false);
      const ahead = readAhead(database, studyUid);
      const [identity, mine] = await Promise.all([
        readIdentity(database),
        take(studyUid, wish?.studyUid === studyUid),
      ]);
      const open = mine && (await loadStudy(database, studyUid, identity, ahead));
      // When it was opened only says what is put away last: no picture waits for it, and none is withheld without it.
      if (open) void noteOpened(database, studyUid, Date.now()).catch(() => undefined);
      return { identity, open, hold: mine };
    },
  );
  const loaded = () => (data.state === "ready" ? data() : undefined);
  const ready = () => {
    const now = loaded();
    if (!now?.open || !now.hold || now.open.series.length === 0) return null;
    return { identity: now.identity, open: now.open, hold: now.hold };
  };
  return (
    <Switch>
      <Match when={data.error}>
        <Problem title={m.viewer.openFailed} text={failureText(data.error, m)} />
      </Match>
      <Match when={data.loading}>
        <Opening />
      </Match>
      <Match when={lost()}>
        <Problem
          title={m.viewer.takenOver}
          text={m.viewer.takenOverText}
          onTakeOver={() => setWish({ studyUid: props.studyUid })}
        />
      </Match>
      <Match when={loaded()?.hold === null}>
        <Problem
          title={m.viewer.elsewhere}
          text={m.viewer.elsewhereText}
          onTakeOver={() => setWish({ studyUid: props.studyUid })}
        />
      </Match>
      <Match when={ready()} keyed>
        {({ identity, open, hold }) => <StudyView identity={identity} open={open} hold={hold} />}
      </Match>
      <Match when={loaded()?.open === null}>
        <Problem title={m.viewer.openFailed} text={m.viewer.missing} />
      </Match>
      <Match when={loaded()}>
        <Problem title={m.viewer.openFailed} text={m.viewer.noImages} />
      </Match>
    </Switch>
  );
}

/** After so long the person hears what they wait for. */
const slowMs = 5000;

function Opening() {
  const m = useMessages();
  const [slow, setSlow] = createSignal(false);
  const timer = setTimeout(() => setSlow(true), slowMs);
  onCleanup(() => clearTimeout(timer));
  return (
    <Show
      when={slow()}
      fallback={
        <p class="page dim" role="status">
          {m.viewer.openingStudy}
        </p>
      }
    >
      <div class="empty" role="status">
        <h1>{m.viewer.openingStudy}</h1>
        <p>{m.viewer.openingSlow}</p>
        <a class="button" href="#/worklist">
          {m.import.toWorklist}
        </a>
      </div>
    </Show>
  );
}

function Problem(props: { readonly title: string; readonly text: string; readonly onTakeOver?: () => void }) {
  const m = useMessages();
  return (
    <div class="empty" role="alert">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <Show when={props.onTakeOver}>
        {(takeOver) => (
          <button type="button" class="button" onClick={() => takeOver()()}>
            {m.viewer.takeOver}
          </button>
        )}
      </Show>
      <a class="button primary" href="#/worklist">
        {m.import.toWorklist}
      </a>
    </div>
  );
}
