import { expect, test } from "vitest";
import type { DecodedFrame } from "../../../src/domain/calls/pixels-calls.ts";
import { type FrameCacheOptions, makeFrameCache } from "../../../src/viewer/frame-cache.ts";

/** A loader whose frames come when the test says so. */
function slowLoader(bytesEach = 100) {
  const asked: {
    index: number;
    signal: AbortSignal;
    priority: number;
    give: () => void;
    fail: () => void;
  }[] = [];
  const load: FrameCacheOptions["load"] = (index, signal, priority) =>
    new Promise((resolve, reject) => {
      const frame: DecodedFrame = {
        sopUid: "2.25.1",
        frameIndex: index,
        columns: 1,
        rows: bytesEach,
        samples: 1,
        type: "u8",
        pixels: new Uint8Array(bytesEach),
      };
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({
        index,
        signal,
        priority,
        give: () => resolve(frame),
        fail: () => reject(new Error("broken")),
      });
    });
  return { asked, load };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A loader that answers at once. */
const quick =
  (bytes = 100): FrameCacheOptions["load"] =>
  (index) =>
    Promise.resolve({
      sopUid: "2.25.1",
      frameIndex: index,
      columns: 1,
      rows: bytes,
      samples: 1,
      type: "u8",
      pixels: new Uint8Array(bytes),
    });

test("the wanted frame is read first, then those ahead, two at a time", async () => {
  const { asked, load } = slowLoader();
  const cache = makeFrameCache({ count: 100, load });
  const first = cache.request(10);
  expect(asked.map(({ index, priority }) => [index, priority])).toEqual([[10, 0]]);
  asked[0]?.give();
  expect((await first).frameIndex).toBe(10);
  await settle();
  expect(asked.map(({ index, priority }) => [index, priority])).toEqual([
    [10, 0],
    [11, 1],
    [12, 1],
  ]);
});

test("eight frames ahead are read in the direction of scrolling, inside the series", async () => {
  const cache = makeFrameCache({ count: 30, load: quick() });
  await cache.request(10);
  await settle();
  expect([11, 18].map((i) => cache.peek(i)?.frameIndex)).toEqual([11, 18]);
  expect([19, 9].map((i) => cache.peek(i))).toEqual([null, null]);
  await cache.request(9);
  await settle();
  expect([1, 8].map((i) => cache.peek(i)?.frameIndex)).toEqual([1, 8]);
  expect(cache.peek(0)).toBeNull();
});

test("turning aborts what lies behind; its request rejects as aborted", async () => {
  const { asked, load } = slowLoader();
  const cache = makeFrameCache({ count: 100, load });
  const far = cache.request(50);
  const near = cache.request(20);
  await expect(far).rejects.toMatchObject({ name: "AbortError" });
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.give();
  expect((await near).frameIndex).toBe(20);
});

test("a frame that is being read ahead is not read twice", async () => {
  const { asked, load } = slowLoader();
  const cache = makeFrameCache({ count: 100, load });
  const first = cache.request(0);
  asked[0]?.give();
  await first;
  await settle();
  const second = cache.request(1);
  expect(asked.filter(({ index }) => index === 1)).toHaveLength(1);
  asked.find(({ index }) => index === 1)?.give();
  expect((await second).frameIndex).toBe(1);
});

test("no more than the frames and bytes allowed are held, the least recently used go first", async () => {
  const cache = makeFrameCache({ count: 500, load: quick(), maxFrames: 20 });
  for (let i = 0; i < 60; i++) {
    await cache.request(i);
    await settle();
    expect(cache.held.frames).toBeLessThanOrEqual(20);
  }
  expect(cache.peek(59)).not.toBeNull();
  expect(cache.peek(10)).toBeNull();
  const small = makeFrameCache({ count: 500, load: quick(100), maxBytes: 450 });
  for (let i = 0; i < 30; i++) {
    await small.request(i);
    await settle();
    expect(small.held.bytes).toBeLessThanOrEqual(450);
    expect(small.peek(i)).not.toBeNull();
  }
});

test("a single frame above the budget is still shown, and nothing is read ahead of it", async () => {
  const cache = makeFrameCache({ count: 5, load: quick(1000), maxBytes: 500 });
  expect((await cache.request(2)).frameIndex).toBe(2);
  await settle();
  expect(cache.peek(2)).not.toBeNull();
  expect(cache.held.frames).toBe(1);
});

test("a frame that fails is asked anew the next time, and fails alone", async () => {
  const { asked, load } = slowLoader();
  const cache = makeFrameCache({ count: 5, load, prefetch: 0 });
  const bad = cache.request(3);
  asked[0]?.fail();
  await expect(bad).rejects.toThrow("broken");
  await settle();
  const again = cache.request(3);
  asked[1]?.give();
  expect((await again).frameIndex).toBe(3);
});

test("a broken frame ahead is tried once, not for ever", async () => {
  let asked = 0;
  const load: FrameCacheOptions["load"] = (index, signal, priority) => {
    if (index === 0) return quick()(index, signal, priority);
    asked++;
    return Promise.reject(new Error("broken"));
  };
  const cache = makeFrameCache({ count: 3, load });
  await cache.request(0);
  for (let i = 0; i < 5; i++) await settle();
  expect(asked).toBe(2);
});

test("closing the series aborts everything", async () => {
  const { asked, load } = slowLoader();
  const cache = makeFrameCache({ count: 5, load });
  const open = cache.request(1);
  cache.dispose();
  await expect(open).rejects.toMatchObject({ name: "AbortError" });
  expect(asked[0]?.signal.aborted).toBe(true);
  await expect(cache.request(1)).rejects.toMatchObject({ name: "AbortError" });
});
