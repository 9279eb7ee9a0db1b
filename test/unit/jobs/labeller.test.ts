import { expect, test } from "vitest";
import type { ToWorker } from "../../../src/domain/calls/call.ts";
import { createLabeller } from "../../../src/jobs/labeller.ts";

/** A worker that answers at once; `crash` ends it at the call of that name. */
function makeWorkers(crash: { name: string | null }) {
  const calls: string[] = [];
  const ended: number[] = [];
  let started = 0;
  const start = () => {
    const number = ++started;
    const worker = {
      onmessage: null as ((event: { data: unknown }) => void) | null,
      onerror: null as ((event: { preventDefault(): void }) => void) | null,
      terminate: () => ended.push(number),
      postMessage(message: ToWorker) {
        if (message.kind !== "call") return;
        const request = message.request as { stored?: string };
        calls.push(`${number}:${message.name}${request.stored ? ` ${request.stored}` : ""}`);
        queueMicrotask(() => {
          if (message.name === crash.name) worker.onerror?.({ preventDefault: () => undefined });
          else
            worker.onmessage?.({
              data: {
                kind: "result",
                id: message.id,
                result: { modelId: request.stored, manifestSha256: `sha of ${request.stored}` },
              },
            });
        });
      },
    };
    return worker as unknown as Worker;
  };
  return { start, calls, ended };
}

function make() {
  const crash: { name: string | null } = { name: null };
  const workers = makeWorkers(crash);
  const strikes: string[] = [];
  const state = { chosen: "a" as string | null };
  const labeller = createLabeller({
    chosenModel: async () => state.chosen,
    onModelCrash: async (id) => {
      strikes.push(id);
      if (strikes.length >= 2) state.chosen = null;
      return strikes.length >= 2;
    },
    start: workers.start,
  });
  return { labeller, crash, strikes, state, ...workers };
}

const lie = { sliceMm: null, axes: null };

test("a model is loaded once for many images, and another one in a fresh worker", async () => {
  const { labeller, calls, ended, state } = make();
  await labeller.label([], 0, lie);
  await labeller.label([], 0, lie);
  expect(calls).toEqual(["1:load a", "1:label", "1:label"]);
  state.chosen = "b";
  expect((await labeller.load()).modelId).toBe("b");
  expect(calls.at(-1)).toBe("2:load b");
  expect(ended).toEqual([1]);
});

test("a model that ends its worker gets a strike for each time, and is loaded again by the next call", async () => {
  const { labeller, calls, crash, strikes } = make();
  crash.name = "label";
  await expect(labeller.label([], 0, lie)).rejects.toMatchObject({ code: "worker-crashed" });
  expect(strikes).toEqual(["a"]);
  crash.name = null;
  await labeller.label([], 0, lie);
  expect(calls.slice(2)).toEqual(["2:load a", "2:label"]);
  crash.name = "load";
  labeller.restart();
  await expect(labeller.load()).rejects.toMatchObject({
    code: "worker-crashed",
    message: expect.stringContaining("switched off"),
  });
  expect(strikes).toEqual(["a", "a"]);
  // The images that are left of a run hear the same, not that nothing was ever chosen.
  await expect(labeller.label([], 0, lie)).rejects.toMatchObject({
    code: "model-not-loaded",
    message: expect.stringContaining("ended its worker twice"),
  });
});

test("without a chosen model it says so and starts no worker", async () => {
  const { labeller, calls, state } = make();
  state.chosen = null;
  expect(await labeller.chosen()).toBe(false);
  await expect(labeller.load()).rejects.toMatchObject({ code: "model-not-loaded" });
  expect(calls).toEqual([]);
});

test("a run that began with one model is not answered by another that was chosen since", async () => {
  const { labeller, calls, state } = make();
  await labeller.label([], 0, lie, { model: "sha of a" });
  state.chosen = "b";
  await expect(labeller.label([], 0, lie, { model: "sha of a" })).rejects.toMatchObject({
    code: "model-changed",
  });
  expect(calls.filter((call) => call.endsWith(":label"))).toHaveLength(1);
});
