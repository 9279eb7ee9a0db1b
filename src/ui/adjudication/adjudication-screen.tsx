import { createResource, Match, Switch } from "solid-js";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { hrefOf } from "../app/router.ts";
import { ScreenBar } from "../app/screen-bar.tsx";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { loadReadings } from "./load-readings.ts";
import { ReadersDesk } from "./readers-desk.tsx";

/** Several readers' work on one study, compared and decided. */
export function AdjudicationScreen(props: { readonly studyUid: string }) {
  const m = useMessages();
  const { database } = useServices();
  const [data] = createResource(
    () => props.studyUid,
    async (studyUid) => {
      const identity = await readIdentity(database);
      return { identity, readings: await loadReadings(database, studyUid, identity.user) };
    },
  );
  const loaded = () => (data.state === "ready" ? data() : undefined);
  const open = () => {
    const now = loaded();
    return now?.readings?.closed === null ? { identity: now.identity, readings: now.readings } : null;
  };
  const words = () => {
    const closed = loaded()?.readings?.closed;
    return closed ? m.adjudication.closed[closed] : m.adjudication.missing;
  };
  const whose = () => {
    const study = loaded()?.readings?.study;
    return study && `${study.description} · ${study.pseudonym}`;
  };
  return (
    <div class="adjudication">
      <ScreenBar back={{ name: "review" }} title={m.adjudication.title} of={whose()} />
      <Switch>
        <Match when={data.error}>
          <p class="page" role="alert">
            {failureText(data.error, m)}
          </p>
        </Match>
        <Match when={data.loading}>
          <p class="page dim" role="status">
            {m.adjudication.comparing}
          </p>
        </Match>
        <Match when={open()} keyed>
          {({ identity, readings }) => <ReadersDesk identity={identity} readings={readings} />}
        </Match>
        <Match when={loaded()}>
          <div class="empty">
            <h2>{words()}</h2>
            <a class="button primary" href={hrefOf({ name: "review" })}>
              {m.adjudication.back}
            </a>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
