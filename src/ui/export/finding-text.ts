import type { FindingLine } from "../../domain/calls/export-calls.ts";
import type { Messages } from "../messages/messages.ts";

/** A finding in the language of the page; one whose code has no text yet says itself, in English. */
export function findingText({ code, count, values = [], text }: FindingLine, m: Messages): string {
  const { found } = m.vetting;
  const say = Object.hasOwn(found, code) ? found[code as keyof typeof found] : null;
  return say ? say(count, values) : text;
}
