import {
  IconCloudUpload,
  IconDownload,
  IconEyeCheck,
  IconList,
  IconSettings,
  IconShield,
  IconTag,
} from "@tabler/icons-solidjs";
import { type Component, For, Show } from "solid-js";
import { readHubSettings } from "../../storage/hub-settings.ts";
import { countWaiting } from "../../storage/outbox.ts";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";
import { createLive } from "./create-live.ts";
import { OfflineBadge } from "./offline-badge.tsx";
import { PersonBadge } from "./person-badge.tsx";
import { hrefOf } from "./router.ts";
import { useServices } from "./services.ts";

type Place = "worklist" | "pixels" | "review" | "schema" | "export" | "sync" | "settings";

const icons: Record<Place, Component<{ size: number; "stroke-width": number }>> = {
  worklist: IconList,
  pixels: IconShield,
  review: IconEyeCheck,
  schema: IconTag,
  export: IconDownload,
  sync: IconCloudUpload,
  settings: IconSettings,
};

function NavLink(props: { readonly place: Place; readonly count?: number }) {
  const app = useApp();
  const m = useMessages();
  const Icon = icons[props.place];
  return (
    <a
      href={hrefOf({ name: props.place })}
      aria-current={app.router.route().name === props.place ? "page" : undefined}
      aria-label={m.nav[props.place]}
    >
      <Icon size={22} stroke-width={1.75} />
      {m.nav[props.place]}
      <Show when={props.count}>
        <span class="count">{props.count}</span>
      </Show>
    </a>
  );
}

/** The places of the app; 76 px at the left, at the foot of a narrow screen. */
export function NavColumn() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const waiting = createLive(
    () => database,
    // Without a hub nothing waits for one.
    async (db) => ((await readHubSettings(db)) ? countWaiting(db) : 0),
  );
  const heldCount = () => app.held.images()?.length ?? 0;
  const counted = (place: Place) => {
    if (place === "pixels") return { count: heldCount() };
    return place === "sync" ? { count: waiting.value() ?? 0 } : {};
  };
  return (
    <nav class="nav" aria-label={m.nav.main}>
      <ul>
        <For each={["worklist", "pixels", "review", "schema", "export", "sync"] as const}>
          {(place) => (
            <li>
              <NavLink place={place} {...counted(place)} />
            </li>
          )}
        </For>
      </ul>
      <div class="foot">
        <OfflineBadge />
        <PersonBadge />
        <NavLink place="settings" />
      </div>
    </nav>
  );
}
