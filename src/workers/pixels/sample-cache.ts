import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";

/** Decoded pieces of one image. Callers share what they get: copy before giving a buffer away. */
export interface SampleCache {
  /** The piece of this key, made once for all that ask while it is made or kept. */
  get(key: string, make: () => Promise<DisplayFrame | null>): Promise<DisplayFrame | null>;
}

/** Decoded pieces of all images of a worker, least recently used ones let go above `mostBytes`. */
export interface SampleMemory {
  /** A part of the memory for one image. */
  open(): SampleCache;
}

/** What one worker keeps of decoded pieces: a row of tiles over strips 30,000 pixels wide fits. */
export const defaultSampleBytes = 48 << 20;

interface Entry {
  readonly value: Promise<DisplayFrame | null>;
  bytes: number;
}

/** Makes a memory that holds about `mostBytes`; the newest piece stays even where it alone is larger. */
export function makeSampleMemory(mostBytes: number): SampleMemory {
  const entries = new Map<string, Entry>();
  let total = 0;
  let images = 0;

  const drop = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  const trim = (newest: string) => {
    for (const [key, entry] of entries) {
      if (total <= mostBytes) return;
      if (key !== newest && entry.bytes > 0) drop(key);
    }
  };

  return {
    open: () => {
      const image = `${images++}/`;
      return {
        get: (name, make) => {
          const key = image + name;
          const hit = entries.get(key);
          if (hit) {
            entries.delete(key);
            entries.set(key, hit);
            return hit.value;
          }
          const entry: Entry = { value: make(), bytes: 0 };
          entries.set(key, entry);
          entry.value.then(
            (frame) => {
              if (entries.get(key) !== entry) return;
              entry.bytes = Math.max(1, frame?.pixels.byteLength ?? 1);
              total += entry.bytes;
              trim(key);
            },
            // What failed or was cancelled is tried again by the next who asks.
            () => entries.get(key) === entry && entries.delete(key),
          );
          return entry.value;
        },
      };
    },
  };
}
