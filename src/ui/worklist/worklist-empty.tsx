import { IconPhotoPlus } from "@tabler/icons-solidjs";
import { createSignal } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

/** The first thing a new person sees: two ways to begin. */
export function WorklistEmpty() {
  const app = useApp();
  const { loadSample } = useServices();
  const m = useMessages();
  const [busy, setBusy] = createSignal(false);
  const openSample = async () => {
    setBusy(true);
    try {
      await loadSample();
      await app.room.persist();
    } catch (reason) {
      app.toasts.show(m.worklist.sampleFailed(failureText(reason, m)));
    } finally {
      await app.held.refresh();
      void app.projectKey.refresh();
      setBusy(false);
    }
  };
  return (
    <div class="empty">
      <IconPhotoPlus size={44} stroke-width={1.25} />
      <h2>{m.worklist.empty}</h2>
      <p>{m.worklist.emptyNote}</p>
      <div class="row-buttons">
        <button type="button" class="button primary" onClick={() => app.router.go({ name: "import" })}>
          {m.worklist.import}
        </button>
        <button type="button" class="button" disabled={busy()} onClick={() => void openSample()}>
          {busy() ? m.worklist.sampleLoading : m.worklist.openSample}
        </button>
      </div>
    </div>
  );
}
