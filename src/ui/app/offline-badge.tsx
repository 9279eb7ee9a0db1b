import { IconCloudOff } from "@tabler/icons-solidjs";
import { createSignal, onCleanup, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";

/** Says that there is no network; nothing else changes. */
export function OfflineBadge() {
  const m = useMessages();
  const [online, setOnline] = createSignal(navigator.onLine);
  const follow = () => setOnline(navigator.onLine);
  addEventListener("online", follow);
  addEventListener("offline", follow);
  onCleanup(() => {
    removeEventListener("online", follow);
    removeEventListener("offline", follow);
  });
  return (
    <Show when={!online()}>
      <span class="badge-note">
        <IconCloudOff size={20} stroke-width={1.75} />
        {m.app.offline}
      </span>
    </Show>
  );
}
