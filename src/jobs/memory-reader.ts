import type { MemoryReading } from "../domain/assist/memory-room.ts";

/** Where browsers tell of memory: Chromium and what is made of it; Safari and Firefox have none of the three. */
export interface MemoryTellers {
  /** The page's own heap; in Chromium (not a standard). */
  readonly memory?: { readonly usedJSHeapSize: number; readonly jsHeapSizeLimit: number };
  /** Page and workers; isolated pages of Chromium. It answers when it next clears up: up to half a minute later. */
  readonly measure?: () => Promise<{ readonly bytes: number }>;
  /** GiB, rounded to a power of two and at most 8 or 32. */
  readonly deviceGib?: number;
}

/** What this browser has of them. */
export function memoryTellers(): MemoryTellers {
  const { memory, measureUserAgentSpecificMemory: measure } = performance as unknown as {
    readonly memory?: NonNullable<MemoryTellers["memory"]>;
    readonly measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
  };
  const { deviceMemory } = navigator as unknown as { readonly deviceMemory?: number };
  return {
    ...(memory ? { memory } : {}),
    ...(measure ? { measure: () => measure.call(performance) } : {}),
    ...(deviceMemory === undefined ? {} : { deviceGib: deviceMemory }),
  };
}

/** To measure page and workers makes the browser clear up: seldom. */
const measureEveryMs = 60_000;

/** Reads what the browser tells, at once; what it measures itself is of the last time that it answered. */
export function makeMemoryReader(tellers: () => MemoryTellers, now: () => number): () => MemoryReading {
  let heldBytes: number | null = null;
  let askAt = Number.NEGATIVE_INFINITY;
  const ask = (measure: NonNullable<MemoryTellers["measure"]>) => {
    if (now() < askAt) return;
    // Until it answers nobody asks again.
    askAt = Number.POSITIVE_INFINITY;
    measure()
      .then(
        ({ bytes }) => {
          heldBytes = bytes;
        },
        // A page that is not isolated is refused: it tells nothing then.
        () => undefined,
      )
      .finally(() => {
        askAt = now() + measureEveryMs;
      });
  };
  return () => {
    const { memory, measure, deviceGib } = tellers();
    // Without the size of the device what is held says nothing: it is not measured then.
    if (measure && deviceGib !== undefined) ask(measure);
    return {
      heap: memory ? { usedBytes: memory.usedJSHeapSize, limitBytes: memory.jsHeapSizeLimit } : null,
      heldBytes,
      deviceBytes: deviceGib === undefined ? null : deviceGib * 2 ** 30,
    };
  };
}
