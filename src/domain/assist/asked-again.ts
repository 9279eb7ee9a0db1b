import type { AskedAgain, InferState } from "../calls/assist-calls.ts";
import type { MaskRle } from "../mask.ts";
import type { Prompts, Proposal } from "../proposal.ts";

const numbersOf = (text: string | number | undefined): readonly number[] =>
  typeof text === "string" && /^[-\d.,]+$/.test(text) ? text.split(",").map(Number) : [];

/** What a proposal was asked by that nobody prompted: the seed of a suggestion, or the box of a detector. */
function promptsOf({ source }: Proposal): Prompts | null {
  if (source.prompts) return source.prompts;
  const [x, y] = numbersOf(source.params.seed);
  if (x !== undefined && y !== undefined) return { positive: [[x, y]], negative: [], box: null };
  const [left, top, right, bottom] = numbersOf(source.params.box);
  return left !== undefined && top !== undefined && right !== undefined && bottom !== undefined
    ? { positive: [], negative: [], box: [left, top, right, bottom] }
    : null;
}

/** Whether the model that is loaded made this proposal, so that it can be asked again. */
export function isOfModel({ source }: Proposal, model: InferState): boolean {
  const [file] = source.fileSha256;
  if (file === undefined || !model.fileSha256.includes(file)) return false;
  return source.manifestSha256 === undefined || source.manifestSha256 === model.manifestSha256;
}

/**
 * How a proposal of a mask was asked for, so that it can be asked again on the mirrored image; null where that is not known: answers, boxes,
 * classical tools, and records of older versions. `maskOf` gives the mask of a proposal or label by its id.
 */
export function askedAgain(proposal: Proposal, maskOf: (id: string) => MaskRle | null): AskedAgain | null {
  if (proposal.boxImage || proposal.answer) return null;
  if (proposal.source.kind === "propagated") {
    const previous = maskOf(proposal.source.parentIds.at(-1) ?? "");
    return previous && { prompts: { positive: [], negative: [], box: null }, previous };
  }
  const prompts = proposal.source.kind === "model" ? promptsOf(proposal) : null;
  return prompts && { prompts, previous: null };
}
