import { type Flip, flipMask, flipPlane, flipPrompts } from "../../domain/assist/flip-doubt.ts";
import { dice } from "../../domain/assist/mask-overlap.ts";
import type { AskedAgain, AssistPlane } from "../../domain/calls/assist-calls.ts";
import type { MaskRle } from "../../domain/mask.ts";
import { decodeMaskRle, encodeMaskRle, maskRleArea } from "../../domain/mask-rle.ts";
import { breath } from "./label-context.ts";
import type { OpenedModel } from "./opened-model.ts";
import type { RunQueue } from "./run-queue.ts";

const flips: readonly Flip[] = ["sideways", "upside-down"];

const turnRle = (mask: MaskRle, flip: Flip) => encodeMaskRle(flipMask(decodeMaskRle(mask), flip));

/**
 * 1 − Dice of the answers to the plane mirrored sideways and upside down, each mirrored back, for each of `asked` (assist 3.9). Where neither
 * finds anything, nothing holds: 1. Each run waits for every prompt and for what else is in the queue.
 */
export async function flipDoubts(
  model: Pick<OpenedModel, "segment">,
  queue: RunQueue,
  plane: AssistPlane,
  asked: readonly AskedAgain[],
  { signal }: { readonly signal: AbortSignal },
): Promise<number[]> {
  const planes = flips.map((flip) => ({ flip, turned: flipPlane(plane, flip) }));
  const doubts: number[] = [];
  for (const { prompts, previous } of asked) {
    const masks: MaskRle[] = [];
    for (const { flip, turned } of planes) {
      await breath();
      signal.throwIfAborted();
      const again = {
        plane: turned,
        prompts: flipPrompts(prompts, plane, flip),
        previous: previous && turnRle(previous, flip),
        fast: true,
      };
      const { result } = await queue.add(() => model.segment(again), "idle", signal);
      masks.push(turnRle(result.mask, flip));
    }
    const [a, b] = masks;
    doubts.push(a && b && maskRleArea(a) + maskRleArea(b) > 0 ? 1 - dice(a, b) : 1);
  }
  return doubts;
}
