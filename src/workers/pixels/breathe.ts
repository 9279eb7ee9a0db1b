import type { CancelSignal } from "../../domain/cancel.ts";

/** Longest stretch of work between two looks at the mail, in ms: a cancel or a nearer tile must get through. */
const longestMs = 40;

/** Called between pieces of long work: lets messages in now and then, and throws when the work was cancelled. */
export type Breathe = (signal?: CancelSignal) => Promise<void>;

/** Makes the breath of one image. */
export function makeBreathe(): Breathe {
  let lastMs = performance.now();
  return async (signal) => {
    signal?.throwIfAborted();
    if (performance.now() - lastMs < longestMs) return;
    await new Promise((done) => setTimeout(done));
    lastMs = performance.now();
    signal?.throwIfAborted();
  };
}
