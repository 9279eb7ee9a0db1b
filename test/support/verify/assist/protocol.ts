import type { AssistResult } from "../../../../src/domain/calls/assist-calls.ts";
import type { MaskRle } from "../../../../src/domain/mask.ts";
import { decodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import type { Prompts } from "../../../../src/domain/proposal.ts";
import type { Task } from "./mask-slices.ts";
import { nextClick } from "./next-click.ts";
import { side } from "./number-plane.ts";

/** Who answers: one of the app's tools by name, or what the app does unasked. */
export type Answerer = (prompts: Prompts, previous: MaskRle | null) => Promise<AssistResult>;

/** What one method made of one task. */
export interface TaskScore {
  /** Dice after each click, ten of them. */
  readonly clicks: readonly number[];
  readonly box: number;
  /** Dice of the answer to a person's lines; null where the set has none. */
  readonly scribble: number | null;
  /** Milliseconds of each answer to a click, by the tool that gave it. */
  readonly times: readonly { readonly tool: string; readonly ms: number }[];
  /** 1 − Dice and the review score (`newProposal`), of every answer. */
  readonly doubts: readonly { readonly doubt: number; readonly error: number }[];
}

const mostClicks = 10;

function diceOf(found: Uint8Array, truth: Uint8Array): number {
  let [both, sum] = [0, 0];
  for (let at = 0; at < truth.length; at++) {
    const [a, b] = [found[at] ? 1 : 0, truth[at] ? 1 : 0];
    both += a & b;
    sum += a + b;
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}

function tightBox(truth: Uint8Array): readonly [number, number, number, number] {
  let [x0, y0, x1, y1] = [side, side, 0, 0];
  for (let at = 0; at < truth.length; at++) {
    if (!truth[at]) continue;
    const [x, y] = [at % side, Math.floor(at / side)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  }
  return [x0, y0, x1, y1];
}

/** Ten clicks, each at the deepest pixel of the largest error, then the tight box, then a person's lines where there are any (assist 3.10). */
export async function scoreTask(task: Task, ask: Answerer): Promise<TaskScore> {
  const { truth } = task;
  let found: Uint8Array = new Uint8Array(truth.length);
  let prompts: Prompts = { positive: [], negative: [], box: null };
  let previous: MaskRle | null = null;
  const clicks: number[] = [];
  const times: { tool: string; ms: number }[] = [];
  const doubts: { doubt: number; error: number }[] = [];
  while (clicks.length < mostClicks) {
    const click = nextClick(found, truth, side);
    if (!click) {
      clicks.push(clicks.at(-1) ?? 0);
      continue;
    }
    const point = [click.x, click.y] as const;
    prompts = click.positive
      ? { ...prompts, positive: [...prompts.positive, point] }
      : { ...prompts, negative: [...prompts.negative, point] };
    const result = await ask(prompts, previous);
    previous = result.mask;
    found = decodeMaskRle(result.mask).bits;
    const score = diceOf(found, truth);
    clicks.push(score);
    times.push({ tool: result.toolId, ms: result.milliseconds });
    doubts.push({ doubt: (result.entropyBand + Math.min(1, result.midFraction)) / 2, error: 1 - score });
  }
  const boxed = await ask({ positive: [], negative: [], box: tightBox(truth) }, null);
  const none = { positive: [], negative: [], box: null };
  const drawn = task.scribbles ? await ask({ ...none, scribbles: task.scribbles }, null) : null;
  const scribble = drawn && diceOf(decodeMaskRle(drawn.mask).bits, truth);
  return { clicks, box: diceOf(decodeMaskRle(boxed.mask).bits, truth), scribble, times, doubts };
}
