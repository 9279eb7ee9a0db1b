/** Longer than between two images of a person who scrolls with a held key. */
export const asideMs = 250;

/** Passes word that a run is to stand aside, but not with every key: half of the last time is to be over. Failures are nobody's. */
export function makeAside(): (tell: () => Promise<unknown>) => void {
  let until = Number.NEGATIVE_INFINITY;
  return (tell) => {
    const now = performance.now();
    if (until - now > asideMs / 2) return;
    until = now + asideMs;
    tell().catch(() => undefined);
  };
}
