/** What an error says to the person; errors of workers and storage are written for them. */
export function failureText(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** Whether the person stopped it. */
export function isCancelled(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "AbortError";
}
