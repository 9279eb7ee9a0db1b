import { createEffect, createSignal, Show } from "solid-js";
import type { ModelTrial } from "../../domain/calls/assist-calls.ts";
import { isLicenseKnown, unknownLicense } from "../../domain/models/model-license.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";

/** Asks for the licence of a model that passed its checks, before it is kept. */
export function AddModelDialog(props: {
  readonly trial: ModelTrial | null;
  readonly onClose: () => void;
  readonly onKeep: (license: string) => void;
}) {
  const m = useMessages();
  const [license, setLicense] = createSignal("");
  createEffect(() => setLicense(props.trial?.license ?? ""));
  const isNamed = () => isLicenseKnown(license().trim());
  const kinds = () =>
    props.trial && m.format.list(props.trial.kinds.map((kind) => m.settings.promptKinds[kind] ?? kind));
  return (
    <Dialog
      open={props.trial !== null}
      title={m.models.askTitle(props.trial?.modelId ?? "", props.trial?.version ?? "")}
      onClose={props.onClose}
      foot={
        <>
          <button type="button" class="button" onClick={() => props.onClose()}>
            {m.app.cancel}
          </button>
          <button
            type="button"
            class="button primary"
            onClick={() => props.onKeep(license().trim() || unknownLicense)}
          >
            {m.models.keep}
          </button>
        </>
      }
    >
      <Show when={props.trial}>
        {(trial) => (
          <>
            <p>{m.models.facts(trial().bytes, trial().dryRunMs)}</p>
            <p classList={{ attention: !trial().tested }}>
              {trial().tested ? m.models.tested : m.models.untested}
            </p>
            <p>{m.models.tasks[trial().task]}</p>
            <Show when={kinds()}>
              <p>
                {m.models.answers}: {kinds()}
              </p>
            </Show>
            <Show when={trial().labelNames.length > 0}>
              <p>{m.models.finds(trial().labelNames)}</p>
            </Show>
            <Show when={trial().guessed.length > 0}>
              <p class="attention">{m.models.guessed(trial().guessed)}</p>
            </Show>
            <label class="field">
              <span>{m.models.license}</span>
              <input
                class="input"
                type="text"
                maxLength={120}
                value={license()}
                placeholder={m.models.unknown}
                onInput={(event) => setLicense(event.currentTarget.value)}
              />
            </label>
            <p class="small" classList={{ dim: isNamed(), attention: !isNamed() }}>
              {isNamed() ? m.models.licenseNote : m.models.licenseUnknown}
            </p>
            <p class="dim small">{m.models.assistive}</p>
          </>
        )}
      </Show>
    </Dialog>
  );
}
