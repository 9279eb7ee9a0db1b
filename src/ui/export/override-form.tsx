import { createSignal } from "solid-js";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import type { ExportPhase, ExportRun } from "./create-export.ts";

type Failed = Extract<ExportPhase, { name: "failed" }>;

/** Whether the vetting ended an export, and a person may let it pass. */
export const isOverridable = ({ reason }: Failed): boolean =>
  reason instanceof Error && "code" in reason && reason.code === "vetting";

/** Exports in spite of the errors of the vetting, with the person's pseudonym and reason. */
export function OverrideForm(props: { readonly run: ExportRun; readonly failed: Failed }) {
  const m = useMessages();
  const { database } = useServices();
  const [reason, setReason] = createSignal("");
  const submit = async () => {
    const { user, device } = await readIdentity(database);
    const { options, folder } = props.failed;
    const override = { by: user, chain: device, reason: reason().trim() };
    await props.run.start({ ...options, override }, folder);
  };
  return (
    <form
      class="card block override"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3>{m.vetting.overrideTitle}</h3>
      <label class="field">
        <span>{m.vetting.reason}</span>
        <input class="input" value={reason()} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <p class="dim small">{m.vetting.overrideNote}</p>
      <button type="submit" class="button" disabled={reason().trim() === ""}>
        {m.vetting.override}
      </button>
    </form>
  );
}
