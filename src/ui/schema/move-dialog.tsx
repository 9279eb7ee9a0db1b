import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import type { LabelSchema } from "../../domain/label-schema.ts";
import { type DeviceMigration, planClassMigration } from "../../storage/migrate-class.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import type { MoveChoice } from "./move-class.ts";
import { MovePreview, planTotals } from "./move-preview.tsx";

export interface MoveDialogProps {
  readonly schema: LabelSchema;
  /** The class, in use or retired already. */
  readonly from: { readonly id: string; readonly name: string; readonly replacedBy: string | null };
  readonly isRetired: boolean;
  /** Labels on this device that have it, and in how many studies. */
  readonly used: { readonly labels: number; readonly studies: number };
  readonly onClose: () => void;
  readonly onConfirm: (choice: MoveChoice) => void;
}

/** Asks where the labels of a class go and whether it is retired, and says beforehand what happens to them. */
export function MoveDialog(props: MoveDialogProps) {
  const m = useMessages();
  const { database } = useServices();
  const others = () => props.schema.classes.filter(({ id }) => id !== props.from.id);
  const [to, setTo] = createSignal<string | null>(
    others().find(({ id }) => id === props.from.replacedBy)?.id ?? null,
  );
  const [retire, setRetire] = createSignal(!props.isRetired);
  const nameOf = (id: string | null) => others().find((entry) => entry.id === id)?.name ?? "";
  // No resource: a screen that waits for one takes the dialog out of the page, and it would come back without its backdrop.
  const [plan, setPlan] = createSignal<DeviceMigration | null>(null);
  createEffect(() => {
    const target = to();
    let isCurrent = true;
    onCleanup(() => {
      isCurrent = false;
    });
    setPlan(null);
    if (target === null) return;
    void planClassMigration(database, props.schema, props.from.id, target).then((now) => {
      if (isCurrent) setPlan(now);
    });
  });
  const moved = () => {
    const now = plan();
    return now ? planTotals(now).labels : 0;
  };
  const confirmText = () => {
    if (!retire()) return m.migration.confirmMove(moved());
    return to() === null ? m.migration.confirmRetire : m.migration.confirmBoth(moved());
  };
  const canConfirm = () => (to() === null || plan() !== null) && (retire() || moved() > 0);
  return (
    <Dialog
      open
      title={props.isRetired ? m.migration.titleRetired(props.from.name) : m.migration.title(props.from.name)}
      onClose={props.onClose}
      foot={
        <>
          <button type="button" class="button" onClick={props.onClose}>
            {m.app.cancel}
          </button>
          <button
            type="button"
            class="button primary"
            disabled={!canConfirm()}
            onClick={() => props.onConfirm({ from: props.from.id, to: to(), retire: retire() })}
          >
            {confirmText()}
          </button>
        </>
      }
    >
      <div class="move-class">
        <p>{m.migration.used(props.used.labels, props.used.studies)}</p>
        <label class="field">
          <span>{m.migration.goTo}</span>
          <select
            class="input"
            value={to() ?? ""}
            onChange={(event) => setTo(event.currentTarget.value || null)}
          >
            <option value="">{m.migration.stay}</option>
            <For each={others()}>
              {({ id, name }) => <option value={id}>{m.migration.goToClass(name)}</option>}
            </For>
          </select>
        </label>
        <Show when={!props.isRetired}>
          <Check
            label={m.migration.retire}
            note={m.migration.retireNote}
            checked={retire()}
            onChange={setRetire}
          />
        </Show>
        <section aria-label={m.migration.preview} aria-live="polite">
          <Show
            when={to() !== null}
            fallback={
              <Show when={retire() && props.used.labels > 0}>
                <p>{m.migration.unmoved}</p>
              </Show>
            }
          >
            <Show when={plan()}>{(now) => <MovePreview plan={now()} to={nameOf(to())} />}</Show>
          </Show>
        </section>
      </div>
    </Dialog>
  );
}
