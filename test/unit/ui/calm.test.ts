import { afterEach, expect, test, vi } from "vitest";
import { whenSeen } from "../../../src/ui/viewer/calm.ts";

/** A page that is hidden or seen, on a tablet or a desk. */
function stubPage(coarse: boolean) {
  const page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  vi.stubGlobal("document", page);
  vi.stubGlobal("matchMedia", () => ({ matches: coarse }));
  return page;
}
afterEach(() => vi.unstubAllGlobals());

const settled = async (work: Promise<void>) => {
  let done = false;
  void work.then(() => {
    done = true;
  });
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return done;
};

test("on a tablet a hidden page holds a run back until it is seen", async () => {
  const page = stubPage(true);
  const work = whenSeen(new AbortController().signal);
  expect(await settled(work)).toBe(false);
  page.dispatchEvent(new Event("visibilitychange"));
  expect(await settled(work)).toBe(false);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(await settled(work)).toBe(true);
});

test("a run that is given up meanwhile does not wait, and at a desk it never does", async () => {
  stubPage(true);
  const control = new AbortController();
  const work = whenSeen(control.signal);
  control.abort();
  expect(await settled(work)).toBe(true);
  stubPage(false);
  expect(await settled(whenSeen(new AbortController().signal))).toBe(true);
});
