import { onCleanup } from "solid-js";

/** Browsers without idle callbacks (Safari) wait so long, others at most. */
const waitMs = { without: 500, most: 3000 };

/** Runs when the page has nothing more urgent to do; not at all when its owner ends before. */
export function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in globalThis) {
    const waiting = requestIdleCallback(run, { timeout: waitMs.most });
    onCleanup(() => cancelIdleCallback(waiting));
    return;
  }
  const timer = setTimeout(run, waitMs.without);
  onCleanup(() => clearTimeout(timer));
}
