import { IconEye } from "@tabler/icons-solidjs";
import { For, Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";

/** The large files of this import, each with a way to look at it before it is cleaned. */
export function LargeFiles() {
  const app = useApp();
  const m = useMessages();
  const files = () => app.importFlow.large();
  return (
    <Show when={files().length > 0}>
      <section class="large-files" aria-label={m.look.largeTitle(files().length)}>
        <p class="dim small">{m.look.largeNote}</p>
        <ul>
          <For each={files()}>
            {(file) => (
              <li class="result-row">
                <span class="grow file-name">
                  {file.name} <span class="dim">{m.look.bytes(file.size)}</span>
                </span>
                <button
                  type="button"
                  class="button"
                  aria-label={m.look.openNamed(file.name)}
                  onClick={() => {
                    app.setLookFile(file);
                    app.router.go({ name: "look" });
                  }}
                >
                  <IconEye size={20} stroke-width={1.75} />
                  {m.look.open}
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
