import { IconLayoutGrid, IconLink, IconLinkOff } from "@tabler/icons-solidjs";
import { createSignal, Show } from "solid-js";
import { gridLayouts } from "../../../domain/hanging/grid-layout.ts";
import type { ActionId } from "../../../editor/actions/action-table.ts";
import { PopupMenu } from "../../kit/popup-menu.tsx";
import { readsFromRight } from "../../kit/reading-direction.ts";
import { useMessages } from "../../messages/messages.ts";
import { useKeys } from "../use-keys.ts";
import { useViewer } from "../viewer-model.ts";

/** How many viewports, an earlier study beside this one; and whether the viewports go together. */
export function LayoutMenu() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { panes, links } = viewer;
  const [at, setAt] = createSignal<readonly [number, number] | null>(null);
  const item = (id: ActionId) => ({
    id,
    text: m.actions[id] ?? id,
    keyText: keysOf(id)[0] ?? "",
    disabled: !viewer.can(id),
    run: () => viewer.run(id),
  });
  const several = () => panes.visible().length > 1;
  const linkName = () => (links.on() ? m.layout.linked : m.layout.notLinked);
  return (
    <>
      <button
        type="button"
        class="button icon"
        aria-label={m.layout.title}
        aria-haspopup="menu"
        title={m.layout.title}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAt([readsFromRight() ? box.right : box.left, box.bottom]);
        }}
      >
        <IconLayoutGrid size={20} stroke-width={1.75} />
      </button>
      <PopupMenu
        open={at() !== null}
        x={at()?.[0] ?? 0}
        y={at()?.[1] ?? 0}
        title={m.layout.title}
        items={[
          ...gridLayouts.map((layout) => item(`layout-${layout}`)),
          item("toggle-maximized"),
          item("hang-prior"),
        ]}
        onClose={() => setAt(null)}
      />
      <Show when={several()}>
        <button
          type="button"
          class="button icon"
          aria-label={m.layout.link}
          aria-pressed={links.on()}
          title={`${linkName()} (${keysOf("toggle-link")[0] ?? ""})`}
          onClick={() => viewer.run("toggle-link")}
        >
          <Show when={links.on()} fallback={<IconLinkOff size={20} stroke-width={1.75} />}>
            <IconLink size={20} stroke-width={1.75} />
          </Show>
        </button>
      </Show>
    </>
  );
}
