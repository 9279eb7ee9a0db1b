/** Frames a second that a person may choose (viewer-and-tools 3.9). */
export const cineRange = { min: 1, max: 60 } as const;

/** Where a file says nothing. */
const usualFps = 15;

/** Speed of a clip from its own frame time in ms; 15 where the file says nothing. Always within {@link cineRange}. */
export function cineFps(frameTimeMs: number | undefined): number {
  const fps = frameTimeMs !== undefined && frameTimeMs > 0 ? 1000 / frameTimeMs : usualFps;
  return Math.min(cineRange.max, Math.max(cineRange.min, fps));
}

/** The time of a clip that plays: which frame belongs on the screen now, whatever was late before. */
export interface CineClock {
  /** From 0; goes round. */
  frameAt(nowMs: number): number;
  /** Another speed from here on; the frame of this moment stays. */
  setFps(fps: number, nowMs: number): void;
}

/** Starts at `frame` of `count`. A frame that is late is dropped, the clip never slows: only the clock decides. */
export function makeCineClock(count: number, frame: number, fps: number, nowMs: number): CineClock {
  let [since, from, speed] = [nowMs, frame, fps];
  // Time stamps are rounded: a frame that begins now has begun.
  const passed = (now: number) => Math.floor(((now - since) * speed) / 1000 + 1e-6);
  const frameAt = (now: number) => (from + Math.max(0, passed(now))) % Math.max(1, count);
  return {
    frameAt,
    setFps(next, now) {
      from = frameAt(now);
      since = now;
      speed = next;
    },
  };
}
