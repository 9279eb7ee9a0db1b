import { isStable } from "../../domain/assist/is-stable.ts";
import { iou } from "../../domain/assist/mask-overlap.ts";
import { suggestSeeds } from "../../domain/assist/suggest-seeds.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import { decodeMaskRle, maskRleArea } from "../../domain/mask-rle.ts";
import type { Prompts } from "../../domain/proposal.ts";
import { classicResult } from "../assist/classic-result.ts";
import { breath } from "./label-context.ts";
import type { OpenedModel } from "./opened-model.ts";
import type { RunQueue } from "./run-queue.ts";
import type { SegmentAnswer } from "./segment-plane.ts";

const mostSeeds = 16;
const leastArea = 0.001;
const mostArea = 0.6;
const sameIou = 0.7;

/** What stops a suggestion and hears of its progress. */
export interface SuggestContext {
  readonly signal: AbortSignal;
  progress(progress: { readonly done: number; readonly total: number }): void;
}

async function floodAt(plane: AssistPlane, prompts: Prompts): Promise<SegmentAnswer> {
  const started = performance.now();
  const { soft, ...rest } = classicResult({ plane, prompts, method: "flood", tolerance: null, side: 128 });
  const { columns, rows } = plane;
  const values = soft?.values ?? new Float32Array(columns * rows);
  const result = { ...rest, milliseconds: performance.now() - started };
  return { result, probability: { x0: 0, y0: 0, columns, rows, values } };
}

/**
 * Masks without a prompt (assist 3.7 d): one fast run per seed, each behind any waiting prompt of a person; kept are stable masks of
 * 0.1–60 % of the plane, the most confident of those that overlap by more than 0.7 IoU, best first. The network is asked only
 * when its card says that it wins on a click; else the flood, and the results say so.
 */
export async function suggestMasks(
  model: Pick<OpenedModel, "state" | "segment">,
  queue: RunQueue,
  plane: AssistPlane,
  limit: number,
  context: SuggestContext,
): Promise<AssistResult[]> {
  const seeds = suggestSeeds(plane, mostSeeds);
  const pixels = plane.columns * plane.rows;
  const networkWins = model.state.defaultFor.includes("click");
  const found: AssistResult[] = [];
  for (const [done, seed] of seeds.entries()) {
    await breath();
    context.signal.throwIfAborted();
    context.progress({ done, total: seeds.length });
    const prompts = { positive: [seed], negative: [], box: null };
    const run = () =>
      networkWins ? model.segment({ plane, prompts, previous: null, fast: true }) : floodAt(plane, prompts);
    const { result, probability } = await queue.add(run, "run", context.signal);
    const share = maskRleArea(result.mask) / pixels;
    if (result.notice || share < leastArea || share > mostArea) continue;
    if (isStable(probability, decodeMaskRle(result.mask).bits, plane.columns))
      found.push({ ...result, params: { ...result.params, seed: seed.join() } });
  }
  found.sort((a, b) => b.confidence - a.confidence);
  const kept: AssistResult[] = [];
  for (const result of found)
    if (!kept.some((other) => iou(other.mask, result.mask) > sameIou)) kept.push(result);
  context.progress({ done: seeds.length, total: seeds.length });
  return kept.slice(0, limit);
}
