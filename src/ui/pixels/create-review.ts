import { type Accessor, batch, createEffect, createMemo, createResource, createSignal, on } from "solid-js";
import type { HeldImage, ImportCalls, ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";
import { createReadings } from "./create-readings.ts";
import { createSeenFrames } from "./create-seen-frames.ts";
import {
  alike,
  boxesOf,
  type Decision,
  decide,
  emptyReview,
  type FaceDecision,
  type ReviewPlace,
  type ReviewState,
  reviewPlaces,
} from "./review-state.ts";

/** A frame on the screen, and which one it is. */
export interface ShownFrame {
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly picture: ReviewFrame;
}

/** One held study under a person's eyes. */
export type Review = ReturnType<typeof createReview>;

/** `places`: the contact sheet; `frames`: one frame, large, to look through and to draw on; `face`: what can be computed of a face. */
export type ReviewMode = "places" | "frames" | "face";

/** Review of the held images of one study at a time; what was decided and seen is kept per study while the screen is open. */
export function createReview(
  importer: WorkerClient<ImportCalls>,
  images: Accessor<readonly HeldImage[]>,
  newId: () => string,
) {
  const studyUid = createMemo(() => images()[0]?.studyUid ?? "");
  const [pasts, setPasts] = createSignal<ReadonlyMap<string, readonly ReviewState[]>>(new Map());
  const past = () => pasts().get(studyUid()) ?? [];
  const state = () => past().at(-1) ?? emptyReview;
  const [together, setTogether] = createSignal(true);
  const [allFrames, setAllFrames] = createSignal(true);
  const [chosenId, setChosenId] = createSignal<string | null>(null);
  const [clipUid, setClipUid] = createSignal<string | null>(null);
  const [frameIndex, setFrameIndex] = createSignal(0);
  const [chosenMode, setMode] = createSignal<ReviewMode | null>(null);

  const readings = createReadings(importer);
  const cards = createMemo(() =>
    reviewPlaces(images(), state(), together()).map((card) => readings.onCard(card)),
  );
  const selected = createMemo(() => cards().find((card) => card.id === chosenId()) ?? cards()[0] ?? null);
  const clip = createMemo(() => images().find((image) => image.sopUid === clipUid()) ?? images()[0] ?? null);
  /** Images of whose face a person decides. */
  const heads = createMemo(() => images().filter((image) => image.face !== undefined));
  const mode = (): ReviewMode => {
    const chosen = chosenMode();
    // Slices that wait for their face alone have no places.
    const has = {
      places: images().some(({ face }) => face !== "only"),
      frames: true,
      face: heads().length > 0,
    };
    if (chosen && has[chosen]) return chosen;
    if (cards().some((card) => card.kind === "found")) return "places";
    return heads().length > 0 ? "face" : "frames";
  };
  const open = () => cards().filter((card) => card.decision === null).length;

  const [frame] = createResource(
    () => {
      const now = clip();
      return now ? { sopUid: now.sopUid, frameIndex: Math.min(frameIndex(), now.frames - 1) } : null;
    },
    async (request): Promise<ShownFrame> => ({
      ...request,
      picture: await importer.call("heldFrame", request),
    }),
  );
  const shown = () => (frame.error ? undefined : frame.latest);
  const seen = createSeenFrames(images);
  createEffect(() => {
    const now = shown();
    // Only what was large on the screen counts as looked at.
    if (now && mode() === "frames") seen.mark(now.sopUid, now.frameIndex);
  });

  const change = (next: ReviewState) =>
    setPasts((before) => new Map(before).set(studyUid(), [...(before.get(studyUid()) ?? []), next]));
  const goTo = (sopUid: string, index: number) =>
    batch(() => {
      setClipUid(sopUid);
      setFrameIndex(index);
    });
  const select = (card: ReviewPlace) =>
    batch(() => {
      setChosenId(card.id);
      const member = card.members.find(({ image }) => image.sopUid === clip()?.sopUid) ?? card.members[0];
      if (!member) return;
      const { frames } = member.box;
      const at = frames === "all" ? null : (frames[0] ?? 0);
      if (member.image.sopUid !== clip()?.sopUid) goTo(member.image.sopUid, at ?? 0);
      else if (at !== null) setFrameIndex(at);
    });
  createEffect(
    on(studyUid, () =>
      batch(() => {
        setChosenId(null);
        setMode(null);
        goTo(images()[0]?.sopUid ?? "", 0);
      }),
    ),
  );

  return {
    images,
    cards,
    selected,
    select,
    mode,
    setMode,
    together,
    setTogether,
    allFrames,
    setAllFrames,
    clip,
    frameIndex,
    setFrameIndex,
    goTo,
    shown,
    /** Another frame than the one that is shown is on its way. */
    isComing: () => frame.loading,
    frameError: () => frame.error as unknown,
    seen,
    /** Has the words of all found places read; the reader is loaded at the first time. */
    readWords: () => readings.read(cards()),
    reading: readings.progress,
    /** Cards without a decision. */
    open,
    decided: () => cards().length - open(),
    unseen: seen.left,
    heads,
    /** What was decided of the faces; null while nobody did. */
    faces: () => state().faces,
    setFaces: (faces: FaceDecision) => {
      if (state().faces !== faces) change({ ...state(), faces });
    },
    /** Whether release may open: every place decided, every frame looked at, and so the face, where there is one. */
    whole: () =>
      images().length > 0 &&
      open() === 0 &&
      seen.left() === 0 &&
      (heads().length === 0 || state().faces !== null),
    coverFace: (image: HeldImage) => image.face !== undefined && state().faces === "cover",
    /** Decides a card and goes on to the next that is open. */
    decide: (card: ReviewPlace, decision: Decision | null) =>
      batch(() => {
        const at = cards().findIndex(({ id }) => id === card.id);
        change(decide(state(), card, decision));
        const later = [...cards().slice(at), ...cards().slice(0, at)];
        const next = decision ? later.find((one) => one.decision === null) : undefined;
        if (next) select(next);
      }),
    /** Goes to another image of the study, and to its first place. */
    step: (step: number) => {
      const at = images().findIndex(({ sopUid }) => sopUid === clip()?.sopUid);
      const image = images()[(at + step + images().length) % images().length];
      if (!image) return;
      goTo(image.sopUid, 0);
      const card = cards().find(({ members }) => members.some((one) => one.image.sopUid === image.sopUid));
      if (card) setChosenId(card.id);
    },
    /** Moves the selection by `step` cards. */
    move: (step: number) => {
      const at = cards().findIndex(({ id }) => id === selected()?.id);
      const next = cards()[Math.min(cards().length - 1, Math.max(0, at + step))];
      if (next) select(next);
    },
    draw: (box: BlankBox) => {
      const image = clip();
      if (!image) return;
      const targets = together() ? alike(images(), image) : [image];
      const sopUids = targets.map(({ sopUid }) => sopUid);
      const frames = box.frames === "all" || sopUids.length === 1 ? box.frames : "all";
      change({ ...state(), drawn: [...state().drawn, { id: newId(), sopUids, box: { ...box, frames } }] });
    },
    canUndo: () => past().length > 0,
    /** Takes the last change back and goes to the place that it was about. */
    undo: () =>
      batch(() => {
        const before = new Map(cards().map((card) => [card.id, card.decision]));
        setPasts((all) => new Map(all).set(studyUid(), past().slice(0, -1)));
        const changed = cards().find((card) => before.get(card.id) !== card.decision);
        if (changed) select(changed);
      }),
    boxesOf: (image: HeldImage) => boxesOf(state(), image),
  };
}
