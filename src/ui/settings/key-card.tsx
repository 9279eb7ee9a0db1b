import { IconDownload, IconUpload } from "@tabler/icons-solidjs";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { KeyState } from "../../domain/calls/key-calls.ts";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import { ExportKeyDialog, ImportKeyDialog } from "./key-dialogs.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";

type Made = Extract<KeyState, { made: true }>;

/** The project's key: which one it is, whether it can be moved, and the ways to make, save and take one. */
export function KeyCard() {
  const app = useApp();
  const m = useMessages();
  const [dialog, setDialog] = createSignal<"export" | "import" | null>(null);
  void app.projectKey.refresh();
  const made = () => {
    const state = app.projectKey.state();
    return state?.made ? state : null;
  };
  const empty = () => {
    const key = made();
    return !key || key.studies + key.held === 0;
  };
  const protect = async (passphrase: string) => {
    await app.projectKey.protect(passphrase);
    app.toasts.show(m.projectKey.protected);
  };
  return (
    <section class="card block" aria-label={m.projectKey.title} id="project-key">
      <h2>{m.projectKey.title}</h2>
      <p class="dim small">{m.projectKey.intro}</p>
      <Show when={app.projectKey.state()} fallback={<p role="status">{m.projectKey.reading}</p>}>
        <Show when={made()} fallback={<p>{m.projectKey.none}</p>}>
          {(key) => <KeyFacts key={key()} />}
        </Show>
        <Switch>
          <Match when={made()?.passphrase === "now"}>
            <p class="attention">{m.projectKey.now}</p>
            <PassphraseForm action={m.projectKey.protect} fresh onSubmit={protect} />
          </Match>
          <Match when={made()?.passphrase === "never"}>
            <p class="attention">{m.projectKey.never}</p>
            <Show when={empty()}>
              <p>{m.projectKey.neverEmpty}</p>
              <PassphraseForm action={m.projectKey.makeAnew} fresh onSubmit={protect} />
            </Show>
          </Match>
          <Match when={!made()}>
            <PassphraseForm action={m.projectKey.make} fresh onSubmit={protect} />
          </Match>
        </Switch>
        <p class="small">{m.projectKey.loss}</p>
        <div class="row-buttons">
          <Show when={made()?.passphrase === "set"}>
            <button type="button" class="button" onClick={() => setDialog("export")}>
              <IconDownload size={20} stroke-width={1.75} />
              {m.projectKey.exportKey}
            </button>
          </Show>
          <button type="button" class="button" onClick={() => setDialog("import")}>
            <IconUpload size={20} stroke-width={1.75} />
            {m.projectKey.importKey}
          </button>
        </div>
      </Show>
      <ExportKeyDialog open={dialog() === "export"} onClose={() => setDialog(null)} />
      <ImportKeyDialog open={dialog() === "import"} onClose={() => setDialog(null)} />
    </section>
  );
}

function KeyFacts(props: { readonly key: Made }) {
  const m = useMessages();
  return (
    <dl class="facts">
      <dt title={m.projectKey.fingerprintNote}>{m.projectKey.fingerprint}</dt>
      <dd class="mono">{props.key.fingerprint}</dd>
      <dt>{m.projectKey.madeAt}</dt>
      <dd>{props.key.madeAt === "" ? m.projectKey.madeBefore : m.format.date(props.key.madeAt)}</dd>
      <dt>{m.projectKey.storage}</dt>
      <dd classList={{ attention: props.key.passphrase !== "set" }}>
        {m.projectKey.movable[props.key.passphrase]}
      </dd>
      <dt class="wide">{m.projectKey.used(props.key.studies, props.key.held)}</dt>
    </dl>
  );
}
