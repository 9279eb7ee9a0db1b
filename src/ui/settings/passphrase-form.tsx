import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import { failureText } from "../app/failure-text.ts";
import { useMessages } from "../messages/messages.ts";

export interface PassphraseFormProps {
  /** Button that starts. */
  readonly action: string;
  /** A new passphrase is typed twice. */
  readonly fresh?: boolean;
  readonly ready?: boolean;
  /** Rejects with words for the person. */
  readonly onSubmit: (passphrase: string) => Promise<void>;
  readonly children?: JSX.Element;
}

/** Asks for a passphrase; what went wrong is said beside it, and nothing that was typed is lost. */
export function PassphraseForm(props: PassphraseFormProps) {
  const m = useMessages();
  const hint = createUniqueId();
  const [first, setFirst] = createSignal("");
  const [second, setSecond] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<string | null>(null);
  const submit = async () => {
    if (props.fresh && first() !== second()) {
      setFault(m.projectKey.differ);
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      await props.onSubmit(first());
      setFirst("");
      setSecond("");
    } catch (reason) {
      setFault(failureText(reason, m));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="stack passphrase"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {props.children}
      <label class="field">
        <span>{m.projectKey.passphrase}</span>
        <input
          class="input"
          type="password"
          autocomplete={props.fresh ? "new-password" : "current-password"}
          aria-describedby={props.fresh ? hint : undefined}
          value={first()}
          onInput={(event) => setFirst(event.currentTarget.value)}
        />
      </label>
      <Show when={props.fresh}>
        <label class="field">
          <span>{m.projectKey.again}</span>
          <input
            class="input"
            type="password"
            autocomplete="new-password"
            value={second()}
            onInput={(event) => setSecond(event.currentTarget.value)}
          />
        </label>
        <p id={hint} class="dim small">
          {m.projectKey.passphraseHint}
        </p>
      </Show>
      <Show when={fault()}>
        <p class="danger" role="alert">
          {fault()}
        </p>
      </Show>
      <button
        type="submit"
        class="button primary"
        disabled={busy() || first() === "" || props.ready === false}
      >
        {busy() ? m.projectKey.working : props.action}
      </button>
    </form>
  );
}
