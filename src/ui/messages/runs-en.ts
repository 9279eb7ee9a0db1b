import type { MemoryShortage } from "../../domain/assist/memory-room.ts";
import type { RejectReason } from "../../domain/proposal.ts";
import { bytes, count, number } from "./numbers.ts";

/** Why a proposal was rejected, in words. */
const reasons: Record<RejectReason, string> = {
  "not-a-finding": "Not a finding",
  "wrong-place": "Wrong place",
  "wrong-outline": "Wrong outline",
  "wrong-class": "Wrong label",
  duplicate: "Found twice",
  other: "Something else",
};

/** What is short, with the figures that the browser gave. */
const shortOf = (short: MemoryShortage): string => {
  switch (short.kind) {
    case "heap":
      return `The page holds ${bytes(short.usedBytes)} of the ${bytes(short.ofBytes)} that the browser gives it.`;
    case "device":
      return `The page holds ${bytes(short.usedBytes)}; this device has about ${bytes(short.ofBytes)}.`;
    case "refused":
      return "The browser gave no more when the model asked for it.";
  }
};

/** Texts of runs in the background, and of what a person says about their proposals. */
export const runsEn = {
  runs: {
    titles: {
      prelabel: "Pre-labelling",
      outline: "Outline the boxes",
      follow: "Follow label through the slices",
    },
    running: (kind: "prelabel" | "outline" | "follow", done: number, total: number) =>
      `${{ prelabel: "Pre-labelling", outline: "Outlining, image", follow: "Following, slice" }[kind]} ${number(done)} of ${number(total)}`,
    found: (n: number) => count(n, "proposal", "proposals"),
    cancelled: {
      prelabel: "Pre-labelling cancelled. What it found stays.",
      outline: "Outlining cancelled. What it found stays.",
      follow: "Following cancelled. What it found stays.",
    },
    none: {
      prelabel: "The model proposes nothing here.",
      outline: "The model found nothing new in the boxes.",
      follow: "The model could not follow the label to the next slice.",
    },
    studyDone: (proposals: number, series: number) =>
      `${count(proposals, "proposal", "proposals")} to decide, in ${count(series, "series", "series")}`,
    noKeyImages: "No image of this series is marked as a key image.",
    noBoxes: "This series has no box without an outline: draw one, or let a detector find some.",
    noPriorBoxes: "No other study of this patient on this device has a box.",
    priorTaken: "The boxes of the other studies were taken already.",
    priorNoPlace: (n: number) =>
      `${count(n, "box", "boxes")} of another study: none lies on an image of this series, or was not turned away there before.`,
    priorLeft: (n: number) => `${count(n, "box lies", "boxes lie")} beside or beyond these images.`,
    priorUnplaced: (n: number) =>
      `Another study of this patient has ${count(n, "box", "boxes")}, but nothing says how it lies to this one: they share no frame of reference. Put it beside this one, scroll both to the same place, and ask again.`,
    priorNoneBeside: "The series beside this one has no box that was not taken already.",
    priorTilted:
      "The images of the two studies lie in other directions. No place can be taken from one to the other.",
    priorPlaced: (n: number, here: number, there: number, left: number) =>
      `${count(n, "place", "places")} to look at, as image ${number(here)} here lies beside image ${number(there)} there.${left > 0 ? ` ${number(left)} left out: beside or beyond these images.` : ""}`,
    fromOther: "from a box of another study",
    ended: "The run has ended",
    short: (short: MemoryShortage) =>
      `Waits: memory is short. ${shortOf(short)} It goes on by itself when there is room.`,
    goOn: "Go on all the same",
    skipped: (n: number) => `${count(n, "series", "series")} passed over`,
    failedImages: (n: number) => `${count(n, "image", "images")} without an answer:`,
    discard: "Discard its proposals",
    keep: "Keep them",
    close: "Close",
    why: "Rejected. Why?",
    whyNone: "No reason",
    reasons,
    skipWhy: "Say nothing",
  },
};
