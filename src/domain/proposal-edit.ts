import { planarHd95 } from "./agreement/planar-hd95.ts";
import { type Region, unionRegion } from "./agreement/voxel-region.ts";
import type { BoxImage } from "./annotation.ts";
import type { BinaryMask } from "./mask.ts";
import type { MeasureFacts } from "./measure/measurement.ts";
import { pixelSizeFor } from "./measure/pixel-size.ts";
import type { ProposalEdit } from "./proposal.ts";

/**
 * What a person changed: the proposal P against the final mask F; `dice/1`, changed = |P xor F| / |P or F|, the distance is `hd95/1`
 * (assist 3.6). `facts` say what its millimetres are; without them no distance is made up.
 */
export function compareWithProposal(
  proposal: BinaryMask,
  final: BinaryMask,
  facts: MeasureFacts | null,
): ProposalEdit & { readonly hd95Mm: number | null } {
  let addedPixels = 0;
  let removedPixels = 0;
  let both = 0;
  const [before, after] = [proposal.bits, final.bits];
  for (let at = 0; at < after.length; at++) {
    if (before[at]) {
      if (after[at]) both++;
      else removedPixels++;
    } else if (after[at]) addedPixels++;
  }
  const changed = addedPixels + removedPixels;
  const either = changed + both;
  return {
    dice: either === 0 ? 1 : (2 * both) / (both + either),
    addedPixels,
    removedPixels,
    changedFraction: either === 0 ? 0 : changed / either,
    hd95Mm: facts && distanceMm(proposal, final, facts),
  };
}

function distanceMm(a: BinaryMask, b: BinaryMask, facts: MeasureFacts): number | null {
  const region = unionRegion([
    { ...a, slices: 1 },
    { ...b, slices: 1 },
  ]);
  const { columnMm, rowMm, calibration } = pixelSizeFor(facts, region ? cornersOf(region) : []);
  return calibration === "none" ? null : planarHd95(a, b, region, [columnMm, rowMm]);
}

const cornersOf = ({ from: [left, top], size: [width, height] }: Region) => [
  [left, top] as const,
  [left + width - 1, top + height - 1] as const,
];

/** How far each edge of a box was moved, in pixels. */
export const edgeShifts = (from: BoxImage, to: BoxImage): [number, number, number, number] => [
  to[0] - from[0],
  to[1] - from[1],
  to[2] - from[2],
  to[3] - from[3],
];
