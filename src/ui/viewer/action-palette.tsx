// biome-ignore-all lint/a11y/useSemanticElements: a list that follows a search field is no select
// biome-ignore-all lint/a11y/useFocusableInteractive: the search field keeps the focus, aria-activedescendant names the option
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { type ActionId, actions } from "../../editor/actions/action-table.ts";
import { Dialog } from "../kit/dialog.tsx";
import { foldText } from "../kit/fold-text.ts";
import { useMessages } from "../messages/messages.ts";
import { useActionName } from "./action-name.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

const shownAtMost = 50;

/** Every action that can be done now, by name; the ones used last come first. */
export function ActionPalette() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const [search, setSearch] = createSignal("");
  const [at, setAt] = createSignal(0);
  const [recent, setRecent] = createSignal<readonly ActionId[]>([]);
  const open = () => viewer.dialog() === "palette";
  const nameOf = useActionName();
  const found = createMemo(() => {
    if (!open()) return [];
    const words = foldText(search()).split(/\s+/).filter(Boolean);
    const whole = foldText(search()).trim();
    // What is named in full comes first: "Layout 1 × 1" is also in the words of "Layout 1 × 2".
    const rank = (id: ActionId) => {
      if (foldText(nameOf(id)) === whole) return -1;
      return recent().includes(id) ? recent().indexOf(id) : Number.MAX_SAFE_INTEGER;
    };
    return actions
      .filter(({ id }) => id !== "open-palette" && viewer.can(id))
      .filter(({ id }) => words.every((word) => foldText(nameOf(id)).includes(word)))
      .map(({ id }) => id)
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, shownAtMost);
  });
  createEffect(on(search, () => setAt(0)));
  const close = () => {
    setSearch("");
    viewer.setDialog(null);
    viewer.focusImage();
  };
  const run = (id: ActionId | undefined) => {
    if (!id) return;
    setRecent((before) => [id, ...before.filter((other) => other !== id)].slice(0, 8));
    close();
    viewer.run(id);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") run(found()[at()]);
    else if (event.key === "ArrowDown") setAt(Math.min(found().length - 1, at() + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at() - 1));
    else return;
    event.preventDefault();
    // What the keys have chosen is seen, also below the edge of the list.
    document.getElementById(`palette-${found()[at()]}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <Dialog open={open()} title={m.palette.title} onClose={close}>
      <div class="palette">
        <input
          class="input"
          type="search"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found()[at()] ? `palette-${found()[at()]}` : undefined}
          aria-label={m.palette.search}
          placeholder={m.palette.search}
          autofocus
          value={search()}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <div id="palette-list" role="listbox" aria-label={m.palette.title}>
          <For each={found()}>
            {(id, index) => (
              <button
                type="button"
                id={`palette-${id}`}
                class="popover-item"
                role="option"
                tabIndex={-1}
                aria-selected={index() === at()}
                data-highlighted={index() === at() ? "" : undefined}
                onClick={() => run(id)}
              >
                <span class="grow">{nameOf(id)}</span>
                <Show when={keysOf(id)[0]}>
                  <kbd class="key">{keysOf(id)[0]}</kbd>
                </Show>
              </button>
            )}
          </For>
        </div>
        <Show when={found().length === 0}>
          <p class="dim pad">{m.palette.none}</p>
        </Show>
      </div>
    </Dialog>
  );
}
