import type { DoubtReason } from "../../../domain/assist/review-need.ts";

/** Why a proposal is doubtful, in words. */
export const doubtTextsDe: Record<DoubtReason, string> = {
  "fuzzy-edge": "Unscharfer Rand",
  "unsure-area": "Große unsichere Fläche",
  "low-confidence": "Geringe Konfidenz",
  far: "Weit von der markierten Schicht",
  unsteady: "Gespiegelt ein anderer Umriss",
};
