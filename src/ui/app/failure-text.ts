import type { RefusalCode } from "../../domain/deid/plan.ts";
import { inWords, type Said, SaidError } from "../../domain/said.ts";
import { WorkerCallError } from "../../jobs/bridge.ts";
import { refusalText } from "../import/refusal-text.ts";
import type { Messages } from "../messages/messages.ts";

/** Why something failed, in the language of the page; what no code of ours says is told as it came. */
export function failureText(reason: unknown, m: Messages): string {
  if (reason instanceof WorkerCallError && Object.hasOwn(m.refusalWords, reason.code)) {
    const detail = reason.message === reason.code ? null : reason.message;
    const code = reason.code as RefusalCode;
    const { expected, found, todo } = refusalText({ code, expected: null, found: detail }, m);
    return `${m.import.expected}: ${expected}. ${m.import.found}: ${found}. ${todo}`;
  }
  if (reason instanceof SaidError) return inWords(reason.said, m.said);
  return reason instanceof Error ? reason.message : String(reason);
}

/** The same of a reason that was stored; rows of older versions hold the English text. */
export const storedReasonText = (reason: Said | string, m: Messages): string =>
  typeof reason === "string" ? reason : inWords(reason, m.said);

/** Whether the person stopped it. */
export function isCancelled(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "AbortError";
}
