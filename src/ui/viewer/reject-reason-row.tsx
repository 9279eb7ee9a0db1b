import { IconX } from "@tabler/icons-solidjs";
import { createUniqueId, For, Show } from "solid-js";
import { type RejectReason, rejectReasons } from "../../domain/proposal.ts";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";

/** After a rejection: why, for who wants to say it. Nothing waits for it; the next decision takes its place. */
export function RejectReasonRow() {
  const m = useMessages();
  const viewer = useViewer();
  const { proposals } = viewer.session;
  const id = createUniqueId();
  return (
    <Show when={proposals.justRejected()}>
      {(rejected) => (
        <section class="reject-reason" aria-label={m.runs.why}>
          <label class="small" for={id}>
            {m.runs.why}
          </label>
          <select
            id={id}
            class="input grow"
            value={rejected().rejectReason ?? ""}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              proposals.setRejectReason(rejected().id, value === "" ? null : (value as RejectReason));
              viewer.focusImage();
            }}
          >
            <option value="">{m.runs.whyNone}</option>
            <For each={rejectReasons}>
              {(reason) => <option value={reason}>{m.runs.reasons[reason]}</option>}
            </For>
          </select>
          <button
            type="button"
            class="button icon"
            aria-label={m.runs.skipWhy}
            onClick={() => {
              proposals.skipRejectReason();
              viewer.focusImage();
            }}
          >
            <IconX size={18} stroke-width={1.75} />
          </button>
        </section>
      )}
    </Show>
  );
}
