import { onCleanup } from "solid-js";

/** Browsers without idle callbacks (Safari) wait so long, others at most. */
const waitMs = { without: 500, most: 3000 };

/** Runs when the page has nothing more urgent to do; what it gives calls it off. */
export function idle(run: () => void): () => void {
  if ("requestIdleCallback" in globalThis) {
    const waiting = requestIdleCallback(run, { timeout: waitMs.most });
    return () => cancelIdleCallback(waiting);
  }
  const timer = setTimeout(run, waitMs.without);
  return () => clearTimeout(timer);
}

/** {@link idle}, and not at all when its owner ends before. */
export const whenIdle = (run: () => void): void => {
  onCleanup(idle(run));
};
