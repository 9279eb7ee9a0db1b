import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { useMessages } from "../messages/messages.ts";
import { type ReviewPlace, wordsIn } from "./review-state.ts";

/** What a place is, where it is and how it was found, in words; never what is written there. */
export function usePlaceWords() {
  const m = useMessages();
  const title = (card: ReviewPlace): string => {
    if (card.kind === "drawn") return m.pixels.drawn;
    if (card.kind === "whole")
      return card.members[0]?.image.places ? m.pixels.noneFound : m.pixels.notSearched;
    const words = wordsIn(card);
    if (!words && card.place?.finding === "device-rule") return m.pixels.asBefore(card.place.studies ?? 1);
    if (!words) return m.pixels.findings[card.place?.finding ?? "text"];
    const what = m.pixels.readings[words.reading];
    return words.matchesHeader ? m.pixels.asInHeader(what) : m.pixels.readsLike(what);
  };
  const clipName = (images: readonly HeldImage[], image: HeldImage) => {
    const at = images.findIndex(({ sopUid }) => sopUid === image.sopUid) + 1;
    return image.frames > 1 ? m.pixels.clip(at) : m.pixels.single(at);
  };
  const frames = (card: ReviewPlace) =>
    card.members.reduce(
      (sum, { box, image }) => sum + (box.frames === "all" ? image.frames : box.frames.length),
      0,
    );
  return {
    title,
    clipName,
    frames,
    scope: (card: ReviewPlace, images: readonly HeldImage[]): string => {
      const [first] = card.members;
      if (!first) return "";
      const where =
        card.members.length === 1
          ? clipName(images, first.image)
          : m.pixels.together(card.members.length, first.image.frames > 1);
      return `${where} · ${m.pixels.frames(frames(card))}`;
    },
    /** The accessible name: what, and its state. */
    name: (card: ReviewPlace): string => {
      const state =
        card.decision === "blank" ? m.pixels.blanked : card.decision ? m.pixels.kept : m.pixels.undecided;
      return `${title(card)}, ${state}`;
    },
  };
}
