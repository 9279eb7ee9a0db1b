import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import type { FrameRef } from "../../../domain/study.ts";

export interface VolumeLoadOptions {
  readonly frames: readonly FrameRef[];
  /** Read first, then its neighbours on both sides. */
  readonly middle: number;
  readonly load: (ref: FrameRef, signal: AbortSignal) => Promise<DecodedFrame>;
  readonly take: (at: number, frame: DecodedFrame) => void;
  readonly fail: (at: number, reason: unknown) => void;
  readonly signal: AbortSignal;
}

/** So many are asked for at once: enough for all decoders, few enough that one who scrolls is not behind them. */
const atOnce = 4;

/** Reads all slices of a stack, outwards from the middle; one that fails does not keep the others. */
export async function loadVolume(options: VolumeLoadOptions): Promise<void> {
  const { frames, middle, load, take, fail, signal } = options;
  const order = [...frames.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  let next = 0;
  const reader = async () => {
    while (next < order.length && !signal.aborted) {
      const at = order[next++] ?? 0;
      const ref = frames[at];
      if (!ref) continue;
      try {
        const frame = await load(ref, signal);
        if (!signal.aborted) take(at, frame);
      } catch (reason) {
        if (!signal.aborted) fail(at, reason);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, reader));
}
