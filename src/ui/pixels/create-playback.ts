import { createEffect, createSignal, onCleanup } from "solid-js";
import type { HeldImage } from "../../domain/calls/import-calls.ts";
import type { Review } from "./create-review.ts";

/** Fast enough for a clip of 100 frames, slow enough that a name which comes and goes is seen. */
const framesPerSecond = 15;

/** Plays the frames that were not looked at, through all clips of the study; when all were, the clip at hand once more, or from a single image on those behind it. */
export function createPlayback(review: Review) {
  const [playing, setPlaying] = createSignal(false);
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAt = 0;
  /** Slices of a series lie in files of their own: together they are what a clip is. */
  const behind = ({ sopUid }: HeldImage): readonly [string, number] | null => {
    const images = review.images();
    const next = images[images.findIndex((image) => image.sopUid === sopUid) + 1];
    return next ? [next.sopUid, 0] : null;
  };
  const following = (): readonly [string, number] | null => {
    const clip = review.clip();
    if (!clip) return null;
    const index = review.frameIndex() + 1;
    if (again && index < clip.frames) return [clip.sopUid, index];
    if (again) return clip.frames === 1 ? behind(clip) : null;
    return review.seen.next(clip.sopUid, review.frameIndex());
  };
  createEffect(() => {
    const shown = review.shown();
    if (!playing() || !shown) return;
    if (shown.sopUid !== review.clip()?.sopUid || shown.frameIndex !== review.frameIndex()) return;
    const wait = Math.max(0, shownAt + 1000 / framesPerSecond - performance.now());
    clearTimeout(timer);
    timer = setTimeout(() => {
      shownAt = performance.now();
      const next = following();
      if (next) review.goTo(...next);
      else setPlaying(false);
    }, wait);
  });
  createEffect(() => {
    if (review.frameError()) setPlaying(false);
  });
  onCleanup(() => clearTimeout(timer));
  return {
    playing,
    toggle: () => {
      if (playing()) {
        setPlaying(false);
        return;
      }
      review.setMode("frames");
      again = review.unseen() === 0;
      const clip = review.clip();
      const [first] = review.images();
      if (again && clip && first)
        review.goTo(clip.frames === 1 && !behind(clip) ? first.sopUid : clip.sopUid, 0);
      shownAt = performance.now();
      setPlaying(true);
    },
    stop: () => setPlaying(false),
  };
}

/** Play and pause of a review. */
export type Playback = ReturnType<typeof createPlayback>;
