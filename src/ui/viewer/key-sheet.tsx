import { IconPrinter } from "@tabler/icons-solidjs";
import { createMemo, createSignal, For, Show } from "solid-js";
import { Dialog } from "../kit/dialog.tsx";
import { foldText } from "../kit/fold-text.ts";
import { useMessages } from "../messages/messages.ts";
import { ChangeKeys } from "./change-keys.tsx";
import { KeyProfileField } from "./key-profile-field.tsx";
import { type KeyGroup, keyRows } from "./key-rows.ts";
import { KeySearch } from "./key-search.tsx";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

const order: readonly KeyGroup[] = ["tools", "view", "labels", "proposals", "history", "task", "app"];

/** Every key, read from the action table; searchable, printable, to be changed. */
export function KeySheet() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const [search, setSearch] = createSignal("");
  const [changing, setChanging] = createSignal(false);
  const rows = createMemo(() => keyRows(m, keysOf));
  const wanted = (group: KeyGroup) => {
    const text = foldText(search());
    return (rows().get(group) ?? []).filter(
      (row) => foldText(row.text).includes(text) || row.keys.some((key) => foldText(key) === text),
    );
  };
  return (
    <Dialog
      open={viewer.dialog() === "keys"}
      title={m.keys.title}
      wide
      onClose={() => {
        setSearch("");
        setChanging(false);
        viewer.setDialog(null);
      }}
      tools={
        <>
          <KeySearch label={m.keys.search} value={search()} onInput={setSearch} />
          <KeyProfileField />
          <button
            type="button"
            class="button"
            aria-pressed={changing()}
            onClick={() => setChanging(!changing())}
          >
            {changing() ? m.keymap.done : m.keymap.change}
          </button>
          <button type="button" class="button" onClick={() => print()}>
            <IconPrinter size={20} stroke-width={1.75} />
            {m.keys.print}
          </button>
        </>
      }
    >
      <Show when={changing()}>
        <ChangeKeys search={search()} />
      </Show>
      <div class="key-sheet" hidden={changing()}>
        <For each={order}>
          {(group) => (
            <Show when={wanted(group).length > 0}>
              <section>
                <h3>{m.keys.groups[group]}</h3>
                <For each={wanted(group)}>
                  {(row) => (
                    <p>
                      <span class="grow">{row.text}</span>
                      <For each={row.keys}>{(key) => <kbd class="key">{key}</kbd>}</For>
                    </p>
                  )}
                </For>
              </section>
            </Show>
          )}
        </For>
        <Show when={search() === ""}>
          <section>
            <h3>{m.keys.gestures}</h3>
            <For each={m.keys.gestureRows}>
              {([text, gesture]) => (
                <p>
                  <span class="grow">{text}</span>
                  <kbd class="key">{gesture}</kbd>
                </p>
              )}
            </For>
          </section>
        </Show>
        <Show when={search() !== "" && order.every((group) => wanted(group).length === 0)}>
          <p class="dim">{m.keys.none}</p>
        </Show>
      </div>
    </Dialog>
  );
}
