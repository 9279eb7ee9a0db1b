import type { PointImage } from "../../domain/annotation.ts";
import { ringArea } from "../../domain/geometry.ts";
import type { MaskRing } from "./mask-rings.ts";

function nearest(points: readonly PointImage[], [x, y]: PointImage): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  points.forEach(([px, py], index) => {
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/**
 * One closed path over all rings of a mask: holes and further parts hang on the largest ring by bridges that are walked there and
 * back, so that they enclose nothing (export-and-workflow 3.6). Empty without rings.
 */
export function bridgeRings(rings: readonly MaskRing[]): readonly PointImage[] {
  const [root, ...others] = rings
    .map((ring, index) => ({ ring, index, area: ringArea(ring.points) }))
    .sort((a, b) => b.area - a.area || a.index - b.index)
    .map(({ ring }) => ring.points);
  if (!root) return [];
  const hung = new Map<number, (readonly PointImage[])[]>();
  for (const points of others) {
    const [first] = points;
    if (!first) continue;
    const place = nearest(root, first);
    hung.set(place, [...(hung.get(place) ?? []), points]);
  }
  return root.flatMap((point, index) => {
    const walks = (hung.get(index) ?? []).flatMap((points) => [...points, ...points.slice(0, 1), point]);
    return [point, ...walks];
  });
}
