import type { JSX } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { Dialog } from "./dialog.tsx";

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  /** What would be lost, in words. */
  readonly children: JSX.Element;
  readonly action: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be taken back: it names the loss, and the focus is on Cancel. */
export function ConfirmDialog(props: ConfirmProps) {
  const m = useMessages();
  return (
    <Dialog
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      foot={
        <>
          <button type="button" class="button" autofocus onClick={() => props.onClose()}>
            {m.app.cancel}
          </button>
          <button
            type="button"
            class="button"
            classList={{ primary: !props.danger, danger: props.danger === true }}
            onClick={() => {
              props.onConfirm();
              props.onClose();
            }}
          >
            {props.action}
          </button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
