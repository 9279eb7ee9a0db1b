import type { Messages } from "../messages/messages.ts";
import { failureText, isCancelled } from "./failure-text.ts";

/** Does what a person asked for. Where it fails, `say` gets the reason in words; what the person stopped is no failure. Never rejects. */
export async function attempt(
  m: Messages,
  say: (text: string) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (reason) {
    if (!isCancelled(reason)) say(failureText(reason, m));
  }
}
