import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, type JSX, Show } from "solid-js";
import { readsFromRight } from "./reading-direction.ts";

export interface PopupItem {
  readonly id: string;
  readonly text: string;
  readonly icon?: JSX.Element;
  readonly keyText?: string;
  readonly disabled?: boolean;
  /** A heading above this item. */
  readonly heading?: string;
  readonly run: () => void;
}

export interface PopupMenuProps {
  readonly open: boolean;
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly items: readonly PopupItem[];
  readonly onClose: () => void;
}

/** A menu at a point of the screen: arrows, type-ahead, Esc. */
export function PopupMenu(props: PopupMenuProps) {
  return (
    <DropdownMenu
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      getAnchorRect={() => ({ x: props.x, y: props.y, width: 0, height: 0 })}
      placement={readsFromRight() ? "left-start" : "right-start"}
      modal={false}
      preventScroll={false}
    >
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="popover" aria-label={props.title}>
          <div class="popover-title">{props.title}</div>
          <For each={props.items}>
            {(item) => (
              <>
                <Show when={item.heading}>
                  <div class="popover-title">{item.heading}</div>
                </Show>
                <DropdownMenu.Item
                  class="popover-item"
                  disabled={item.disabled ?? false}
                  onSelect={() => item.run()}
                >
                  {item.icon}
                  <span class="grow">{item.text}</span>
                  <Show when={item.keyText}>
                    <kbd class="key">{item.keyText}</kbd>
                  </Show>
                </DropdownMenu.Item>
              </>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
