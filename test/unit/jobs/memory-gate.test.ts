import { expect, test } from "vitest";
import {
  type MemoryReading,
  type MemoryShortage,
  shortageOf,
} from "../../../src/domain/assist/memory-room.ts";
import { saysNoMemory } from "../../../src/domain/no-memory.ts";
import { makeMemoryGate } from "../../../src/jobs/memory-gate.ts";
import { type MemoryTellers, makeMemoryReader } from "../../../src/jobs/memory-reader.ts";

const silent: MemoryReading = { heap: null, heldBytes: null, deviceBytes: null };
const heapAt = (share: number): MemoryReading => ({
  ...silent,
  heap: { usedBytes: share * 1000, limitBytes: 1000 },
});
const never = new AbortController().signal;

/** A gate whose readings and rests are ours. */
function makeTest(readings: readonly MemoryReading[]) {
  const rests: number[] = [];
  const told: (MemoryShortage | null)[] = [];
  let at = 0;
  let hold: Promise<void> | null = null;
  const gate = makeMemoryGate({
    read: () => readings[Math.min(at++, readings.length - 1)] ?? silent,
    onShort: (short) => told.push(short),
    rest: async (milliseconds) => {
      rests.push(milliseconds);
      await hold;
    },
  });
  const stop = (until: Promise<void>) => {
    hold = until;
  };
  return { gate, rests, told, stop };
}

test("where the browser tells nothing of memory a run is never held back", async () => {
  const { gate, rests, told } = makeTest([silent]);
  for (let unit = 0; unit < 5; unit++) await gate.pass(never);
  expect([rests, told]).toEqual([[], []]);
});

test("a run waits from 85 % of the heap on and goes on by itself below 75 %, saying the browser's own figures", async () => {
  const { gate, rests, told } = makeTest([
    heapAt(0.86),
    heapAt(0.8),
    heapAt(0.76),
    heapAt(0.74),
    heapAt(0.8),
  ]);
  await gate.pass(never);
  expect(rests).toEqual([5000, 5000, 5000]);
  expect(told).toEqual([
    // Told once: it is read aloud.
    { kind: "heap", usedBytes: 860, ofBytes: 1000 },
    null,
  ]);
  // Between the limits a run that goes on goes on.
  await gate.pass(never);
  expect(rests).toHaveLength(3);
});

test("what page and workers hold counts against the device only where the browser tells both", () => {
  const held = { ...silent, heldBytes: 2.1e9 };
  expect(shortageOf(held, false)).toBeNull();
  expect(shortageOf({ ...held, deviceBytes: 4e9 }, false)).toEqual({
    kind: "device",
    usedBytes: 2.1e9,
    ofBytes: 4e9,
  });
  expect(shortageOf({ ...held, deviceBytes: 8e9 }, false)).toBeNull();
  expect(shortageOf({ ...held, heldBytes: 1.9e9, deviceBytes: 4e9 }, false)).toBeNull();
  expect(shortageOf({ ...held, heldBytes: 1.9e9, deviceBytes: 4e9 }, true)).not.toBeNull();
});

test("the person lets it go on at once, and is not asked again in this run", async () => {
  const { gate, told, rests, stop } = makeTest([heapAt(0.95)]);
  stop(new Promise(() => undefined));
  const passing = gate.pass(never);
  expect(told).toHaveLength(1);
  gate.goOn();
  await passing;
  expect(told.at(-1)).toBeNull();
  await gate.pass(never);
  expect(rests).toHaveLength(1);
});

test("after a refusal it waits half a minute, twice as long after the next, and as at first once a piece was done", async () => {
  const { gate, rests, told } = makeTest([silent]);
  gate.refused();
  await gate.pass(never);
  expect(told).toEqual([{ kind: "refused" }, null]);
  gate.refused();
  await gate.pass(never);
  expect(rests).toEqual([30_000, 60_000]);
  await gate.pass(never);
  gate.refused();
  await gate.pass(never);
  expect(rests).toEqual([30_000, 60_000, 30_000]);
});

test("work that is given up waits no more", async () => {
  const control = new AbortController();
  const { gate, told } = makeTest([heapAt(0.95)]);
  control.abort();
  await gate.pass(control.signal);
  expect(told).toEqual([]);
});

test("the browser is asked to measure once a minute, never before it has answered, and not where the device's size is unknown", async () => {
  let now = 0;
  let asked = 0;
  let answer = (_: { bytes: number }) => {};
  const tellers: MemoryTellers = {
    deviceGib: 4,
    measure: () => {
      asked++;
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
  const read = makeMemoryReader(
    () => tellers,
    () => now,
  );
  expect(read()).toEqual({ heap: null, heldBytes: null, deviceBytes: 4 * 2 ** 30 });
  now = 500_000;
  read();
  expect(asked).toBe(1);
  answer({ bytes: 123 });
  await new Promise((done) => setTimeout(done, 0));
  expect(read().heldBytes).toBe(123);
  now += 59_000;
  read();
  expect(asked).toBe(1);
  now += 2000;
  read();
  expect(asked).toBe(2);
  const { measure } = tellers;
  const blind = makeMemoryReader(
    () => ({ ...(measure ? { measure } : {}) }),
    () => now,
  );
  expect(blind()).toEqual(silent);
  expect(asked).toBe(2);
});

test("a page that is refused the measurement tells nothing, and its heap all the same", async () => {
  const read = makeMemoryReader(
    () => ({
      deviceGib: 8,
      measure: () => Promise.reject(new DOMException("", "SecurityError")),
      memory: { usedJSHeapSize: 5, jsHeapSizeLimit: 10 },
    }),
    () => 0,
  );
  read();
  await new Promise((done) => setTimeout(done, 0));
  expect(read()).toEqual({
    heap: { usedBytes: 5, limitBytes: 10 },
    heldBytes: null,
    deviceBytes: 8 * 2 ** 30,
  });
});

test("what engines say of memory is known from what they say of other things", () => {
  for (const words of [
    "Array buffer allocation failed",
    "WebAssembly.Memory(): could not allocate memory",
    "Out of memory",
    "Aborted(OOM). Build with -sASSERTIONS for more info.",
    "failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc",
  ])
    expect(saysNoMemory(new RangeError(words)), words).toBe(true);
  for (const words of ["Invalid array length", "Invalid typed array length: -1", "offset is out of bounds"])
    expect(saysNoMemory(new RangeError(words)), words).toBe(false);
});
