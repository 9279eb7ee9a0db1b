import type { RejectReason } from "../../domain/proposal.ts";
import { count, number } from "./numbers.ts";

/** Why a proposal was rejected, in words. */
const reasons: Record<RejectReason, string> = {
  "not-a-finding": "Not a finding",
  "wrong-place": "Wrong place",
  "wrong-outline": "Wrong outline",
  "wrong-class": "Wrong label",
  duplicate: "Found twice",
  other: "Something else",
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
    ended: "The run has ended",
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
