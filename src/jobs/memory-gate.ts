import { type MemoryReading, type MemoryShortage, shortageOf } from "../domain/assist/memory-room.ts";

/** Holds a run back while memory is short (assist 3.7). */
export interface MemoryGate {
  /** Settles when there is room, when the person says so, or when the work is given up. */
  pass(signal: AbortSignal): Promise<void>;
  /** Memory was asked for and not given: the next {@link MemoryGate.pass} waits. */
  refused(): void;
  /** The person wants it to go on: what is only measured holds this run back no more, a refusal for now. */
  goOn(): void;
}

export interface MemoryGateParts {
  readonly read: () => MemoryReading;
  /** Hears what is short while it waits; null: nothing (any more). */
  readonly onShort: (shortage: MemoryShortage | null) => void;
  /** Settles after so many milliseconds, or with the signal. */
  readonly rest: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const lookEveryMs = 5000;
/** After a refusal; twice as long after each that follows without a piece done between. */
const firstRefusalMs = 30_000;
const longestRefusalMs = 300_000;

/** The gate of one run. */
export function makeMemoryGate({ read, onShort, rest }: MemoryGateParts): MemoryGate {
  let insists = false;
  let isRefused = false;
  let refusalMs = firstRefusalMs;
  let wake = () => {};

  const sleep = async (milliseconds: number, signal: AbortSignal) => {
    const woken = new Promise<void>((done) => {
      wake = done;
    });
    await Promise.race([rest(milliseconds, signal), woken]);
  };

  return {
    refused() {
      isRefused = true;
    },
    goOn() {
      insists = true;
      wake();
    },
    async pass(signal) {
      let told: MemoryShortage | null = null;
      const wait = async (shortage: MemoryShortage, milliseconds: number) => {
        // Once, not every few seconds with other figures: it is read aloud.
        if (told?.kind !== shortage.kind) onShort(shortage);
        told = shortage;
        await sleep(milliseconds, signal);
      };
      try {
        if (isRefused) {
          isRefused = false;
          await wait({ kind: "refused" }, refusalMs);
          refusalMs = Math.min(longestRefusalMs, 2 * refusalMs);
        } else refusalMs = firstRefusalMs;
        for (;;) {
          const shortage = insists || signal.aborted ? null : shortageOf(read(), told !== null);
          if (!shortage) return;
          await wait(shortage, lookEveryMs);
        }
      } finally {
        if (told) onShort(null);
      }
    },
  };
}
