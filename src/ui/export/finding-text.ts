import type { Finding } from "../../domain/vetting/vetting-facts.ts";
import type { Messages } from "../messages/messages.ts";

/** A finding in the language of the page; one whose code has no text yet says itself, in English. */
export function findingText({ code, uids, values = [], text }: Finding, m: Messages): string {
  const { found } = m.vetting;
  const say = Object.hasOwn(found, code) ? found[code as keyof typeof found] : null;
  return say ? say(uids.length, values) : text;
}
