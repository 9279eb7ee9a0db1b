import type { DoubtReason } from "../../../domain/assist/review-need.ts";

/** Why a proposal is doubtful, in words. */
export const doubtTextsDe: Record<DoubtReason, string> = {
  "fuzzy-edge": "Unscharfer Rand",
  "unsure-area": "Große unsichere Fläche",
  "low-confidence": "Geringe Konfidenz",
  far: "Weit von der markierten Schicht",
  "by-hand": "Ort aus einer anderen Studie, nach von Hand ausgerichteten Bildern: auch daneben schauen",
  unsteady: "Gespiegelt ein anderer Umriss",
};
