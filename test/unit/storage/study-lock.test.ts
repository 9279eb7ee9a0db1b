import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdStudy } from "../../../src/storage/study-lock.ts";

beforeEach(() => {
  vi.useFakeTimers();
  // The platform's own goes by a clock that no test holds.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((delayMs) => {
    const control = new AbortController();
    setTimeout(() => control.abort(new DOMException("late", "TimeoutError")), delayMs);
    return control.signal;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What becomes of asking for a study within a minute. */
const held = async () => {
  const holding = holdStudy("2.25.1", alone);
  await vi.advanceTimersByTimeAsync(60_000);
  return holding;
};

const alone = { force: false, onLost: () => undefined };

type Grant = (lock: { readonly name: string } | null) => unknown;

/** Locks of a browser that grants each request only after `lateMs`; `others`: who has the lock, until when it is asked so often. */
function slowLocks(lateMs: number, othersFor = 0) {
  let asked = 0;
  const isOthers = () => asked <= othersFor;
  return {
    asked: () => asked,
    query: async () => ({ held: isOthers() ? [{ name: "overread-study-2.25.1" }] : [], pending: [] }),
    request: (name: string, options: LockOptions, run: Grant) => {
      asked++;
      if (options.ifAvailable && isOthers()) return Promise.resolve(run(null));
      return new Promise((done, fail) => {
        const late = setTimeout(() => done(run({ name })), lateMs);
        options.signal?.addEventListener("abort", () => {
          clearTimeout(late);
          fail(options.signal?.reason);
        });
      });
    },
  };
}

test("a browser that answers late is no other tab: the study opens all the same", async () => {
  const locks = slowLocks(1500);
  vi.stubGlobal("navigator", { locks });
  const hold = await held();
  expect(hold).not.toBeNull();
  await hold?.release();
});

test("the page before this one let go, and the browser said so too late: the study opens", async () => {
  // Asked at once and then with patience it is taken; when that is over nobody has it any more.
  const locks = slowLocks(1500, 1);
  vi.stubGlobal("navigator", { locks });
  const hold = await held();
  expect(hold).not.toBeNull();
  expect(locks.asked()).toBe(3);
  await hold?.release();
});

test("a study that another tab has stays there", async () => {
  const locks = slowLocks(120_000, Number.POSITIVE_INFINITY);
  vi.stubGlobal("navigator", { locks });
  expect(await held()).toBeNull();
});
