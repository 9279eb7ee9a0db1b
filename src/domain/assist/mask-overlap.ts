import type { MaskRle } from "../mask.ts";

/** Areas of two masks of one size and of what they share, in pixels. */
export function maskOverlap(a: MaskRle, b: MaskRle): { a: number; b: number; both: number } {
  const result = { a: 0, b: 0, both: 0 };
  let [indexA, indexB, leftA, leftB] = [0, 0, a.counts[0] ?? 0, b.counts[0] ?? 0];
  while (indexA < a.counts.length && indexB < b.counts.length) {
    const step = Math.min(leftA, leftB);
    if (indexA % 2 === 1) result.a += step;
    if (indexB % 2 === 1) result.b += step;
    if (indexA % 2 === 1 && indexB % 2 === 1) result.both += step;
    leftA -= step;
    leftB -= step;
    if (leftA === 0) leftA = a.counts[++indexA] ?? 0;
    if (leftB === 0) leftB = b.counts[++indexB] ?? 0;
  }
  return result;
}

/** Intersection over union; 1 for two empty masks. */
export function iou(a: MaskRle, b: MaskRle): number {
  const areas = maskOverlap(a, b);
  const union = areas.a + areas.b - areas.both;
  return union === 0 ? 1 : areas.both / union;
}

/** Dice coefficient; 1 for two empty masks. */
export function dice(a: MaskRle, b: MaskRle): number {
  const areas = maskOverlap(a, b);
  return areas.a + areas.b === 0 ? 1 : (2 * areas.both) / (areas.a + areas.b);
}
