import { afterEach, expect, test } from "vitest";
import type { InferCalls } from "../../src/domain/calls/assist-calls.ts";
import { maskRleArea } from "../../src/domain/mask-rle.ts";
import { makeWorkerClient, type WorkerClient } from "../../src/jobs/bridge.ts";
import type { HoldMessage } from "../support/hold-progress.ts";
import { ellipsePhantom } from "../support/phantom-plane.ts";

const shipped = new URL("/models/prompt-unet-s/", location.origin).href;
const workers: WorkerClient<InferCalls>[] = [];

const plainWorker = () =>
  new Worker(new URL("../../src/workers/infer/infer.worker.ts", import.meta.url), { type: "module" });

function startWorker(start = plainWorker): WorkerClient<InferCalls> {
  const client = makeWorkerClient<InferCalls>(start);
  workers.push(client);
  return client;
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

async function answers(maxThreads: number) {
  const worker = startWorker();
  const state = await worker.call("load", { baseUrl: shipped, maxThreads });
  const { plane, center } = ellipsePhantom(300, 11);
  const prompts = { positive: [center], negative: [], box: null };
  const full = await worker.call("segment", { plane, prompts, previous: null });
  const fast = await worker.call("segment", { plane, prompts, previous: full.mask, fast: true });
  return { state, full, fast };
}

test("the shipped files are the ones of their manifest, pass their self-test, and answer the same on one and two threads", async () => {
  const [one, two] = [await answers(1), await answers(2)];
  expect([one.state.threads, two.state.threads]).toEqual([1, 2]);
  expect(one.state.modelId).toBe("prompt-unet-s");
  for (const key of ["full", "fast"] as const) {
    expect(one[key].fileSha256).toHaveLength(1);
    expect(one.state.fileSha256).toContain(one[key].fileSha256[0]);
    expect(one[key].mask.counts.reduce((sum, length) => sum + length, 0)).toBe(300 * 300);
    expect(one[key].confidence).toBeCloseTo(two[key].confidence, 3);
    expect(Math.abs(maskRleArea(one[key].mask) - maskRleArea(two[key].mask))).toBeLessThanOrEqual(5);
    expect(Number.isFinite(one[key].entropyBand)).toBe(true);
  }
  expect(one.fast.params.side).toBe(128);
});

test("a suggestion can be cancelled between two runs", async () => {
  // It stands still at its first word of progress until it is cancelled: a fast machine had run on meanwhile, a slow page had heard of it late.
  const hold = new Int32Array(new SharedArrayBuffer(4));
  const worker = startWorker(() => {
    const held = new Worker(new URL("../support/held-infer.worker.ts", import.meta.url), { type: "module" });
    held.postMessage({ hold } satisfies HoldMessage);
    return held;
  });
  await worker.call("load", { baseUrl: shipped, maxThreads: 1 });
  const control = new AbortController();
  const { plane } = ellipsePhantom(300, 12);
  const told: number[] = [];
  const onProgress = ({ done }: { done: number }) => {
    told.push(done);
    control.abort();
    Atomics.store(hold, 0, 1);
    Atomics.notify(hold, 0);
  };
  const work = worker.call("suggest", { plane, limit: 8 }, { signal: control.signal, onProgress });
  await expect(work).rejects.toMatchObject({ name: "AbortError" });
  expect(told).toEqual([0]);
});
