import { expect, test } from "vitest";
import { makePriorityPool } from "../../../src/jobs/priority-pool.ts";

/** A job that ends when told. */
function held() {
  let finish: (value: string) => void = () => undefined;
  const done = new Promise<string>((resolve) => {
    finish = resolve;
  });
  return { done, finish };
}

const job = (name: string, priority: number, ran: string[], near = name, signal?: AbortSignal) => ({
  priority,
  near,
  ...(signal ? { signal } : {}),
  task: async (member: string) => {
    ran.push(`${name}@${member}`);
    return name;
  },
});

test("the lowest priority number goes first, then the oldest", async () => {
  const pool = makePriorityPool(["one"]);
  const ran: string[] = [];
  const first = held();
  const running = pool.run({ priority: 0, near: "", task: () => first.done });
  const rest = [job("late", 5, ran), job("soon", 1, ran), job("later", 5, ran)].map((each) => pool.run(each));
  first.finish("first");
  await Promise.all([running, ...rest]);
  expect(ran).toEqual(["soon@one", "late@one", "later@one"]);
});

test("work on one image goes to the member that has it open, when it is free", async () => {
  const pool = makePriorityPool(["one", "two"]);
  const ran: string[] = [];
  await Promise.all([pool.run(job("a", 0, ran, "image a")), pool.run(job("b", 0, ran, "image b"))]);
  await pool.run(job("b2", 0, ran, "image b"));
  await pool.run(job("a2", 0, ran, "image a"));
  expect(ran).toEqual(["a@one", "b@two", "b2@two", "a2@one"]);
});

test("a waiting job that is cancelled never runs; a running one rejects at once and its member stays busy", async () => {
  const pool = makePriorityPool(["one"]);
  const ran: string[] = [];
  const first = held();
  const control = new AbortController();
  const running = pool.run({ priority: 0, near: "", signal: control.signal, task: () => first.done });
  const waiting = pool.run(job("waiting", 0, ran, "", control.signal));
  const other = pool.run(job("other", 0, ran));
  control.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  expect(ran).toEqual([]);
  first.finish("ended");
  await other;
  expect(ran).toEqual(["other@one"]);
});

test("a failed job frees its member", async () => {
  const pool = makePriorityPool(["one"]);
  const ran: string[] = [];
  await expect(
    pool.run({ priority: 0, near: "", task: () => Promise.reject(new Error("no")) }),
  ).rejects.toThrow("no");
  expect(await pool.run(job("next", 0, ran))).toBe("next");
});
