import type { ImageFacts } from "../../domain/image-facts.ts";
import type { Stage } from "./stage.ts";

type Scale = Pick<ImageFacts, "type" | "slope" | "intercept">;

const isWhole = ({ type, slope, intercept }: Scale): boolean =>
  type !== "f32" && type !== "f64" && Number.isInteger(slope) && Number.isInteger(intercept);

/**
 * Decimals that tell values of an image apart where a window shows `span` of its units: none where they are whole numbers, as CT has them;
 * three figures of the span else, as uptakes, maps of diffusion and probabilities need them.
 */
export function valueDigits(facts: Scale | undefined, span: number): number {
  if (!facts || isWhole(facts) || !(span > 0)) return 0;
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(span))));
}

/** How many of its units the window of a stage shows; 0 for a look-up table. */
export function spanOf(stage: Pick<Stage, "state">): number {
  const window = stage.state()?.window;
  return window?.kind === "window" ? window.width : 0;
}
