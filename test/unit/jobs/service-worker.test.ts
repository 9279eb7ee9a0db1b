import { afterEach, expect, test, vi } from "vitest";
import { startOfflineApp } from "../../../src/jobs/service-worker.ts";

afterEach(() => vi.unstubAllGlobals());

/** A browser whose first service worker does not come to be installed. */
function failingInstall() {
  const worker = Object.assign(new EventTarget(), { state: "installing" });
  const container = Object.assign(new EventTarget(), {
    controller: null,
    ready: new Promise(() => undefined),
    register: async () => Object.assign(new EventTarget(), { installing: worker, waiting: null }),
  });
  vi.stubGlobal("navigator", { serviceWorker: container });
  vi.stubGlobal("crossOriginIsolated", false);
  return worker;
}

test("a first service worker that cannot be installed does not leave an empty page: the app starts, and says that it is not protected", async () => {
  const worker = failingInstall();
  const started = startOfflineApp("/sw.js", "/");
  await new Promise((done) => setTimeout(done));
  worker.state = "redundant";
  worker.dispatchEvent(new Event("statechange"));
  expect((await started)?.state()).toMatchObject({ secured: false });
});

test("one that failed before it was waited for is seen, too", async () => {
  failingInstall().state = "redundant";
  expect((await startOfflineApp("/sw.js", "/"))?.state()).toMatchObject({ secured: false });
});
