import { IconDots, IconEye, IconEyeOff } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { longPress } from "../kit/long-press.ts";
import { readsFromRight } from "../kit/reading-direction.ts";
import { useMessages } from "../messages/messages.ts";
import type { ListRow } from "./list-rows.ts";
import { useViewer } from "./viewer-model.ts";

export interface RowToolsProps {
  readonly row: ListRow;
  /** At a point of the screen. */
  readonly onMenu: (x: number, y: number) => void;
}

/** Eye and menu of a label. They lie over its row, not in it: an option of a listbox may hold no control (ARIA 1.2, 5.2.8). */
export function RowTools(props: RowToolsProps) {
  const m = useMessages();
  const viewer = useViewer();
  const name = () => viewer.lookup().nameOf(props.row.id);
  return (
    <div class="row-tools">
      <Show when={props.row.kind === "label" ? props.row.label : null}>
        {(shown) => (
          <>
            <button
              type="button"
              class="button icon"
              tabIndex={-1}
              aria-label={shown().hidden ? m.panel.show(name()) : m.panel.hide(name())}
              title={m.panel.soloHint}
              ref={(element) => longPress(element, () => viewer.session.records.solo([shown().instanceUid]))}
              onClick={() => viewer.session.records.setHidden([shown().instanceUid], !shown().hidden)}
            >
              <Show when={shown().hidden} fallback={<IconEye size={20} stroke-width={1.75} />}>
                <IconEyeOff size={20} stroke-width={1.75} />
              </Show>
            </button>
            <button
              type="button"
              class="button icon"
              tabIndex={-1}
              aria-label={m.panel.moreOf(name())}
              aria-haspopup="menu"
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                props.onMenu(readsFromRight() ? box.right : box.left, box.bottom);
              }}
            >
              <IconDots size={20} stroke-width={1.75} />
            </button>
          </>
        )}
      </Show>
    </div>
  );
}
