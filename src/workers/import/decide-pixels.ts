import type { DeidentificationPlan } from "../../domain/deid/plan.ts";
import type { Instance } from "../../domain/study.ts";
import { faceSign } from "../../formats/dicom/deid/pixel-risk.ts";
import type { BurnedIn } from "./find-burned-in.ts";

/** What becomes of an image whose metadata is clean. */
export type PixelDecision =
  | { readonly outcome: "released"; readonly verdict: Instance["pixelVerdict"] }
  | { readonly outcome: "quarantined" };

/**
 * The one place that lets pixels pass without a person: HIGH waits for one, and so does an image in which text was found, or of whose face
 * a person decides. The rest passes by its class, searched.
 */
export function decidePixels(
  { class: risk, signs }: DeidentificationPlan["risk"],
  { held }: Pick<BurnedIn, "held">,
): PixelDecision {
  return risk === "HIGH" || held || signs.includes(faceSign)
    ? { outcome: "quarantined" }
    : { outcome: "released", verdict: "clean-by-class" };
}
