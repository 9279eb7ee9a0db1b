import { For, Show } from "solid-js";
import type { SplitSummary } from "../../domain/calls/export-calls.ts";
import { splitNames } from "../../domain/split.ts";
import { useMessages } from "../messages/messages.ts";

/** Who went where, and the proof that can be counted again from the files. */
export function SplitCard(props: { readonly split: SplitSummary }) {
  const m = useMessages();
  return (
    <section class="card block" aria-label={m.vetting.split}>
      <h2>{m.vetting.split}</h2>
      <dl class="facts">
        <For each={splitNames}>
          {(name) => (
            <>
              <dt>{m.vetting.parts[name]}</dt>
              <dd>{m.vetting.part(props.split.parts[name].patients, props.split.parts[name].images)}</dd>
            </>
          )}
        </For>
        <dt>{m.vetting.splitProof}</dt>
        <dd class="mono small" title={props.split.proofSha256}>
          {props.split.proofSha256.slice(0, 16)}…
        </dd>
      </dl>
      <Show when={props.split.joined > 0}>
        <p>{m.vetting.joined(props.split.joined)}</p>
      </Show>
      <p class="dim small">{m.vetting.splitNote}</p>
    </section>
  );
}
