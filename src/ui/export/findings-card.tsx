import { For } from "solid-js";
import type { FindingLine, SplitSummary } from "../../domain/calls/export-calls.ts";
import { useMessages } from "../messages/messages.ts";
import { findingText } from "./finding-text.ts";
import { SplitCard } from "./split-card.tsx";

/** What the vetting found in a dataset that was handed over, behind who went where. */
export function FindingsCard(props: {
  readonly findings: readonly FindingLine[];
  readonly split: SplitSummary;
}) {
  const m = useMessages();
  return (
    <>
      <SplitCard split={props.split} />
      <section class="card block">
        <h2>{m.vetting.findings(props.findings.length)}</h2>
        <ul class="losses">
          <For each={props.findings} fallback={<li class="dim">{m.vetting.findingsNone}</li>}>
            {(finding) => (
              <li classList={{ attention: finding.severity === "error" }}>
                <strong>{m.vetting.severities[finding.severity]}</strong>
                <br />
                {findingText(finding, m)}
              </li>
            )}
          </For>
        </ul>
        <p class="dim small">{m.vetting.findingsNote}</p>
      </section>
    </>
  );
}
