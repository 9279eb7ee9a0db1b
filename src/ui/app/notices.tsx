import { IconAlertTriangle, IconRefresh } from "@tabler/icons-solidjs";
import { createSignal, onCleanup, Show } from "solid-js";
import { isBallastUsed } from "../../storage/ballast.ts";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";
import { createLive } from "./create-live.ts";
import { useServices } from "./services.ts";
import { lowRoomBytes } from "./storage-room.ts";

/** What the person should know above a screen: a new version, little space. Never over an open study. */
export function Notices() {
  const m = useMessages();
  const app = useApp();
  const { database, offline } = useServices();
  const reserve = createLive(() => database, isBallastUsed);
  const [update, setUpdate] = createSignal(offline?.state().updateReady ?? false);
  onCleanup(offline?.onChange((state) => setUpdate(state.updateReady)) ?? (() => undefined));
  const low = () => {
    const room = app.room.room();
    return room && room.freeBytes < lowRoomBytes ? room : null;
  };
  return (
    <div class="notices">
      <Show when={update()}>
        <div class="strip">
          <IconRefresh size={20} stroke-width={1.75} />
          <p class="grow">
            <strong>{m.app.updateReady}</strong> {m.app.updateNote}
          </p>
          <button type="button" class="button plain" onClick={() => offline?.update()}>
            {m.app.updateNow}
          </button>
        </div>
      </Show>
      <Show when={reserve.value()}>
        <div class="strip warn" role="alert">
          <IconAlertTriangle size={20} stroke-width={1.75} />
          <p class="grow">
            <strong>{m.app.reserveUsed}.</strong> {m.app.reserveUsedNote}
          </p>
        </div>
      </Show>
      <Show when={low()}>
        {(room) => (
          <div class="strip warn" role="alert">
            <IconAlertTriangle size={20} stroke-width={1.75} />
            <p class="grow">
              <strong>{m.app.fullTitle(room().freeBytes)}.</strong> {m.app.fullNote}
            </p>
          </div>
        )}
      </Show>
    </div>
  );
}
