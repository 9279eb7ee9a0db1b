import type { ImageFacts } from "./image-facts.ts";

/**
 * Facts of an image of which nothing is known but its size in pixels: one frame of grey samples of 8 bits that mean themselves, of no known
 * spacing. `change`: what is known of it besides.
 */
export const plainFacts = (columns: number, rows: number, change: Partial<ImageFacts> = {}): ImageFacts => ({
  columns,
  rows,
  frames: 1,
  samples: 1,
  type: "u8",
  bitsStored: 8,
  color: "mono2",
  slope: 1,
  intercept: 0,
  units: "",
  windows: [],
  voiFunction: "LINEAR",
  spacingKind: "unknown",
  lossy: false,
  ...change,
});
