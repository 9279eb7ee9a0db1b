import type { PointScreen } from "../point-screen.ts";
import type { PointerSettings, PrimaryAction } from "../pointer-settings.ts";
import type { ViewerIntent } from "../viewer-intent.ts";

/** What a drag of one pointer does to the view. */
export type ViewAction = Exclude<PrimaryAction, "tool">;

/** A drag that moves the view; `undo` takes everything back that camera restoring does not (slice, window). */
export interface ViewDrag {
  move(to: PointScreen, settings: PointerSettings): ViewerIntent[];
  undo(): ViewerIntent[];
  /** Farthest way from the start, CSS px. */
  readonly farthest: number;
}

/** Starts a drag at `start`. */
export function makeViewDrag(action: ViewAction, start: PointScreen): ViewDrag {
  let last = start;
  let farthest = 0;
  let rest = 0;
  let scrolled = 0;
  let [windowX, windowY] = [0, 0];
  return {
    move(to, settings) {
      const dx = to[0] - last[0];
      const dy = to[1] - last[1];
      last = to;
      farthest = Math.max(farthest, Math.hypot(to[0] - start[0], to[1] - start[1]));
      if (dx === 0 && dy === 0) return [];
      switch (action) {
        case "pan":
          return [{ kind: "pan", dx, dy }];
        case "zoom":
          return [{ kind: "zoom", at: start, factor: Math.exp(-dy * 0.008) }];
        case "window":
          windowX += dx;
          windowY += dy;
          return [{ kind: "window", dx, dy }];
        case "scroll": {
          rest += dy;
          const delta = Math.trunc(rest / settings.pxPerSlice);
          rest -= delta * settings.pxPerSlice;
          scrolled += delta;
          return delta === 0 ? [] : [{ kind: "scroll", delta }];
        }
      }
    },
    undo() {
      const intents: ViewerIntent[] = [];
      if (scrolled !== 0) intents.push({ kind: "scroll", delta: -scrolled });
      if (windowX !== 0 || windowY !== 0) intents.push({ kind: "window", dx: -windowX, dy: -windowY });
      return intents;
    },
    get farthest() {
      return farthest;
    },
  };
}
