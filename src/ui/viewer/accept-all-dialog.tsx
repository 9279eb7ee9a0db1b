import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

/** Names the counts before many proposals become labels at once. */
export function AcceptAllDialog() {
  const m = useMessages();
  const viewer = useViewer();
  const { proposals } = viewer.session;
  const bulk = () => proposals.bulkCandidates();
  const close = () => viewer.setDialog(null);
  return (
    <Dialog
      open={viewer.dialog() === "accept-all"}
      title={m.proposal.acceptAllTitle}
      onClose={close}
      foot={
        <>
          <button type="button" class="button" autofocus onClick={close}>
            {m.app.cancel}
          </button>
          <button
            type="button"
            class="button primary"
            onClick={() => {
              close();
              proposals.acceptAllShown();
            }}
          >
            {m.proposal.acceptAllConfirm(bulk().shown.length)}
          </button>
        </>
      }
    >
      <p>{m.proposal.acceptAllText(bulk().shown.length, proposals.confidenceThreshold(), bulk().notShown)}</p>
    </Dialog>
  );
}
