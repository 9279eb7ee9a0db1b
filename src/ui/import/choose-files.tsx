import { IconFileImport } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { lowRoomBytes } from "../app/storage-room.ts";
import { useMessages } from "../messages/messages.ts";
import { pickedFiles } from "./dropped-files.ts";

/** Three ways in: drop, files, folder. */
export function ChooseFiles(props: { readonly cancelled: boolean }) {
  const app = useApp();
  const m = useMessages();
  let files: HTMLInputElement | undefined;
  let folder: HTMLInputElement | undefined;
  const take = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    input.value = ""; // the same files may be chosen again
    if (chosen.length > 0) void app.importFlow.choose((signal) => pickedFiles(chosen, signal));
  };
  const full = () => {
    const room = app.room.room();
    return room && room.freeBytes < lowRoomBytes ? room : null;
  };
  return (
    <div class="drop-area">
      <IconFileImport size={44} stroke-width={1.25} />
      <h2>{m.import.drop}</h2>
      <p class="dim">{m.import.intro}</p>
      <Show when={props.cancelled}>
        <p role="status">{m.import.cancelled}</p>
      </Show>
      <Show when={full()}>
        {(room) => (
          <p class="attention" role="alert">
            {m.app.fullTitle(room().freeBytes)}. {m.app.fullNote}
          </p>
        )}
      </Show>
      <div class="row-buttons">
        <button
          type="button"
          class="button primary"
          disabled={full() !== null}
          onClick={() => files?.click()}
        >
          {m.import.chooseFiles}
        </button>
        <button type="button" class="button" disabled={full() !== null} onClick={() => folder?.click()}>
          {m.import.chooseFolder}
        </button>
      </div>
      <input
        ref={files}
        class="visually-hidden"
        data-picker="files"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(element) => {
          folder = element;
          element.webkitdirectory = true;
        }}
        class="visually-hidden"
        data-picker="folder"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
