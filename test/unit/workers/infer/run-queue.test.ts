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
    queue.add(task("background 1"), false),
    queue.add(task("background 2"), false),
    queue.add(task("background 3"), false),
    queue.add(task("prompt"), true),
  ];
  await Promise.all(all);
  expect(order).toEqual(["background 1", "prompt", "background 2", "background 3"]);
});

test("a failed run rejects alone", async () => {
  const queue = makeRunQueue();
  const failed = queue.add(() => Promise.reject(new Error("no")), true);
  const fine = queue.add(() => Promise.resolve(7), true);
  await expect(failed).rejects.toThrow("no");
  expect(await fine).toBe(7);
});
