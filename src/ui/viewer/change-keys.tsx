import { IconRotate2, IconX } from "@tabler/icons-solidjs";
import { createSignal, For, onCleanup, Show } from "solid-js";
import type { ActionId } from "../../editor/actions/action-table.ts";
import { chordOf } from "../../editor/actions/chord.ts";
import type { OwnKeys } from "../../editor/actions/key-choice.ts";
import { rebind } from "../../editor/actions/rebind.ts";
import { useApp } from "../app/app-state.ts";
import { foldText } from "../kit/fold-text.ts";
import { useMessages } from "../messages/messages.ts";
import { keyPlatform } from "./create-keys.ts";
import { keyRows } from "./key-rows.ts";
import { chordText } from "./key-text.ts";
import { useKeys } from "./use-keys.ts";

/** Every action with its key, to be given another, none, or that of the profile again. */
export function ChangeKeys(props: { readonly search: string }) {
  const m = useMessages();
  const { preferences, speaker } = useApp();
  const keysOf = useKeys();
  const [waiting, setWaiting] = createSignal<ActionId | null>(null);
  const [told, setTold] = createSignal("");
  const choice = () => preferences.value().keys;
  const own = (): OwnKeys => choice().own[choice().profile] ?? {};
  const nameOf = (id: ActionId) => m.actions[id] ?? id;
  const rows = () =>
    [...keyRows(m, keysOf, true).values()]
      .flat()
      .filter(({ text }) => foldText(text).includes(foldText(props.search)));
  const keep = (next: OwnKeys) =>
    preferences.set({ keys: { ...choice(), own: { ...choice().own, [choice().profile]: next } } });
  const say = (text: string) => {
    setTold(text);
    if (text) speaker.say(text);
  };
  const give = (id: ActionId, chord: string) => {
    const bound = rebind(choice(), id, chord, keyPlatform());
    if (bound.kind === "bound") {
      keep(bound.own);
      say(m.keymap.bound(nameOf(id), chordText(chord)));
    } else if (bound.kind === "taken") say(m.keymap.taken(chordText(chord), nameOf(id), nameOf(bound.by)));
    else say(m.keymap.reserved(chordText(chord)));
  };
  // Before the dialog and the page: the key that is asked for does nothing else.
  const onKey = (event: KeyboardEvent) => {
    const id = waiting();
    if (id === null || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const chord = chordOf(event, keyPlatform());
    if (chord === null) return;
    setWaiting(null);
    if (chord === "Escape") say("");
    else give(id, chord);
  };
  addEventListener("keydown", onKey, true);
  onCleanup(() => removeEventListener("keydown", onKey, true));
  const without = (id: ActionId): OwnKeys => {
    const { [id]: _, ...rest } = own();
    return rest;
  };
  return (
    <>
      <div class="key-changes-head">
        <p role="status" class="grow">
          {waiting() === null ? told() : m.keymap.press}
        </p>
        <Show when={Object.keys(own()).length}>
          {(count) => (
            <>
              <span class="dim">{m.keymap.own(count())}</span>
              <button type="button" class="button" onClick={() => keep({})}>
                {m.keymap.resetAll}
              </button>
            </>
          )}
        </Show>
      </div>
      <ul class="key-changes">
        <For each={rows()}>
          {(row) => {
            const id = row.id as ActionId;
            return (
              <li>
                <span class="grow">{row.text}</span>
                <button
                  type="button"
                  class="button"
                  aria-label={m.keymap.changeOf(row.text)}
                  aria-pressed={waiting() === id}
                  onBlur={() => waiting() === id && setWaiting(null)}
                  onClick={() => {
                    say("");
                    setWaiting(waiting() === id ? null : id);
                  }}
                >
                  <Show when={waiting() !== id} fallback="…">
                    {m.format.list(row.keys) || m.keymap.noKey}
                  </Show>
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.keymap.removeOf(row.text)}
                  disabled={row.keys.length === 0}
                  onClick={() => keep({ ...own(), [id]: [] })}
                >
                  <IconX size={18} stroke-width={1.75} />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.keymap.resetOf(row.text)}
                  disabled={own()[id] === undefined}
                  onClick={() => keep(without(id))}
                >
                  <IconRotate2 size={18} stroke-width={1.75} />
                </button>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={rows().length === 0}>
        <p class="dim">{m.keys.none}</p>
      </Show>
    </>
  );
}
