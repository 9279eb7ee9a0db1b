import { IconAlertTriangle, IconCheck, IconLoader2 } from "@tabler/icons-solidjs";
import { createEffect, createSignal, Match, on, onCleanup, Show, Switch } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

const patienceMs = 300;

/** Whether the last act is on disk; says so only after its transaction, and stays amber while it is not. */
export function SaveState() {
  const m = useMessages();
  const viewer = useViewer();
  const { history } = viewer.session;
  const [slow, setSlow] = createSignal(false);
  createEffect(
    on(history.saveState, (state) => {
      setSlow(false);
      if (state !== "saving") return;
      const timer = setTimeout(() => setSlow(true), patienceMs);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const failed = () => history.saveState() === "not-saved";
  const isFull = () => {
    const error = history.saveError();
    return typeof error === "object" && error !== null && "code" in error && error.code === "quota";
  };
  const saveCopy = () => {
    const text = JSON.stringify(
      { studyUid: viewer.open.study.studyUid, unsaved: history.unsaved() },
      null,
      1,
    );
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = m.files.copyName(viewer.open.study.pseudonym);
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <div class="save-state" classList={{ attention: failed() }}>
      <span role="status" aria-label={m.viewer.saveState} aria-live={failed() ? "assertive" : "off"}>
        <Switch>
          <Match when={failed()}>
            <IconAlertTriangle size={18} stroke-width={1.75} />
            {isFull() ? m.viewer.notSavedFull : m.viewer.notSaved}
          </Match>
          <Match when={history.saveState() === "saving" && slow()}>
            <IconLoader2 size={18} stroke-width={1.75} />
            {m.viewer.saving}
          </Match>
          <Match when={history.saveState() === "saving"}>{null}</Match>
          <Match when={history.saveState() === "saved"}>
            <IconCheck size={18} stroke-width={1.75} />
            {m.viewer.saved}
          </Match>
        </Switch>
      </span>
      <Show when={failed()}>
        <button type="button" class="button plain" onClick={() => history.retrySave()}>
          {m.viewer.tryAgain}
        </button>
        <button type="button" class="button plain" onClick={saveCopy}>
          {m.viewer.saveCopy}
        </button>
      </Show>
    </div>
  );
}
