import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createToasts } from "../../../src/ui/app/toasts.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const texts = (toasts: ReturnType<typeof createToasts>) => toasts.list().map(({ text }) => text);

test("a message leaves by itself, and at once with the person it was said to", () => {
  createRoot((dispose) => {
    const toasts = createToasts();
    toasts.show("Nina's label is locked");
    toasts.show("Saved");
    expect(texts(toasts)).toEqual(["Nina's label is locked", "Saved"]);
    toasts.clear();
    expect(texts(toasts)).toEqual([]);
    toasts.show("Ben is working now");
    // What ended early takes nothing of the next person's along when its own time is over.
    vi.advanceTimersByTime(3999);
    expect(texts(toasts)).toEqual(["Ben is working now"]);
    vi.advanceTimersByTime(1);
    expect(texts(toasts)).toEqual([]);
    dispose();
  });
});
