import { render } from "solid-js/web";
import { afterEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { App } from "../../../src/ui/app/app.tsx";
import type { Services } from "../../../src/ui/app/services.ts";
import { fillStudy, screenFacts, screenServices } from "../../support/study-screen.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** The worklist with so many studies; tells how often a decoder was started. */
async function worklist(studies: number) {
  const database = openMainDatabase(`prewarm-${crypto.randomUUID()}`);
  for (let at = 0; at < studies; at++) {
    const frames = [{ sopUid: `2.25.3${at}`, frameIndex: 0 }];
    await fillStudy(
      database,
      `2.25.1${at}`,
      [{ seriesUid: `2.25.2${at}`, frames, columns: 16, rows: 16 }],
      screenFacts,
    );
  }
  const services = screenServices(database);
  const warm = vi.fn();
  const counted = vi.spyOn(database.studies, "count");
  location.hash = "#/worklist";
  const host = document.createElement("div");
  document.body.append(host);
  const end = render(() => <App services={{ ...services, pixels: { ...services.pixels, warm } }} />, host);
  undo.push(
    end,
    () => host.remove(),
    () => database.close(),
    () => database.delete(),
  );
  return { warm, counted };
}

test("who looks at the list has a decoder ready before a study is opened", async () => {
  const { warm } = await worklist(1);
  await expect.poll(() => warm.mock.calls.length).toBe(1);
});

test("an empty list starts no decoder", async () => {
  const { warm, counted } = await worklist(0);
  // Idle callbacks run in their order: after this one the shell's own has asked.
  await new Promise((done) => requestIdleCallback(done));
  await expect.poll(() => counted.mock.results.length).toBeGreaterThan(0);
  await Promise.all(counted.mock.results.map(({ value }) => value));
  await new Promise((done) => requestAnimationFrame(done));
  expect(warm).not.toHaveBeenCalled();
});

test("the first image is asked for while the screen is built, and the network comes after the picture", async () => {
  const database = openMainDatabase(`prewarm-${crypto.randomUUID()}`);
  const frames = [{ sopUid: "2.25.3", frameIndex: 0 }];
  await fillStudy(
    database,
    "2.25.1",
    [{ seriesUid: "2.25.2", frames, columns: screenFacts.columns, rows: screenFacts.rows }],
    screenFacts,
  );
  const services = screenServices(database);
  const decoded = Promise.withResolvers<void>();
  const screenWas: boolean[] = [];
  const frame: Services["pixels"]["frame"] = async (request, signal) => {
    screenWas.push(document.querySelector('[role="application"]') !== null);
    await decoded.promise;
    return services.pixels.frame(request, signal);
  };
  const load = vi.fn(services.inference.load);
  location.hash = "#/study/2.25.1";
  const host = document.createElement("div");
  document.body.append(host);
  const end = render(
    () => (
      <App
        services={{
          ...services,
          pixels: { ...services.pixels, frame },
          inference: { ...services.inference, load },
        }}
      />
    ),
    host,
  );
  undo.push(
    () => database.delete(),
    () => database.close(),
    () => host.remove(),
    end,
  );
  await expect.element(page.getByRole("application", { name: "Image viewport" })).toBeVisible();
  expect(screenWas).toEqual([false]);
  await new Promise((done) => requestIdleCallback(done));
  expect(load).not.toHaveBeenCalled();
  decoded.resolve();
  await expect.poll(() => load.mock.calls.length).toBe(1);
});
