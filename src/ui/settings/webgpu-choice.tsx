import { Show } from "solid-js";
import type { InferState } from "../../domain/calls/assist-calls.ts";
import { wantsWebgpu, wishWebgpu } from "../../storage/webgpu.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { useMessages } from "../messages/messages.ts";

/** Models on the graphics card, for who wants it; and what became of the wish. */
export function WebgpuChoice(props: { readonly model: InferState | null }) {
  const app = useApp();
  const m = useMessages();
  const { database, inference, labeller } = useServices();
  const on = createLive(() => database, wantsWebgpu);
  const wish = (wanted: boolean) =>
    attempt(m, app.toasts.show, async () => {
      await wishWebgpu(database, wanted);
      inference.restart();
      labeller.restart();
      await inference.load().catch(() => undefined); // the card of the model says why
    });
  return (
    <>
      <Check
        label={m.settings.webgpu}
        note={m.settings.webgpuNote}
        checked={on.value() ?? false}
        onChange={(wanted) => void wish(wanted)}
      />
      <Show when={on.value() && props.model?.accelerator}>
        {(accelerator) => (
          <p class="small" role="status">
            {m.settings.webgpuOutcome(accelerator())}
          </p>
        )}
      </Show>
    </>
  );
}
