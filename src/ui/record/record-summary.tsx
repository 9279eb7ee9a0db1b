import { For, Show } from "solid-js";
import type { StudyReport } from "../../domain/deid/study-report.ts";
import { useMessages } from "../messages/messages.ts";

const day = (at: string) => at.slice(0, 10);

/** What was in force, what became of the pixels, and what the searches found. */
export function RecordSummary(props: { readonly report: StudyReport }) {
  const m = useMessages();
  const options = (letters: readonly string[]) =>
    letters.length === 0
      ? m.record.noOptions
      : m.format.list(letters.map((letter) => m.record.options[letter] ?? letter));
  const risks = () =>
    (["HIGH", "MEDIUM", "LOW", "NONE"] as const)
      .filter((risk) => props.report.risk[risk] > 0)
      .map((risk) => m.record.risk(risk, props.report.risk[risk]));
  return (
    <section class="card block" aria-label={m.record.summary}>
      <h2>{m.record.summary}</h2>
      <dl class="facts">
        <For each={props.report.policies}>
          {(policy) => (
            <>
              <dt>{m.record.policy}</dt>
              <dd>
                {m.record.policyFacts(policy.id, policy.tables, policy.tool, policy.files)}
                <br />
                {options(policy.options)}
                <br />
                <code class="dim small">{policy.sha256}</code>
              </dd>
            </>
          )}
        </For>
        <dt>{m.record.pixels}</dt>
        <dd>{m.format.list(risks())}</dd>
        <dt>{m.record.reviewed}</dt>
        <dd>
          <For each={props.report.reviews} fallback={m.record.nobody}>
            {({ reviewer, files, first, last }) => (
              <div>{m.record.review(reviewer.slice(0, 8), files, day(first), day(last))}</div>
            )}
          </For>
        </dd>
        <Show when={props.report.faces}>
          {(files) => (
            <>
              <dt>{m.face.covered}</dt>
              <dd>{m.face.coveredIn(files())}</dd>
            </>
          )}
        </Show>
        <Show when={props.report.blanked.boxes > 0}>
          <dt>{m.record.blanked}</dt>
          <dd>{m.record.blankedFacts(props.report.blanked.boxes, props.report.blanked.files)}</dd>
        </Show>
        <dt>{m.record.residual}</dt>
        <dd>{m.record.residualFacts(props.report.residual)}</dd>
      </dl>
    </section>
  );
}
