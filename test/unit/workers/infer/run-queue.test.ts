import { expect, test } from "vitest";
import { makeRunQueue } from "../../../../src/workers/infer/run-queue.ts";

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

test("runs never overlap, and a person's prompt goes before waiting background work", async () => {
  const queue = makeRunQueue();
  const order: string[] = [];
  let running = 0;
  const task = (name: string) => async () => {
    running++;
    expect(running).toBe(1);
    await tick();
    order.push(name);
    running--;
  };
  const all = [
    queue.add(task("background 1"), "run"),
    queue.add(task("background 2"), "run"),
    queue.add(task("background 3"), "run"),
    queue.add(task("prompt"), "person"),
  ];
  await Promise.all(all);
  expect(order).toEqual(["background 1", "prompt", "background 2", "background 3"]);
});

test("a failed run rejects alone", async () => {
  const queue = makeRunQueue();
  const failed = queue.add(() => Promise.reject(new Error("no")), "person");
  const fine = queue.add(() => Promise.resolve(7), "person");
  await expect(failed).rejects.toThrow("no");
  expect(await fine).toBe(7);
});

test("what nobody waits for comes last", async () => {
  const queue = makeRunQueue();
  const order: string[] = [];
  const task = (name: string) => async () => void order.push(name);
  const first = queue.add(tick, "run");
  await Promise.all([
    first,
    queue.add(task("idle"), "idle"),
    queue.add(task("run"), "run"),
    queue.add(task("person"), "person"),
  ]);
  expect(order).toEqual(["person", "run", "idle"]);
});

test("while the person scrolls only their own prompts begin, and a run goes on after three seconds at the latest", async () => {
  let clock = 0;
  const queue = makeRunQueue(() => clock);
  const order: string[] = [];
  const task = (name: string) => async () => void order.push(name);
  await queue.add(task("run 1"), "run");
  queue.hold(250);
  const waits = queue.add(task("run 2"), "run");
  await queue.add(task("person"), "person");
  expect(order).toEqual(["run 1", "person"]);
  // Held on and on: every key says so again.
  for (clock = 200; clock <= 3000; clock += 200) queue.hold(250);
  await waits;
  expect(order).toEqual(["run 1", "person", "run 2"]);
});

test("what is cancelled before it began leaves at once, also while it is held back", async () => {
  const queue = makeRunQueue(() => 0);
  await queue.add(async () => undefined, "run");
  queue.hold(250);
  const control = new AbortController();
  let begun = false;
  const begin = async () => {
    begun = true;
  };
  const waits = queue.add(begin, "run", control.signal);
  control.abort();
  await expect(waits).rejects.toThrow("aborted");
  expect(begun).toBe(false);
  await expect(queue.add(begin, "person", control.signal)).rejects.toThrow("aborted");
});
