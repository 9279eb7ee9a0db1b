import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import type { ToolId } from "../../editor/tool-event.ts";
import { useMessages } from "../messages/messages.ts";
import type { ToolFamily } from "./rail-groups.ts";
import { ToolButton } from "./tool-button.tsx";
import { useViewer } from "./viewer-model.ts";

/** One place of the rail: the tool of the family that was used last; tapped again or held, the whole family beside it. */
export function ToolPlace(props: { readonly family: ToolFamily }) {
  const m = useMessages();
  const viewer = useViewer();
  const [shown, setShown] = createSignal<ToolId>(props.family[0]);
  const [openAt, setOpenAt] = createSignal<{
    readonly left: string;
    readonly right: string;
    readonly top: number;
  } | null>(null);
  let place: HTMLDivElement | undefined;
  createEffect(() => {
    const now = viewer.session.tools.tool();
    if (props.family.includes(now)) setShown(now);
  });
  const close = () => setOpenAt(null);
  const open = () => {
    const box = place?.getBoundingClientRect();
    if (!box) return;
    // The rail lies at the foot of a narrow screen: the family stands above it there.
    const atFoot = box.top > innerHeight - 2 * box.height;
    // Beside the rail, towards the image: it lies at the right for left hands, and where one reads from right to left.
    const atRight = box.left > innerWidth / 2;
    const left = `${atFoot ? Math.max(4, box.left) : box.right + 12}px`;
    const right = `${atFoot ? Math.max(4, innerWidth - box.right) : innerWidth - box.left + 12}px`;
    setOpenAt({
      left: atRight ? "auto" : left,
      right: atRight ? right : "auto",
      top: atFoot ? box.top - box.height - 8 : box.top,
    });
    const leave = new AbortController();
    const outside = (event: Event) => {
      if (!place?.contains(event.target as Node)) leave.abort();
    };
    leave.signal.addEventListener("abort", close);
    document.addEventListener("pointerdown", outside, { capture: true, signal: leave.signal });
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape") return;
        // The key closes the family and means nothing else.
        event.stopPropagation();
        leave.abort();
        place?.querySelector("button")?.focus();
      },
      { capture: true, signal: leave.signal },
    );
    document.addEventListener("focusin", outside, { signal: leave.signal });
    onClose = () => leave.abort();
  };
  let onClose: () => void = close;
  onCleanup(() => onClose());
  return (
    <div ref={place} class="tool-place">
      <ToolButton tool={shown()} onMore={props.family.length > 1 ? open : undefined} />
      <Show when={openAt()}>
        {(at) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of buttons everywhere
          <div
            class="tool-flyout"
            role="group"
            aria-label={m.viewer.moreTools}
            style={{ left: at().left, right: at().right, top: `${at().top}px` }}
          >
            <For each={props.family}>{(tool) => <ToolButton tool={tool} onTaken={() => onClose()} />}</For>
          </div>
        )}
      </Show>
    </div>
  );
}
