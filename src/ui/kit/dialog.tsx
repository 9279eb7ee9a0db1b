import { IconX } from "@tabler/icons-solidjs";
import { createEffect, createUniqueId, type JSX, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Beside the title. */
  readonly tools?: JSX.Element;
  readonly foot?: JSX.Element;
  readonly children: JSX.Element;
}

/** A modal dialog on the browser's own: it keeps the focus inside, Esc closes it, focus goes back to its opener. */
export function Dialog(props: DialogProps) {
  const m = useMessages();
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  createEffect(() => {
    if (!element) return;
    if (props.open && !element.open) element.showModal();
    if (!props.open && element.open) element.close();
  });
  return (
    <dialog
      ref={element}
      class="dialog"
      classList={{ wide: props.wide === true }}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onKeyDown={(event) => {
        event.stopPropagation();
        // A search field would only empty itself.
        if (event.key !== "Escape") return;
        event.preventDefault();
        element?.close();
      }}
      onClick={(event) => event.target === element && element.close()}
    >
      <Show when={props.open}>
        <div class="dialog-head">
          <h2 id={titleId} class="grow">
            {props.title}
          </h2>
          {props.tools}
          <button type="button" class="button icon" aria-label={m.app.close} onClick={() => element?.close()}>
            <IconX size={20} stroke-width={1.75} />
          </button>
        </div>
        {/* A long sheet without a control in it is scrolled by key too. */}
        <div class="dialog-body" tabIndex={props.wide ? 0 : undefined}>
          {props.children}
        </div>
        <Show when={props.foot}>
          <div class="dialog-foot">{props.foot}</div>
        </Show>
      </Show>
    </dialog>
  );
}
