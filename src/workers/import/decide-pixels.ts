import type { PixelRisk } from "../../domain/deid/plan.ts";
import type { Instance } from "../../domain/study.ts";

/** What becomes of an image whose metadata is clean. */
export type PixelDecision =
  | { readonly outcome: "released"; readonly verdict: Instance["pixelVerdict"] }
  | { readonly outcome: "quarantined" };

/**
 * The one place that lets pixels pass without a person. There is no text detector yet: HIGH waits for a person; MEDIUM, LOW and
 * NONE pass by their class alone, and the record says so.
 */
export function decidePixels(risk: PixelRisk): PixelDecision {
  return risk === "HIGH" ? { outcome: "quarantined" } : { outcome: "released", verdict: "clean-by-class" };
}
