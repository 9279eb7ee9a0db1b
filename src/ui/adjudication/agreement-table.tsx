import { For } from "solid-js";
import { fieldName } from "../../domain/label-field.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { AgreementRow, Measure } from "../../domain/review/compare-readers.ts";
import { useMessages } from "../messages/messages.ts";
import { readerLetter } from "./reader-style.ts";

/** How far the readers agree: each number with the id of its definition and what it is over. */
export function AgreementTable(props: {
  readonly rows: readonly AgreementRow[];
  readonly schema: LabelSchema;
}) {
  const m = useMessages();
  const value = ({ value, unit }: Measure) => {
    if (value === null) return m.adjudication.noValue;
    if (unit === "mm") return m.adjudication.mm(value);
    return unit === "px" ? m.adjudication.px(value) : m.adjudication.score(value);
  };
  const what = (row: AgreementRow) => {
    const field = props.schema.classifications?.find(({ id }) => id === row.field);
    return row.field === null ? "" : `${field ? fieldName(field) : row.field} · `;
  };
  return (
    <table class="agreement" aria-label={m.adjudication.agreement}>
      <thead>
        <tr>
          <th scope="col">{m.adjudication.columns.readers}</th>
          <th scope="col">{m.adjudication.columns.what}</th>
          <th scope="col">{m.adjudication.columns.value}</th>
          <th scope="col">{m.adjudication.columns.over}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows.flatMap((row) => row.measures.map((measure) => ({ row, measure })))}>
          {({ row, measure }) => (
            <tr title={measure.note}>
              <td>{row.readers.map(readerLetter).join(" ")}</td>
              <td>
                {what(row)}
                <span class="mono">{measure.id}</span>
              </td>
              <td>
                {value(measure)}
                {measure.value === null && measure.note ? (
                  <span class="dim small"> {m.adjudication.notes[measure.note] ?? measure.note}</span>
                ) : null}
              </td>
              <td>{m.format.number(measure.over)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
