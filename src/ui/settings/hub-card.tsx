import { createEffect, createResource, createSignal, Show, untrack } from "solid-js";
import type { HubSettings, HubSignIn } from "../../domain/calls/sync-calls.ts";
import { uuidFrom } from "../../domain/instance-uid.ts";
import type { ProjectHub } from "../../domain/project-file.ts";
import { allowHubOrigin, readHubSettings, writeHubSettings } from "../../storage/hub-settings.ts";
import { readProjectHub } from "../../storage/project-file.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { randomBytes } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { SignInFields } from "../sync/sign-in-fields.tsx";

/** Where labels are sent: the address, who the reader is, and a test of the connection. */
export function HubCard() {
  const m = useMessages();
  const { database } = useServices();
  const [stored, { refetch }] = createResource(() => readHubSettings(database));
  const named = createLive(() => database, readProjectHub);
  return (
    <section class="card block" aria-label={m.hub.title} id="hub">
      <h2>{m.hub.title}</h2>
      <p class="dim small">{m.hub.intro}</p>
      <Show when={stored.state === "ready" || stored.state === "refreshing"}>
        <HubForm
          stored={stored.latest ?? null}
          named={named.value() ?? null}
          onChanged={() => void refetch()}
        />
      </Show>
    </section>
  );
}

function HubForm(props: {
  readonly stored: HubSettings | null;
  /** What the project's file says. */
  readonly named: ProjectHub | null;
  readonly onChanged: () => void;
}) {
  const app = useApp();
  const m = useMessages();
  const { database, sync } = useServices();
  const first = props.stored;
  const [address, setAddress] = createSignal(first?.baseUrl ?? "");
  const [reader, setReader] = createSignal(props.stored?.reader ?? "");
  const [images, setImages] = createSignal(first?.images ?? true);
  const [signIn, setSignIn] = createSignal<HubSignIn["kind"]>(first?.signIn ?? "none");
  const [credentials, setCredentials] = createSignal<HubSignIn>({ kind: "none" });
  // A project that is taken while this card is open fills what nobody has filled.
  createEffect(() => {
    const hub = props.named;
    if (!hub || props.stored || untrack(address) !== "") return;
    setAddress(hub.baseUrl);
    setSignIn(hub.signIn);
    setImages(hub.images);
  });
  const [said, setSaid] = createSignal<string | null>(null);
  const [reload, setReload] = createSignal(false);
  const save = async (event: Event) => {
    event.preventDefault();
    const code = reader().trim();
    if (!/^[A-Za-z0-9]{1,16}$/.test(code)) {
      setSaid(m.hub.noReader);
      return;
    }
    try {
      // Only what the worker accepts is kept: it throws on an address that sync does not talk to.
      const result = await sync.test(address(), credentials());
      const baseUrl = address().trim().replace(/\/+$/, "");
      const same =
        props.stored?.baseUrl === baseUrl ? props.stored.id : `${baseUrl} ${uuidFrom(randomBytes(16))}`;
      await writeHubSettings(database, {
        id: same,
        baseUrl,
        signIn: signIn(),
        reader: code,
        images: images(),
      });
      await allowHubOrigin(baseUrl, location.origin);
      setReload(new URL(baseUrl).origin !== location.origin && result.outcome === "no-answer");
      setSaid(reload() ? null : m.hub.tested(result));
      sync.signIn(credentials());
      app.toasts.show(m.hub.saved);
      props.onChanged();
      void sync.runNow();
    } catch (reason) {
      setSaid(failureText(reason, m));
    }
  };
  const test = async () => {
    setSaid(m.hub.testing);
    try {
      setSaid(m.hub.tested(await sync.test(address(), credentials())));
    } catch (reason) {
      setSaid(failureText(reason, m));
    }
  };
  const remove = () =>
    attempt(m, setSaid, async () => {
      await writeHubSettings(database, null);
      await allowHubOrigin(null, location.origin);
      app.toasts.show(m.hub.removed);
      props.onChanged();
    });
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <label class="field">
        <span>{m.hub.address}</span>
        <input
          class="input"
          type="url"
          required
          placeholder="https://hub.example.org/dicom-web"
          value={address()}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{m.hub.reader}</span>
        <input
          class="input"
          required
          maxLength={16}
          autocomplete="off"
          value={reader()}
          onInput={(event) => setReader(event.currentTarget.value)}
        />
      </label>
      <p class="dim small">{m.hub.readerNote}</p>
      <Segmented
        label={m.hub.signIn}
        value={signIn()}
        options={(["none", "bearer", "basic"] as const).map((value) => ({
          value,
          text: m.hub.signIns[value],
        }))}
        onChange={(kind) => {
          setSignIn(kind);
          setCredentials({ kind: "none" });
        }}
      />
      <SignInFields kind={signIn()} onChange={setCredentials} />
      <Check label={m.hub.images} note={m.hub.imagesNote} checked={images()} onChange={setImages} />
      <p class="dim small">{m.hub.blinding}</p>
      <Show when={props.named && props.named.baseUrl !== props.stored?.baseUrl ? props.named : null}>
        {(hub) => <p class="attention">{m.hub.ofProject(hub().baseUrl)}</p>}
      </Show>
      <Show when={said()}>
        <p role="status">{said()}</p>
      </Show>
      <Show when={reload()}>
        <p class="attention" role="status">
          {m.hub.reloadNote}
        </p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {m.hub.reload}
        </button>
      </Show>
      <div class="row-buttons">
        <button type="submit" class="button primary">
          {m.hub.save}
        </button>
        <button type="button" class="button" disabled={address().trim() === ""} onClick={() => void test()}>
          {m.hub.test}
        </button>
        <Show when={props.stored}>
          <button type="button" class="button" onClick={() => void remove()}>
            {m.hub.remove}
          </button>
        </Show>
      </div>
    </form>
  );
}
