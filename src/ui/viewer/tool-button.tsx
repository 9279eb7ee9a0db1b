import type { ToolId } from "../../editor/tool-event.ts";
import { useApp } from "../app/app-state.ts";
import { longPress } from "../kit/long-press.ts";
import { useMessages } from "../messages/messages.ts";
import { areaText } from "./paint-area.tsx";
import { paints } from "./rail-groups.ts";
import { toolIcons } from "./tools.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

export interface ToolButtonProps {
  readonly tool: ToolId;
  /** Shows the rest of the family: the button has a corner mark, and opens it when tapped again or held. */
  readonly onMore?: (() => void) | undefined;
  /** After the tool was taken. */
  readonly onTaken?: () => void;
}

/** One tool of the rail, or of an open family. */
export function ToolButton(props: ToolButtonProps) {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const keysOf = useKeys();
  const id = () => `use-${props.tool}` as const;
  const active = () => viewer.session.tools.tool() === props.tool;
  const key = () => keysOf(id())[0];
  const coming = () => active() && viewer.session.tools.fetching() === "coming";
  /** Where paint is limited to; empty for other tools and while it goes anywhere. */
  const limit = () => (paints(props.tool) ? areaText(viewer, m) : "");
  const name = () => m.actions[id()] ?? "";
  /** Why the tool cannot be taken here; empty when it can. */
  const refusal = () => {
    const target = viewer.session.tools.target();
    return viewer.can(id()) || !target ? "" : m.viewer.needsWholeImage(target.columns, target.rows);
  };
  const take = () => {
    if (refusal()) return app.toasts.show(refusal());
    if (active() && props.onMore) return props.onMore();
    viewer.run(id());
    props.onTaken?.();
  };
  return (
    <button
      type="button"
      class="tool"
      classList={{ family: props.onMore !== undefined, limited: limit() !== "" }}
      aria-label={m.actions[id()]}
      aria-pressed={active()}
      aria-busy={coming()}
      aria-keyshortcuts={key()}
      aria-disabled={refusal() !== ""}
      title={
        refusal() ||
        (key() ? `${name()} (${key()})` : name()) + (limit() ? `. ${m.paint.limited(limit())}` : "")
      }
      tabIndex={active() ? 0 : -1}
      ref={(element) => longPress(element, () => props.onMore?.())}
      onClick={(event) => {
        const opens = active() && props.onMore;
        take();
        if (event.detail > 0 && !opens) viewer.focusImage();
      }}
    >
      {(() => {
        const Icon = toolIcons[props.tool];
        return <Icon size={22} stroke-width={1.75} />;
      })()}
    </button>
  );
}
