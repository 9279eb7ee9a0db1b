import { IconUser } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { personName, readPeople } from "../../storage/people.ts";
import { useMessages } from "../messages/messages.ts";
import { createLive } from "./create-live.ts";
import { useServices } from "./services.ts";

/** Who works on the device, once more than one person was named; a tap leads to where it is changed. */
export function PersonBadge() {
  const m = useMessages();
  const { database } = useServices();
  const live = createLive(
    () => database,
    async (from) => {
      const [people, user] = await Promise.all([readPeople(from), from.settings.get("user")]);
      return { people, user: typeof user?.value === "string" ? user.value : "" };
    },
  );
  return (
    <Show when={(live.value()?.people.length ?? 0) > 1 && live.value()}>
      {(now) => (
        <a href="#/settings" class="badge-note" title={m.people.now}>
          <IconUser size={20} stroke-width={1.75} />
          <span class="clip">{personName(now().people, now().user)}</span>
        </a>
      )}
    </Show>
  );
}
