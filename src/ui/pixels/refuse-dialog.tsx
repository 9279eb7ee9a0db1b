import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";

export interface RefuseDialogProps {
  readonly open: boolean;
  readonly images: readonly HeldImage[];
  readonly onClose: () => void;
}

/** One of the few questions: it names the loss, the focus is on Cancel. */
export function RefuseDialog(props: RefuseDialogProps) {
  const app = useApp();
  const m = useMessages();
  const { importer } = useServices();
  const refuse = async () => {
    props.onClose();
    try {
      await importer.call("discard", { sopUids: props.images.map((image) => image.sopUid) });
      app.toasts.show(m.pixels.refused);
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
    await app.held.refresh();
  };
  return (
    <Dialog
      open={props.open}
      title={m.pixels.refuseTitle}
      onClose={props.onClose}
      foot={
        <>
          <button type="button" class="button" autofocus onClick={() => props.onClose()}>
            {m.app.cancel}
          </button>
          <button type="button" class="button danger" onClick={() => void refuse()}>
            {m.pixels.refuseConfirm}
          </button>
        </>
      }
    >
      <p>{m.pixels.refuseNote(props.images.length)}</p>
    </Dialog>
  );
}
