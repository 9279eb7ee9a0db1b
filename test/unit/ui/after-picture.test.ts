import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPicture } from "../../../src/ui/viewer/after-picture.ts";
import type { Stage } from "../../../src/ui/viewer/stage.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function stage(series: boolean) {
  const [shown, setShown] = createSignal<ReturnType<Stage["shown"]>>(null);
  const fake = { shown, error: () => null, series: () => (series ? ({} as never) : null) };
  return { fake, show: () => setShown({} as never) };
}

/** As a screen has it; it ends with the test. */
const started = (of: ReturnType<typeof stage>) => createRoot(() => afterPicture(of.fake));

test("the tools come when the first picture has been handed over, not before", () => {
  const one = stage(true);
  const rest = started(one);
  vi.advanceTimersByTime(100);
  expect(rest()).toBe(false);
  one.show();
  vi.advanceTimersByTime(15);
  expect(rest()).toBe(false);
  vi.advanceTimersByTime(2);
  expect(rest()).toBe(true);
});

test("a picture that does not come, or a study without any, keeps nobody from the tools", () => {
  const late = started(stage(true));
  const none = started(stage(false));
  vi.advanceTimersByTime(20);
  expect([late(), none()]).toEqual([false, true]);
  vi.advanceTimersByTime(230);
  expect(late()).toBe(true);
});
