import { isStable } from "../../domain/assist/is-stable.ts";
import { iou } from "../../domain/assist/mask-overlap.ts";
import { decodeMaskRle, maskArea } from "../../domain/assist/mask-rle.ts";
import { suggestSeeds } from "../../domain/assist/suggest-seeds.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import type { ModelHost } from "./model-host.ts";
import type { RunQueue } from "./run-queue.ts";
import { segmentPlane } from "./segment-plane.ts";

const mostSeeds = 16;
const leastArea = 0.001;
const mostArea = 0.6;
const sameIou = 0.7;

/** What stops a suggestion and hears of its progress. */
export interface SuggestContext {
  readonly signal: AbortSignal;
  progress(progress: { readonly done: number; readonly total: number }): void;
}

/** Lets messages (a cancel, a person's prompt) in: a macrotask, as wasm runs block the worker. */
function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Masks without a prompt (assist 3.7 d): one fast run per seed, each behind any waiting prompt of a person; kept are stable masks of
 * 0.1–60 % of the plane, the most confident of those that overlap by more than 0.7 IoU, best first.
 */
export async function suggestMasks(
  host: ModelHost,
  queue: RunQueue,
  plane: AssistPlane,
  limit: number,
  context: SuggestContext,
): Promise<AssistResult[]> {
  const seeds = suggestSeeds(plane, mostSeeds);
  const pixels = plane.columns * plane.rows;
  const found: AssistResult[] = [];
  for (const [done, seed] of seeds.entries()) {
    await breath();
    context.signal.throwIfAborted();
    context.progress({ done, total: seeds.length });
    const prompts = { positive: [seed], negative: [], box: null };
    const run = () => segmentPlane(host, { plane, prompts, previous: null, fast: true });
    const { result, logits, window, side } = await queue.add(run, false);
    const share = maskArea(result.mask) / pixels;
    if (result.notice || share < leastArea || share > mostArea) continue;
    const { columns, rows } = plane;
    const threshold = host.manifest.threshold;
    const answer = { logits, window, side, columns, rows, prompts, previous: null, threshold };
    if (isStable(answer, decodeMaskRle(result.mask).bits)) found.push(result);
  }
  found.sort((a, b) => b.confidence - a.confidence);
  const kept: AssistResult[] = [];
  for (const result of found)
    if (!kept.some((other) => iou(other.mask, result.mask) > sameIou)) kept.push(result);
  context.progress({ done: seeds.length, total: seeds.length });
  return kept.slice(0, limit);
}
