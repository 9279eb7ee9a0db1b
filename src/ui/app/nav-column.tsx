import {
  IconDownload,
  IconEyeCheck,
  IconList,
  IconSettings,
  IconShield,
  IconTag,
} from "@tabler/icons-solidjs";
import { type Component, For, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";
import { OfflineBadge } from "./offline-badge.tsx";
import { PersonBadge } from "./person-badge.tsx";
import { hrefOf } from "./router.ts";

type Place = "worklist" | "pixels" | "review" | "schema" | "export" | "settings";

const icons: Record<Place, Component<{ size: number; "stroke-width": number }>> = {
  worklist: IconList,
  pixels: IconShield,
  review: IconEyeCheck,
  schema: IconTag,
  export: IconDownload,
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
  const heldCount = () => app.held.images()?.length ?? 0;
  return (
    <nav class="nav" aria-label={m.nav.main}>
      <ul>
        <For each={["worklist", "pixels", "review", "schema", "export"] as const}>
          {(place) => (
            <li>
              <NavLink place={place} {...(place === "pixels" ? { count: heldCount() } : {})} />
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
