import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { createComputed, For, type JSX, on, Show } from "solid-js";
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

/** A menu at a point of the screen: arrows, type-ahead, Esc. The focus goes back to where it was. */
export function PopupMenu(props: PopupMenuProps) {
  let opener: Element | null = null;
  createComputed(
    on(
      () => props.open,
      (open) => {
        if (open) opener = document.activeElement;
      },
    ),
  );
  /** Such a menu has no button of its own to go back to. What was chosen may have taken the focus: a dialog, or the image. */
  const focusOpener = (event: Event) => {
    event.preventDefault();
    if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
  };
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
        <DropdownMenu.Content class="popover" aria-label={props.title} onCloseAutoFocus={focusOpener}>
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
