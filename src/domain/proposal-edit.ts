import type { BinaryMask } from "./mask.ts";
import { maskDice } from "./mask-dice.ts";
import type { ProposalEdit } from "./proposal.ts";

/** What a person changed: the proposal P against the final mask F; changed = |P xor F| / |P or F| (assist 3.6). */
export function compareWithProposal(proposal: BinaryMask, final: BinaryMask): ProposalEdit {
  const dice = maskDice(proposal, final);
  let addedPixels = 0;
  let removedPixels = 0;
  let either = 0;
  for (const [index, bit] of final.bits.entries()) {
    const before = proposal.bits[index] ?? 0;
    if (bit && !before) addedPixels++;
    if (!bit && before) removedPixels++;
    if (bit || before) either++;
  }
  const changedFraction = either === 0 ? 0 : (addedPixels + removedPixels) / either;
  return { dice, addedPixels, removedPixels, changedFraction };
}
