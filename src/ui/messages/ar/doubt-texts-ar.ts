import type { DoubtReason } from "../../../domain/assist/review-need.ts";

/** Why a proposal is doubtful, in words. */
export const doubtTextsAr: Record<DoubtReason, string> = {
  "fuzzy-edge": "حافة غير واضحة",
  "unsure-area": "مساحة كبيرة غير مؤكدة",
  "low-confidence": "ثقة منخفضة",
  far: "بعيد عن المقطع الموسوم",
  "by-hand": "موضع من دراسة أخرى حسب صور حوذيت يدويًا: انظر حوله أيضًا",
  unsteady: "محيط آخر عند عكس الصورة",
};
