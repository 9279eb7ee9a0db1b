import type { DoubtReason } from "../../domain/assist/review-need.ts";

/** Why a proposal is doubtful, in words. */
export const doubtTextsEn: Record<DoubtReason, string> = {
  "fuzzy-edge": "Fuzzy edge",
  "unsure-area": "Large unsure area",
  "low-confidence": "Low confidence",
  far: "Far from the labelled slice",
  "by-hand": "Place taken from another study by lined-up images: look round it",
  unsteady: "Other outline when mirrored",
};
