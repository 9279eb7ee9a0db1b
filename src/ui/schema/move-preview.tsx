import { For, Show } from "solid-js";
import type { GeometryKind } from "../../domain/label-schema.ts";
import type { DeviceMigration } from "../../storage/migrate-class.ts";
import { useMessages } from "../messages/messages.ts";

/** Counts of a plan over all studies. */
export function planTotals({ studies }: DeviceMigration) {
  const plans = [...studies.values()];
  const sum = <T extends { readonly labels: number }>(
    lists: readonly (readonly T[])[],
    key: (one: T) => string,
  ) => {
    const totals = new Map<string, number>();
    for (const one of lists.flat()) totals.set(key(one), (totals.get(key(one)) ?? 0) + one.labels);
    return [...totals].map(([name, labels]) => ({ name, labels }));
  };
  const byName = ({ name }: { readonly name: string }) => name;
  return {
    labels: plans.reduce((total, plan) => total + plan.labels.length, 0),
    studies: plans.filter((plan) => plan.labels.length > 0).length,
    proposals: plans.reduce((total, plan) => total + plan.proposals.length, 0),
    locked: plans.reduce((total, plan) => total + plan.locked, 0),
    lost: sum(
      plans.map((plan) => plan.lost),
      byName,
    ),
    missing: sum(
      plans.map((plan) => plan.missing),
      byName,
    ),
    otherKind: sum(
      plans.map((plan) => plan.otherKind),
      ({ kind }) => kind,
    ),
  };
}

/** What a move does, line by line, before it is done: counts, and every loss by name. */
export function MovePreview(props: { readonly plan: DeviceMigration; readonly to: string }) {
  const m = useMessages();
  const totals = () => planTotals(props.plan);
  return (
    <ul>
      <li>{m.migration.moves(totals().labels, totals().studies, props.to)}</li>
      <Show when={totals().proposals > 0}>
        <li>{m.migration.proposals(totals().proposals)}</li>
      </Show>
      <For
        each={totals().lost}
        fallback={<Show when={totals().labels > 0}>{<li>{m.migration.nothingLost}</li>}</Show>}
      >
        {({ name, labels }) => <li class="danger">{m.migration.lost(name, labels)}</li>}
      </For>
      <For each={totals().missing}>{({ name, labels }) => <li>{m.migration.missing(name, labels)}</li>}</For>
      <Show when={totals().locked > 0}>
        <li>{m.migration.locked(totals().locked)}</li>
      </Show>
      <For each={totals().otherKind}>
        {({ name, labels }) => <li>{m.migration.otherKind(name as GeometryKind, labels, props.to)}</li>}
      </For>
      <Show when={props.plan.parked > 0}>
        <li>{m.migration.parked(props.plan.parked)}</li>
      </Show>
    </ul>
  );
}
