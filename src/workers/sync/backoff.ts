/** The longest wait between two tries. */
const longestMs = 5 * 60_000;

/** When to try again after the n-th failure (from 1): 1 s × 2^n with jitter 0.5–1, at most 5 min (sync 3.4). `random` in [0, 1). */
export function backoffMs(tries: number, random: number): number {
  const fullMs = Math.min(longestMs, 1000 * 2 ** Math.min(tries, 20));
  return Math.round(fullMs * (0.5 + random / 2));
}
