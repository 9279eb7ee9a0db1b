import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";

/** Reads a frame by its place in the series; `priority` 0 = wanted now, 1 = perhaps soon. */
export type LoadFrame = (index: number, signal: AbortSignal, priority: number) => Promise<DecodedFrame>;

export interface FrameCacheOptions {
  /** Frames of the series. */
  readonly count: number;
  readonly load: LoadFrame;
  /** Default 64. */
  readonly maxFrames?: number;
  /** Default 96 MB (tablet). */
  readonly maxBytes?: number;
  /** Frames read ahead in the direction of scrolling; default 8. */
  readonly prefetch?: number;
}

/** Decoded frames of one series, least recently used dropped first (viewer-and-tools 3.2). */
export interface FrameCache {
  /** The frame if it is there. */
  peek(index: number): DecodedFrame | null;
  /**
   * Reads a frame, then those ahead. A later request that no longer needs it aborts it: it rejects with `AbortError`.
   * Other errors are those of `load`; they are not remembered.
   */
  request(index: number): Promise<DecodedFrame>;
  /** How many frames are held, and their bytes. */
  readonly held: { readonly frames: number; readonly bytes: number };
  /** Aborts what is being read and forgets all. */
  dispose(): void;
}

interface Reading {
  readonly controller: AbortController;
  readonly result: Promise<DecodedFrame>;
}

/** Reads ahead this many frames at once: two workers decode. */
const readers = 2;

/** The frames of a stack, read when they are wanted and ahead of that; see {@link FrameCache}. */
export function makeFrameCache(options: FrameCacheOptions): FrameCache {
  const { count, load, maxFrames = 64, maxBytes = 96 * 2 ** 20, prefetch = 8 } = options;
  /** In order of use: the oldest first. */
  const frames = new Map<number, DecodedFrame>();
  const reading = new Map<number, Reading>();
  let bytes = 0;
  let wanted = 0;
  let direction = 1;
  let disposed = false;
  /** Read ahead since the last request: a frame that fails, or does not stay, is not tried for ever. */
  let tried = new Set<number>();

  const touch = (index: number, frame: DecodedFrame) => {
    if (frames.delete(index)) bytes -= frame.pixels.byteLength;
    frames.set(index, frame);
    bytes += frame.pixels.byteLength;
  };

  const trim = () => {
    for (const [index, frame] of frames) {
      if (frames.size <= maxFrames && bytes <= maxBytes) return;
      // The frame on the screen stays, however large it is.
      if (index === wanted) continue;
      frames.delete(index);
      bytes -= frame.pixels.byteLength;
    }
  };

  const read = (index: number, priority: number): Promise<DecodedFrame> => {
    const controller = new AbortController();
    const result = load(index, controller.signal, priority).then((frame) => {
      controller.signal.throwIfAborted();
      touch(index, frame);
      trim();
      return frame;
    });
    reading.set(index, { controller, result });
    const done = () => {
      if (reading.get(index)?.controller === controller) reading.delete(index);
      readAhead();
    };
    result.then(done, done);
    return result;
  };

  /** Indices that are worth having, nearest first. */
  const ahead = (): number[] => {
    const indices: number[] = [];
    for (let step = 1; step <= Math.min(prefetch, room()); step++) {
      const index = wanted + step * direction;
      if (index >= 0 && index < count) indices.push(index);
    }
    return indices;
  };

  /** How many frames fit beside the wanted one: what is read ahead must not push out itself, for ever. */
  const room = () => {
    const size = frames.get(wanted)?.pixels.byteLength ?? bytes / Math.max(1, frames.size);
    const fitting = size > 0 ? Math.floor(maxBytes / size) : maxFrames;
    return Math.min(maxFrames, fitting) - 1;
  };

  function readAhead(): void {
    // What is wanted now has the workers for itself.
    if (disposed || !frames.has(wanted)) return;
    for (const index of ahead()) {
      if (reading.size >= readers) return;
      if (frames.has(index) || reading.has(index) || tried.has(index)) continue;
      tried.add(index);
      read(index, 1).catch(() => undefined);
    }
  }

  return {
    peek: (index) => frames.get(index) ?? null,
    request(index) {
      if (disposed) return Promise.reject(new DOMException("The series was closed.", "AbortError"));
      if (index !== wanted) direction = index > wanted ? 1 : -1;
      wanted = index;
      tried = new Set();
      const useful = new Set([index, ...ahead()]);
      for (const [other, { controller }] of reading) {
        if (useful.has(other)) continue;
        controller.abort();
        reading.delete(other);
      }
      const frame = frames.get(index);
      if (frame !== undefined) {
        touch(index, frame);
        readAhead();
        return Promise.resolve(frame);
      }
      return reading.get(index)?.result ?? read(index, 0);
    },
    get held() {
      return { frames: frames.size, bytes };
    },
    dispose() {
      disposed = true;
      for (const { controller } of reading.values()) controller.abort();
      reading.clear();
      frames.clear();
      bytes = 0;
    },
  };
}
