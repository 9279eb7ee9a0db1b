import { expect, test } from "vitest";
import { threadCount } from "../../../../src/workers/infer/thread-count.ts";

const on = (cores: number, spare: boolean) => threadCount({ isolated: true, cores, spare });

test("what runs in the background leaves one core to the page, whatever the machine", () => {
  expect([1, 2, 3, 4, 8].map((cores) => on(cores, true))).toEqual([1, 1, 2, 3, 4]);
});

test("what a person waits for may use all cores, up to four", () => {
  expect([1, 2, 3, 4, 8].map((cores) => on(cores, false))).toEqual([1, 2, 3, 4, 4]);
});

test("a number that is asked for is kept to where the cores are there; without isolation there is one thread", () => {
  const asked = (cores: number, maxThreads: number, isolated = true) =>
    threadCount({ isolated, cores, maxThreads, spare: true });
  expect([asked(2, 2), asked(2, 1), asked(2, 4), asked(16, 8), asked(16, 4, false)]).toEqual([2, 1, 2, 4, 1]);
});
