import { IconArrowForwardUp } from "@tabler/icons-solidjs";
import { createResource, createSignal, Show } from "solid-js";
import { carryLabels, countLabelsToCarry } from "../../storage/carry-labels.ts";
import { useMessages } from "../messages/messages.ts";
import { useApp } from "./app-state.ts";
import { readIdentity } from "./identity.ts";
import { useServices } from "./services.ts";

/** Where labels lie on images of an earlier issue whose files were imported again: offers to carry them over. Else nothing. */
export function CarryOffer() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [count, { refetch }] = createResource(() => countLabelsToCarry(database));
  const [busy, setBusy] = createSignal(false);
  const carry = async () => {
    setBusy(true);
    try {
      const { user, device } = await readIdentity(database);
      const by = { chain: device, actor: user, at: new Date().toISOString() };
      app.toasts.show(m.reid.carried(await carryLabels(database, by)));
    } catch {
      app.toasts.show(m.reid.carryFailed);
    }
    await refetch();
    setBusy(false);
  };
  return (
    <Show when={count.latest}>
      {(labels) => (
        <div class="strip carry-offer">
          <IconArrowForwardUp size={20} stroke-width={1.75} />
          <p class="grow">{m.reid.carryNote(labels())}</p>
          <button type="button" class="button" disabled={busy()} onClick={() => void carry()}>
            {m.reid.carry}
          </button>
        </div>
      )}
    </Show>
  );
}
