import { For } from "solid-js";
import { actionWords, optionReason } from "../../domain/deid/deid-words.ts";
import type { StudyReport } from "../../domain/deid/study-report.ts";
import { useMessages } from "../messages/messages.ts";

const shownTag = (tag: string) => (/^[0-9A-F]{8}$/.test(tag) ? `(${tag.slice(0, 4)},${tag.slice(4)})` : tag);

/** What was done to the elements, by what was done: each tag with the rule that decided, and how often. Never a value. */
export function RecordActions(props: { readonly actions: StudyReport["actions"] }) {
  const m = useMessages();
  const groups = () =>
    Object.keys(actionWords).flatMap((action) => {
      const rows = props.actions.filter((row) => row.action === action);
      return rows.length > 0 ? [{ action, rows }] : [];
    });
  const why = (reason: string) => {
    const option = optionReason(reason);
    return option === null ? (m.record.why[reason] ?? reason) : m.record.whyOption(option);
  };
  return (
    <section class="card block" aria-label={m.record.elements}>
      <h2>{m.record.elements}</h2>
      <For each={groups()} fallback={<p class="dim">{m.record.noElements}</p>}>
        {({ action, rows }) => (
          <details class="study-choice">
            <summary>
              {m.record.actions[action] ?? action}
              <span class="dim">{m.record.times(rows.reduce((sum, { count }) => sum + count, 0))}</span>
            </summary>
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">{m.record.tag}</th>
                  <th scope="col">{m.record.rule}</th>
                  <th scope="col">{m.record.count}</th>
                </tr>
              </thead>
              <tbody>
                <For each={rows}>
                  {(row) => (
                    <tr>
                      <th scope="row">
                        <code>{shownTag(row.tag)}</code>
                      </th>
                      <td>{why(row.why)}</td>
                      <td>{m.format.number(row.count)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </details>
        )}
      </For>
    </section>
  );
}
