import type { ImageFacts } from "./image-facts.ts";

/** The facts of one frame (from 0): its own rescale, windows and spacing where the instance gives them per frame. */
export function factsAt(facts: ImageFacts, frameIndex: number): ImageFacts {
  const { perFrame, modalityLut, voiLut, spacingMm, aspect, ...common } = facts;
  const variant = perFrame?.variants[perFrame.ofFrame[frameIndex] ?? 0];
  return variant ? { ...common, ...variant } : facts;
}
