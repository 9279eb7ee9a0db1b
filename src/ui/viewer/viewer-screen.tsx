import { createResource, Match, Switch } from "solid-js";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { loadStudy } from "./load-study.ts";
import { StudyView } from "./study-view.tsx";

/** Reads the study, then shows it; says why when it cannot. */
export function ViewerScreen(props: { readonly studyUid: string }) {
  const m = useMessages();
  const { database } = useServices();
  const [data] = createResource(
    () => props.studyUid,
    async (studyUid) => {
      const identity = await readIdentity(database);
      const open = await loadStudy(database, studyUid, identity.tab);
      return { identity, open };
    },
  );
  const loaded = () => (data.state === "ready" ? data() : undefined);
  const ready = () => {
    const now = loaded();
    return now?.open && now.open.series.length > 0 ? { identity: now.identity, open: now.open } : null;
  };
  return (
    <Switch>
      <Match when={data.error}>
        <Problem title={m.viewer.openFailed} text={failureText(data.error)} />
      </Match>
      <Match when={data.loading}>
        <p class="page dim" role="status">
          {m.viewer.openingStudy}
        </p>
      </Match>
      <Match when={ready()} keyed>
        {({ identity, open }) => <StudyView identity={identity} open={open} />}
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

function Problem(props: { readonly title: string; readonly text: string }) {
  const m = useMessages();
  return (
    <div class="empty" role="alert">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <a class="button primary" href="#/worklist">
        {m.import.toWorklist}
      </a>
    </div>
  );
}
