import { For, Show } from "solid-js";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { useMessages } from "../messages/messages.ts";

/** Rows that are shown: the saved file has all. */
const mostRows = 200;

/** Each file: what its pixels asked for, who released it, and the digests of what came (keyed) and of what is stored. */
export function RecordFiles(props: { readonly files: readonly DeidRecord[] }) {
  const m = useMessages();
  return (
    <section class="card block" aria-label={m.record.files(props.files.length)}>
      <h2>{m.record.files(props.files.length)}</h2>
      <p class="dim small">{m.record.filesNote}</p>
      <div class="wide-table">
        <table class="figures small">
          <thead>
            <tr>
              <th scope="col">{m.record.uid}</th>
              <th scope="col">{m.record.released}</th>
              <th scope="col">{m.record.boxes}</th>
              <th scope="col">{m.record.before}</th>
              <th scope="col">{m.record.after}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.files.slice(0, mostRows)}>
              {(file) => (
                <tr>
                  <th scope="row">
                    <code>…{file.sopUid.slice(-12)}</code>
                  </th>
                  <td>{file.reviewer === null ? m.record.bySearch : file.reviewer.slice(0, 8)}</td>
                  <td>{m.format.number(file.boxes.length)}</td>
                  <td>
                    <code>{file.sourceHmac.slice(0, 12)}</code>
                  </td>
                  <td>
                    <code>{file.outputSha256.slice(0, 12)}</code>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={props.files.length > mostRows}>
        <p class="dim small">{m.record.more(props.files.length - mostRows)}</p>
      </Show>
    </section>
  );
}
