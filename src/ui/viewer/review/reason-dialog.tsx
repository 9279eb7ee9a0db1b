import { createEffect, createSignal, For, on } from "solid-js";
import { Dialog } from "../../kit/dialog.tsx";
import { useMessages } from "../../messages/messages.ts";
import { useViewer } from "../viewer-model.ts";

/** Why something goes back: one of the project's reasons, and words. */
export function ReasonDialog() {
  const m = useMessages();
  const viewer = useViewer();
  const wish = viewer.review.reasonWish;
  const [code, setCode] = createSignal("");
  const [text, setText] = createSignal("");
  createEffect(
    on(wish, () => {
      setCode(viewer.reviewRules.reasons[0] ?? "");
      setText("");
    }),
  );
  const close = () => viewer.review.setReasonWish(null);
  const send = () => {
    const now = wish();
    const reason = { code: code(), text: text().trim() };
    if (!now || (reason.code === "" && reason.text === "")) return;
    close();
    const { review } = viewer.session;
    if (now.object === null) review.sendBack(reason);
    else {
      review.decide(now.object, { verdict: "rejected", reason });
      viewer.review.step(1);
    }
    viewer.focusImage();
  };
  return (
    <Dialog
      open={wish() !== null}
      title={wish()?.object === null ? m.review.reasonTitle.task : m.review.reasonTitle.label}
      onClose={close}
      foot={
        <>
          <button type="button" class="button" onClick={close}>
            {m.app.cancel}
          </button>
          <button
            type="button"
            class="button primary"
            disabled={code() === "" && text().trim() === ""}
            onClick={send}
          >
            {m.review.confirm}
          </button>
        </>
      }
    >
      <div class="stack">
        <label class="field">
          <span>{m.review.reason}</span>
          <select
            class="input"
            value={code()}
            autofocus
            onChange={(event) => setCode(event.currentTarget.value)}
          >
            <For each={viewer.reviewRules.reasons}>
              {(reason) => <option value={reason}>{reason}</option>}
            </For>
          </select>
        </label>
        <label class="field">
          <span>{m.review.reasonText}</span>
          <textarea
            class="input text"
            rows={3}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <p class="dim small">{m.review.commentHint}</p>
      </div>
    </Dialog>
  );
}
