import { For } from "solid-js";
import type { Finding } from "../../domain/vetting/vetting-facts.ts";
import { useMessages } from "../messages/messages.ts";

/** What the vetting found in a dataset that was handed over. */
export function FindingsCard(props: { readonly findings: readonly Finding[] }) {
  const m = useMessages();
  return (
    <section class="card block">
      <h2>{m.vetting.findings(props.findings.length)}</h2>
      <ul class="losses">
        <For each={props.findings} fallback={<li class="dim">{m.vetting.findingsNone}</li>}>
          {(finding) => (
            <li classList={{ attention: finding.severity === "error" }}>
              <strong>{m.vetting.severities[finding.severity]}</strong>
              <br />
              {finding.text}
            </li>
          )}
        </For>
      </ul>
      <p class="dim small">{m.vetting.findingsNote}</p>
    </section>
  );
}
