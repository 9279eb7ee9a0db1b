import { IconRefresh } from "@tabler/icons-solidjs";
import { createSignal, onCleanup, Show } from "solid-js";
import type { HubSettings, HubSignIn } from "../../domain/calls/sync-calls.ts";
import { readHubSettings, readReaderCode } from "../../storage/hub-settings.ts";
import { countWaiting } from "../../storage/outbox.ts";
import { createLive } from "../app/create-live.ts";
import { hrefOf } from "../app/router.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { BundleCard } from "./bundle-card.tsx";
import { HubImagesCard } from "./hub-images-card.tsx";
import { QueueCard } from "./queue-card.tsx";
import { SignInFields } from "./sign-in-fields.tsx";
import { VersionsCard } from "./versions-card.tsx";

/** What is not yet on the hub, what came from other devices, and the way to images on the hub. */
export function SyncScreen() {
  const m = useMessages();
  const { database, sync } = useServices();
  const settings = createLive(
    () => database,
    async (db) => ({ hub: await readHubSettings(db), reader: await readReaderCode(db) }),
  );
  const waiting = createLive(() => database, countWaiting);
  const [state, setState] = createSignal(sync.state());
  onCleanup(sync.onChange(setState));
  const last = () => {
    const end = state().last;
    return end === null ? "" : m.sync.ends[end];
  };
  const needsSignIn = (hub: HubSettings) =>
    hub.signIn !== "none" && (!sync.hasSignIn() || state().last === "sign-in");
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{m.sync.title}</h1>
          <Show when={settings.value()?.hub}>
            <p class="dim" role="status">
              {state().running ? m.sync.running : `${m.sync.waiting(waiting.value() ?? 0)}. ${last()}`}
            </p>
          </Show>
        </div>
        <Show when={settings.value()?.hub}>
          <button
            type="button"
            class="button primary"
            disabled={state().running}
            onClick={() => void sync.runNow()}
          >
            <IconRefresh size={20} stroke-width={1.75} />
            {m.sync.now}
          </button>
        </Show>
      </header>
      <Show when={settings.value()}>
        {(known) => (
          <Show
            when={known().hub}
            fallback={
              <div class="sync-columns">
                <section class="card block">
                  <p>{m.sync.none}</p>
                  <a class="button primary" href={hrefOf({ name: "settings" })}>
                    {m.sync.setUp}
                  </a>
                </section>
                <div class="stack">
                  <BundleCard />
                  <Show when={known().reader}>{(reader) => <VersionsCard reader={reader()} />}</Show>
                </div>
              </div>
            }
          >
            {(hub) => (
              <div class="sync-columns">
                <div class="stack">
                  <Show when={needsSignIn(hub())}>
                    <SignInCard kind={hub().signIn} />
                  </Show>
                  <QueueCard hubId={hub().id} />
                </div>
                <div class="stack">
                  <VersionsCard reader={hub().reader} />
                  <HubImagesCard />
                  <BundleCard />
                </div>
              </div>
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}

function SignInCard(props: { readonly kind: HubSignIn["kind"] }) {
  const m = useMessages();
  const { sync } = useServices();
  const [credentials, setCredentials] = createSignal<HubSignIn>({ kind: "none" });
  const submit = (event: Event) => {
    event.preventDefault();
    sync.signIn(credentials());
    void sync.runNow();
  };
  return (
    <section class="card block">
      <h2>{m.sync.signIn}</h2>
      <p>{m.sync.ends["sign-in"]}</p>
      <form class="stack" onSubmit={submit}>
        <SignInFields kind={props.kind} onChange={setCredentials} />
        <button type="submit" class="button primary" disabled={credentials().kind === "none"}>
          {m.sync.signIn}
        </button>
      </form>
    </section>
  );
}
