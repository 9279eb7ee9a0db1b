import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Call, FromWorker, ToWorker } from "../../../src/domain/calls/call.ts";
import { say } from "../../../src/domain/said.ts";
import { makeWorkerClient } from "../../../src/jobs/bridge.ts";

interface TestCalls {
  work: Call<{ readonly n: number }, number>;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Workers that answer what `answer` says, or hang. */
function makeWorkers(answer: (message: ToWorker) => FromWorker | null) {
  const ended: number[] = [];
  let started = 0;
  const start = () => {
    const serial = ++started;
    const worker = {
      onmessage: (_: { data: FromWorker }) => {},
      onerror: null,
      terminate: () => ended.push(serial),
      postMessage: (message: ToWorker) => {
        const data = answer(message);
        if (data) queueMicrotask(() => worker.onmessage({ data }));
      },
    };
    return worker as unknown as Worker;
  };
  return { start, ended, started: () => started };
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (reason: unknown) => (reason instanceof Error ? reason.name : "no error"),
  );

test("a cancelled call whose worker hangs is cancelled all the same, and the next call meets a new worker", async () => {
  let hang = true;
  const workers = makeWorkers((message) =>
    hang || message.kind === "cancel" ? null : { kind: "result", id: message.id, result: 7 },
  );
  const client = makeWorkerClient<TestCalls>(workers.start, { cancelGraceMs: 5000 });
  const control = new AbortController();
  const first = outcome(client.call("work", { n: 1 }, { signal: control.signal }));
  const other = outcome(client.call("work", { n: 2 }));
  control.abort();
  await vi.advanceTimersByTimeAsync(4999);
  expect(workers.ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await first).toBe("AbortError");
  expect(await other).toBe("WorkerCallError");
  expect(workers.ended).toEqual([1]);
  hang = false;
  expect(await client.call("work", { n: 3 })).toBe(7);
  expect(workers.started()).toBe(2);
});

test("a cancelled call that ends by itself leaves its worker alive", async () => {
  const workers = makeWorkers((message) =>
    message.kind === "cancel"
      ? {
          kind: "error",
          id: message.id,
          error: { code: "cancelled", said: say`Cancelled`, cancelled: true },
        }
      : null,
  );
  const client = makeWorkerClient<TestCalls>(workers.start, { cancelGraceMs: 5000 });
  const control = new AbortController();
  const work = outcome(client.call("work", { n: 1 }, { signal: control.signal }));
  control.abort();
  expect(await work).toBe("AbortError");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers.ended).toEqual([]);
});

test("a worker that never starts is replaced, and what was asked of it is asked of the next one", async () => {
  let dead = 1;
  const asked: number[] = [];
  const workers = makeWorkers((message) => {
    if (message.kind === "cancel") return null;
    asked.push(message.id);
    return dead-- > 0 ? null : { kind: "result", id: message.id, result: 7 };
  });
  const client = makeWorkerClient<TestCalls>(workers.start, { startMs: 1000 });
  const call = client.call("work", { n: 1 });
  await vi.advanceTimersByTimeAsync(999);
  expect(workers.started()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await call).toBe(7);
  expect([workers.started(), workers.ended, asked]).toEqual([2, [1], [1, 1]]);
  // One that has shown that it lives may take its time.
  dead = 1;
  void client.call("work", { n: 2 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers.started()).toBe(2);
});

test("where no worker starts the calls fail in the end, in words", async () => {
  const workers = makeWorkers(() => null);
  const client = makeWorkerClient<TestCalls>(workers.start, { startMs: 1000 });
  const call = outcome(client.call("work", { n: 1 }));
  await vi.advanceTimersByTimeAsync(7000);
  expect(await call).toBe("WorkerCallError");
  expect(workers.started()).toBe(3);
});
