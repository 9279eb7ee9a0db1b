import { createEffect, createSignal, Match, Switch } from "solid-js";
import type { HubSignIn } from "../../domain/calls/sync-calls.ts";
import { useMessages } from "../messages/messages.ts";

export interface SignInFieldsProps {
  readonly kind: HubSignIn["kind"];
  readonly onChange: (signIn: HubSignIn) => void;
}

/** A token, or a user and a password. Nothing of it is stored. */
export function SignInFields(props: SignInFieldsProps) {
  const m = useMessages();
  const [token, setToken] = createSignal("");
  const [user, setUser] = createSignal("");
  const [password, setPassword] = createSignal("");
  createEffect(() => {
    if (props.kind === "bearer" && token() !== "") props.onChange({ kind: "bearer", token: token().trim() });
    if (props.kind === "basic" && user() !== "")
      props.onChange({ kind: "basic", user: user(), password: password() });
  });
  const field = (text: string, type: string, value: () => string, change: (value: string) => void) => (
    <label class="field">
      <span>{text}</span>
      <input
        class="input"
        type={type}
        autocomplete="off"
        value={value()}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <Switch>
      <Match when={props.kind === "bearer"}>
        {field(m.hub.token, "password", token, setToken)}
        <p class="dim small">{m.hub.memory}</p>
      </Match>
      <Match when={props.kind === "basic"}>
        {field(m.hub.user, "text", user, setUser)}
        {field(m.hub.password, "password", password, setPassword)}
        <p class="dim small">{m.hub.memory}</p>
      </Match>
    </Switch>
  );
}
