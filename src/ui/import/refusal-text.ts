import type { RefusedFile } from "../../domain/calls/import-calls.ts";
import type { Messages } from "../messages/messages.ts";

const withDetail = (words: string, detail: string | null) => (detail ? `${words} (${detail})` : words);

/** Why a file was refused, in the language of the page; details (sizes, names of parts) are as the reader of files gave them. */
export function refusalText(
  { code, details, ...said }: RefusedFile,
  m: Messages,
): Pick<RefusedFile, "expected" | "found" | "todo"> {
  if (!details) return said;
  const [expected, found, todo] = m.refusalWords[code];
  return { expected: withDetail(expected, details[0]), found: withDetail(found, details[1]), todo };
}
