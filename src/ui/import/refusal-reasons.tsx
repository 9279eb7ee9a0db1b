import type { RefusedFile } from "../../domain/calls/import-calls.ts";
import { useMessages } from "../messages/messages.ts";
import { refusalText } from "./refusal-text.ts";

/** What was expected of a file, what is there, and what the person can do. */
export function RefusalReasons(props: { readonly file: RefusedFile }) {
  const m = useMessages();
  const text = () => refusalText(props.file, m);
  return (
    <dl class="small">
      <dt>{m.import.expected}</dt>
      <dd>{text().expected}</dd>
      <dt>{m.import.found}</dt>
      <dd>{text().found}</dd>
      <dt>{m.import.todo}</dt>
      <dd>{text().todo}</dd>
    </dl>
  );
}
