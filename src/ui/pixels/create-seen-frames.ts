import { type Accessor, createMemo, createSignal } from "solid-js";
import type { HeldImage } from "../../domain/calls/import-calls.ts";

/** Of a clip with more frames than this a person looks at as many as they choose. */
const everyFrameUpTo = 400;

/** Which frames of the held images were large on the screen. */
export function createSeenFrames(images: Accessor<readonly HeldImage[]>) {
  const [seen, setSeen] = createSignal<ReadonlyMap<string, ReadonlySet<number>>>(new Map());
  const of = (sopUid: string) => seen().get(sopUid) ?? new Set<number>();
  const needed = (image: HeldImage) => {
    // It was searched for text like any other; what is looked at is its face.
    if (image.face === "only") return 0;
    return image.frames <= everyFrameUpTo ? image.frames : 1;
  };
  const left = createMemo(() =>
    images().reduce((sum, image) => sum + Math.max(0, needed(image) - of(image.sopUid).size), 0),
  );
  return {
    left,
    count: (sopUid: string) => of(sopUid).size,
    mark: (sopUid: string, frameIndex: number) => {
      if (of(sopUid).has(frameIndex)) return;
      setSeen((before) => new Map(before).set(sopUid, new Set([...(before.get(sopUid) ?? []), frameIndex])));
    },
    /** The first frame not looked at, from a place on and then from the start; null when all were. */
    next: (sopUid: string, frameIndex: number): readonly [string, number] | null => {
      const at = Math.max(
        0,
        images().findIndex((image) => image.sopUid === sopUid),
      );
      const order = [...images().slice(at), ...images().slice(0, at)];
      for (const image of order) {
        if (of(image.sopUid).size >= needed(image)) continue;
        const from = image.sopUid === sopUid ? frameIndex : 0;
        for (let step = 0; step < image.frames; step++) {
          const index = (from + step) % image.frames;
          if (!of(image.sopUid).has(index)) return [image.sopUid, index];
        }
      }
      return null;
    },
  };
}
