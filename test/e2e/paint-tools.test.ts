import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  dragImage,
  openApp,
  openSample,
  openStudy,
  readTable,
  viewportPoint,
  waitForOffline,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";

interface Row {
  readonly annotation: {
    readonly instanceUid: string;
    readonly objectUid?: string;
    readonly target: { readonly sop: string };
    readonly provenance: { readonly origin: string; readonly derivedFrom: readonly string[] };
  };
}

let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  server = await serveApp();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("without a network: paint by value, wand, growth through the series, filling between and clean-up, each undone and kept over a reload", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  await waitForOffline(page);
  await openApp(page, server.url);
  await openSample(page);
  await server.close(); // the tools' worker, too, comes from the cache
  await openStudy(page, /CT chest/);
  await page.getByText("14 / 26").waitFor();
  const press = async (...keys: string[]) => {
    await page.getByRole("application", { name: /Image viewport/ }).focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  const click = async (x: number, y: number) => {
    const place = await viewportPoint(page, x, y);
    await page.mouse.click(place.x, place.y);
  };
  const rows = async () => (await readTable<Row>(page, "annotations")).map(({ annotation }) => annotation);
  const count = (expected: number) => expect.poll(() => countRows(page, "annotations")).toBe(expected);
  const accept = page.getByRole("button", { name: "Accept region" });
  /** Controls of the panel that a finger would miss. */
  const small = () =>
    page
      .locator(".side-panel")
      .locator("button, select, input[type=number]")
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
          .map(({ element, box }) => `${element.textContent}: ${box.width} × ${box.height}`),
      );

  // Threshold brush over heart, fat and lung: only values of the range are painted.
  await press("1", "Shift+Digit9", "t");
  await page.getByRole("spinbutton", { name: /^From/ }).fill("20");
  await page.getByRole("spinbutton", { name: /^To/ }).fill("120");
  await page.getByRole("spinbutton", { name: /^To/ }).press("Enter");
  await dragImage(page, [
    [0.5, 0.4],
    [0.66, 0.5],
  ]);
  await count(1);
  const measured = page.getByRole("region", { name: "Measured" });
  await measured.waitFor();
  expect(await small()).toEqual([]);
  const range = /Range\s*(−?[\d\s.]+) to (−?[\d\s.]+) HU/.exec(
    ((await measured.textContent()) ?? "").replaceAll("\u202f", ""),
  );
  expect(Number(range?.[1])).toBeGreaterThanOrEqual(20);
  expect(Number(range?.[2])).toBeLessThanOrEqual(120);

  // Wand: a candidate until Enter.
  await press("Shift+N", "Shift+Digit2", "y");
  await click(0.33, 0.47);
  await expect.poll(() => accept.isEnabled()).toBe(true);
  expect(await countRows(page, "annotations")).toBe(1);
  expect(await small()).toEqual([]);
  await press("Enter");
  await count(2);
  expect((await rows()).map(({ provenance }) => provenance.origin).sort()).toEqual(["classical", "human"]);

  // Growth through the series: many slices, one thing, one undo step.
  await press("Shift+N", "Shift+Y");
  await click(0.531, 0.598); // the aorta, which goes through many slices
  await expect.poll(() => accept.isEnabled(), { timeout: 60_000 }).toBe(true);
  await press("Enter");
  await expect.poll(() => countRows(page, "annotations")).toBeGreaterThan(6);
  const things = new Set((await rows()).map(({ objectUid, instanceUid }) => objectUid ?? instanceUid));
  expect(things.size).toBe(3);
  await waitForSaved(page);
  await press("Control+z");
  await count(2);

  // Seeds of the heart and of what is not: the kernel finds what lies between.
  await press("Shift+N", "Shift+Digit9", "Shift+T");
  await dragImage(page, [
    [0.5, 0.42],
    [0.58, 0.44],
  ]);
  await press("Shift+B");
  await dragImage(page, [
    [0.35, 0.75],
    [0.45, 0.8],
  ]);
  await expect.poll(() => accept.isEnabled(), { timeout: 60_000 }).toBe(true);
  await press("Enter");
  await count(3);
  expect((await rows()).filter(({ provenance }) => provenance.origin === "classical")).toHaveLength(2);
  await waitForSaved(page);
  await press("Control+z");
  await count(2);

  // Filling between two drawn slices of a new thing.
  await press("Shift+N", "Shift+Digit1", "b");
  await dragImage(page, [
    [0.4, 0.7],
    [0.42, 0.72],
  ]);
  await count(3);
  await press("ArrowDown", "ArrowDown", "ArrowDown");
  await page.getByText("17 / 26").waitFor();
  await dragImage(page, [
    [0.44, 0.7],
    [0.46, 0.72],
  ]);
  await count(4);
  await press("n");
  await expect.poll(() => accept.isEnabled()).toBe(true);
  await press("Enter");
  await count(6);
  const filled = (await rows()).filter(({ provenance }) => provenance.origin === "interpolated");
  expect(filled.map(({ provenance }) => provenance.derivedFrom.length)).toEqual([2, 2]);

  // Clean-up: a margin in millimetres makes the mask larger; a copy goes to the next image.
  await press("s");
  await click(0.45, 0.71);
  await press("Control+k");
  await page.getByRole("combobox", { name: "Type what you want to do" }).fill("clean up");
  await page.keyboard.press("Enter");
  const pixels = async () =>
    Number(/Pixels\s*(\d+)/.exec(((await measured.textContent()) ?? "").replaceAll("\u202f", ""))?.[1]);
  expect(await small()).toEqual([]);
  const before = await pixels();
  await page.getByRole("button", { name: "Grow", exact: true }).click();
  await expect.poll(pixels).toBeGreaterThan(before);
  await press("Control+z");
  await expect.poll(pixels).toBe(before);
  await page.getByRole("button", { name: "Copy to next" }).click();
  await count(7);
  await waitForSaved(page);

  const drawn = (await rows()).map(({ instanceUid }) => instanceUid).sort();
  await page.reload();
  await page.getByRole("listbox", { name: "Annotations" }).getByRole("option").first().waitFor();
  expect((await rows()).map(({ instanceUid }) => instanceUid).sort()).toEqual(drawn);
  await press("Control+z");
  await count(6);
  expect(errors).toEqual([]);
});
