import { type Accessor, createEffect, createMemo, createResource, createSignal, on } from "solid-js";
import type { HeldImage, ImportCalls, ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";

/** One held image under a person's eyes: which frame, which were seen, what is to be blanked. */
export interface Review {
  readonly frameIndex: Accessor<number>;
  setFrameIndex(index: number): void;
  readonly frame: Accessor<ReviewFrame | undefined>;
  readonly frameError: Accessor<unknown>;
  readonly boxes: Accessor<readonly BlankBox[]>;
  add(box: BlankBox): void;
  remove(box: BlankBox): void;
  readonly seen: Accessor<number>;
  readonly unseen: Accessor<number>;
}

/** Frames further apart than this may hide a text that comes and goes: each must be looked at. */
const everyFrameUpTo = 400;

/** Review state of `image`; boxes and looks are kept per image while the screen is open. */
export function createReview(importer: WorkerClient<ImportCalls>, image: Accessor<HeldImage | null>): Review {
  const [frameIndex, setFrameIndex] = createSignal(0);
  const [boxesOf, setBoxesOf] = createSignal<ReadonlyMap<string, readonly BlankBox[]>>(new Map());
  const [seenOf, setSeenOf] = createSignal<ReadonlyMap<string, ReadonlySet<number>>>(new Map());
  createEffect(on(image, () => setFrameIndex(0)));
  const [frame] = createResource(
    () => {
      const now = image();
      return now ? { sopUid: now.sopUid, frameIndex: Math.min(frameIndex(), now.frames - 1) } : null;
    },
    async (request) => {
      const shown = await importer.call("heldFrame", request);
      setSeenOf((before) => {
        const next = new Map(before);
        next.set(request.sopUid, new Set([...(before.get(request.sopUid) ?? []), request.frameIndex]));
        return next;
      });
      return shown;
    },
  );
  const boxes = createMemo(() => boxesOf().get(image()?.sopUid ?? "") ?? []);
  const change = (to: (before: readonly BlankBox[]) => readonly BlankBox[]) => {
    const sopUid = image()?.sopUid;
    if (sopUid) setBoxesOf((before) => new Map(before).set(sopUid, to(before.get(sopUid) ?? [])));
  };
  const seen = () => seenOf().get(image()?.sopUid ?? "")?.size ?? 0;
  return {
    frameIndex,
    setFrameIndex,
    frame: () => (frame.error ? undefined : frame.latest),
    frameError: () => frame.error,
    boxes,
    add: (box) => change((before) => [...before, box]),
    remove: (box) => change((before) => before.filter((other) => other !== box)),
    seen,
    unseen: () => {
      const now = image();
      return now && now.frames <= everyFrameUpTo ? now.frames - seen() : 0;
    },
  };
}
