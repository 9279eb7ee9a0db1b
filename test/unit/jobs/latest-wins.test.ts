import { expect, test } from "vitest";
import { makeLatestWins } from "../../../src/jobs/latest-wins.ts";

/** A task that ends when told. */
function held<T>(value: T) {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let started = false;
  const task = async () => {
    started = true;
    await gate;
    return value;
  };
  return { task, release: () => release(), started: () => started };
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: unknown) => (error instanceof Error ? error.name : "?"),
  );

test("the newest result arrives, the stale and the replaced do not", async () => {
  const prompts = makeLatestWins();
  const [a, b, c] = [held("a"), held("b"), held("c")];
  const results = [prompts.run(a.task), prompts.run(b.task), prompts.run(c.task)].map(outcome);
  await Promise.resolve();
  expect([a.started(), b.started(), c.started()]).toEqual([true, false, false]);
  for (const task of [a, b, c]) task.release();
  expect(await Promise.all(results)).toEqual(["AbortError", "AbortError", "c"]);
  expect(b.started()).toBe(false);
});

test("an aborted waiting prompt never starts", async () => {
  const prompts = makeLatestWins();
  const [a, b] = [held("a"), held("b")];
  const control = new AbortController();
  const first = outcome(prompts.run(a.task));
  const second = outcome(prompts.run(b.task, control.signal));
  control.abort();
  a.release();
  b.release();
  expect(await Promise.all([first, second])).toEqual(["AbortError", "AbortError"]);
  expect(b.started()).toBe(false);
});

test("idle comes after the last prompt, failed ones included", async () => {
  const prompts = makeLatestWins();
  const failed = outcome(prompts.run(() => Promise.reject(new RangeError("no"))));
  expect(prompts.busy()).toBe(true);
  await prompts.whenIdle();
  expect(prompts.busy()).toBe(false);
  expect(await failed).toBe("RangeError");
});
