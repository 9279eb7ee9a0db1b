import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { cineFps, cineRange, makeCineClock } from "../../viewer/cine-clock.ts";
import type { Stage } from "./stage.ts";

/** Playing the frames of the stack on the stage. */
export interface Cine {
  readonly playing: Accessor<boolean>;
  /** Frames a second, of the file until somebody chose. */
  readonly fps: Accessor<number>;
  /** Whether the speed is a person's. */
  readonly isChosen: Accessor<boolean>;
  setFps(fps: number): void;
  /** Nothing to play: a single image, or one that is read by tile. */
  readonly possible: Accessor<boolean>;
  toggle(): void;
  stop(): void;
}

export interface CineOptions {
  readonly stage: Stage;
  /** Which one that is at this moment: it is told when its clip ends, though another is active by then. */
  readonly activeStage: Accessor<Stage>;
  /** A stroke pauses the clip. */
  readonly drawing: Accessor<boolean>;
}

/** Plays by the clock (viewer-and-tools 3.9): what is not decoded in time is dropped, what a hand scrolls or draws pauses. */
export function createCine({ stage, activeStage, drawing }: CineOptions): Cine {
  const [playing, setPlaying] = createSignal(false);
  const [chosen, setChosen] = createSignal<number | null>(null);
  const own = () => cineFps(stage.shown()?.facts.frameTimeMs);
  const fps = () => chosen() ?? own();
  const count = () => stage.series()?.frames.length ?? 0;
  const possible = () => count() > 1 && stage.shown()?.frame !== null;
  let request = 0;
  /** The frame that the clip has put on the stage: another one there is a person's. */
  let mine = -1;
  let setSpeed: ((fps: number) => void) | null = null;
  let player: Stage | null = null;

  const stop = () => {
    cancelAnimationFrame(request);
    setSpeed = null;
    player?.setPlaying(false);
    player = null;
    setPlaying(false);
  };
  const start = () => {
    const series = stage.series();
    const clock = makeCineClock(count(), stage.sliceAt(), fps(), performance.now());
    setSpeed = (to) => clock.setFps(to, performance.now());
    mine = stage.sliceAt();
    player = activeStage();
    player.setPlaying(true);
    setPlaying(true);
    const step = (now: number) => {
      if (stage.series() !== series || stage.sliceAt() !== mine) return stop();
      request = requestAnimationFrame(step);
      const wanted = clock.frameAt(now);
      // One frame is read at a time: a wish that came and went before it was decoded would leave nothing to see.
      const settled = stage.shown()?.slice === mine || stage.error() !== null;
      if (wanted === mine || !settled) return;
      mine = wanted;
      stage.showSlice(wanted);
    };
    request = requestAnimationFrame(step);
  };

  createEffect(() => drawing() && stop());
  createEffect(
    on(stage.series, () => {
      stop();
      setChosen(null);
    }),
  );
  onCleanup(stop);

  return {
    playing,
    fps,
    isChosen: () => chosen() !== null,
    setFps(to) {
      const within = Math.min(cineRange.max, Math.max(cineRange.min, to));
      setChosen(within);
      setSpeed?.(within);
    },
    possible,
    toggle: () => (playing() ? stop() : possible() && start()),
    stop,
  };
}
