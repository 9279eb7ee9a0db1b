import { createEffect, createSignal, on } from "solid-js";
import { objectOf } from "../../../domain/annotation.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";

/** A comment at the selected label, or at the middle of what is on the screen. */
export function PinDialog() {
  const m = useMessages();
  const viewer = useViewer();
  const { records, review, tools } = viewer.session;
  const [comment, setComment] = createSignal("");
  const open = () => viewer.dialog() === "pin";
  createEffect(on(open, () => setComment("")));
  const label = () => {
    const [uid] = records.selection();
    return records.annotations().find(({ instanceUid }) => instanceUid === uid) ?? null;
  };
  const place = () => {
    const now = label();
    return now ? m.review.pinAt(viewer.lookup().nameOf(now.instanceUid)) : m.review.pinPlace;
  };
  const close = () => viewer.setDialog(null);
  const add = () => {
    const text = comment().trim();
    const now = label();
    const target = tools.target();
    if (text === "") return;
    if (now) {
      const { series, sop, frame } = now.target;
      review.addPin({ kind: "object", object: objectOf(now), series, sop, frame, comment: text });
    } else if (target) {
      review.addPin({
        kind: "point",
        series: target.seriesUid,
        sop: target.sopUid,
        frame: target.frameIndex + 1,
        pointImage: viewer.middleOfView() ?? [(target.columns - 1) / 2, (target.rows - 1) / 2],
        comment: text,
      });
    }
    close();
    viewer.focusImage();
  };
  return (
    <Dialog
      open={open()}
      title={m.review.pinTitle}
      onClose={close}
      foot={
        <>
          <button type="button" class="button" onClick={close}>
            {m.app.cancel}
          </button>
          <button type="button" class="button primary" disabled={comment().trim() === ""} onClick={add}>
            {m.review.addPin}
          </button>
        </>
      }
    >
      <label class="field">
        <span>{m.review.pinHere(place())}</span>
        <textarea
          class="input text"
          rows={3}
          autofocus
          aria-label={m.review.comment}
          value={comment()}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </label>
      <p class="dim small">{m.review.commentHint}</p>
    </Dialog>
  );
}
