import type { RefusedFile } from "../../domain/calls/import-calls.ts";
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
