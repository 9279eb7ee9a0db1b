import type { RefusedFile } from "../../domain/calls/import-calls.ts";
import type { RefusalCode } from "../../domain/deid/plan.ts";
import { WorkerCallError } from "../../jobs/bridge.ts";
import { failureText } from "../app/failure-text.ts";
import type { Messages } from "../messages/messages.ts";

const withDetail = (words: string, detail: string | null) => (detail ? `${words} (${detail})` : words);

/** Why a file was refused, in the language of the page; details (sizes, names of parts) are as the reader of files gave them. */
export function refusalText(
  { code, ...details }: Pick<RefusedFile, "code" | "expected" | "found">,
  m: Messages,
): { readonly expected: string; readonly found: string; readonly todo: string } {
  const [expected, found, todo] = m.refusalWords[code];
  return { expected: withDetail(expected, details.expected), found: withDetail(found, details.found), todo };
}

/** Why a call to the import failed: a refusal in the language of the page, all else as the worker says it. */
export function importFailureText(reason: unknown, m: Messages): string {
  if (!(reason instanceof WorkerCallError) || !Object.hasOwn(m.refusalWords, reason.code))
    return failureText(reason);
  const code = reason.code as RefusalCode;
  const detail = reason.message === code ? null : reason.message;
  const { expected, found, todo } = refusalText({ code, expected: null, found: detail }, m);
  return `${m.import.expected}: ${expected}. ${m.import.found}: ${found}. ${todo}`;
}
