import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  imageIsSeen,
  openApp,
  openSample,
  openStudy,
  viewportPoint,
  waitForOffline,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { expectDatasetToHold, exportZip, readDrawn } from "../support/label-loop.ts";
import type { StaticServer } from "../support/static-server.ts";
import { makeTouch } from "../support/touch.ts";

let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  // A plain host under a path of its own: not one header of ours, not the root.
  server = await serveApp({ path: "/some/path/", plain: true });
  browser = await startBrowser({ touch: true });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("on a tablet, from a plain host under a path: the first visit secures itself, then all works by touch without a network", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  await waitForOffline(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await server.close();
  await openApp(page, server.url);

  const touch = await makeTouch(page);
  await openSample(page, touch.tap);
  await touch.tap(page.getByRole("row", { name: /CT chest/ }).first());
  await page.getByRole("application", { name: /Image viewport/ }).waitFor();
  const slice = page.getByRole("slider", { name: "Slice" });
  await expect.poll(() => slice.getAttribute("aria-valuemax")).toBe("26");
  const opened = await slice.getAttribute("aria-valuenow");
  await touch.drag([await viewportPoint(page, 0.5, 0.7), await viewportPoint(page, 0.5, 0.4)]);
  await expect.poll(() => slice.getAttribute("aria-valuenow")).not.toBe(opened);
  await imageIsSeen(page);

  // The menu of a long press outlasts the finger.
  const middle = await viewportPoint(page, 0.5, 0.5);
  await touch.hold(middle, () => page.getByRole("menu").waitFor());
  await touch.tap(page.getByRole("menuitem", { name: "Window preset 2" }));
  await page.locator(".corner-button").filter({ hasText: "Lung" }).waitFor();

  const tools = page.getByRole("toolbar", { name: "Tools" });
  await touch.tap(page.getByRole("combobox", { name: "Draw as" }));
  await touch.tap(page.getByRole("option", { name: /Nodule/ }));
  await touch.tap(tools.getByRole("button", { name: "Box" }));
  await touch.drag([await viewportPoint(page, 0.3, 0.3), await viewportPoint(page, 0.45, 0.45)]);
  await expect.poll(() => countRows(page, "annotations")).toBe(1);
  await touch.tap(tools.getByRole("button", { name: "Brush", exact: true }));
  await touch.drag([await viewportPoint(page, 0.55, 0.5), await viewportPoint(page, 0.65, 0.6)]);
  await expect.poll(() => countRows(page, "annotations")).toBe(2);

  await touch.tap(tools.getByRole("button", { name: "Ask the model" }));
  await touch.tapAt(await viewportPoint(page, 0.37, 0.45));
  await page.getByRole("region", { name: "Proposal" }).getByText("Confidence").waitFor({ timeout: 60_000 });
  await touch.tap(page.getByRole("button", { name: "Accept proposal" }));
  await expect.poll(() => countRows(page, "annotations")).toBe(3);
  await touch.tap(page.getByRole("button", { name: "Undo" }));
  await expect.poll(() => countRows(page, "annotations")).toBe(2);
  await touch.tap(page.getByRole("button", { name: "Redo" }));
  await expect.poll(() => countRows(page, "annotations")).toBe(3);
  await waitForSaved(page);

  // A pen draws; from then on a finger does not.
  await touch.tap(tools.getByRole("button", { name: "Brush", exact: true }));
  const acts = () => countRows(page, "log");
  const before = await acts();
  await touch.pen([await viewportPoint(page, 0.4, 0.7), await viewportPoint(page, 0.5, 0.72)]);
  await expect.poll(acts).toBe(before + 1);
  // The pen's next stroke is the next act: what a finger had drawn would stand before it.
  await touch.drag([await viewportPoint(page, 0.3, 0.7), await viewportPoint(page, 0.3, 0.6)]);
  await imageIsSeen(page);
  await touch.pen([await viewportPoint(page, 0.4, 0.8), await viewportPoint(page, 0.5, 0.82)]);
  await expect.poll(acts).toBeGreaterThan(before + 1);
  await waitForSaved(page);
  expect(await acts()).toBe(before + 2);

  const drawn = await readDrawn(page);
  expectDatasetToHold(await exportZip(page, server.url), drawn);
  expect(errors).toEqual([]);
  await page.close();
});

test("every control that a finger meets is at least 44 by 44 pixels", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  const small = async () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, a[href], select, [role=slider], [role=option]")]
        .filter((element) => !element.closest("[aria-hidden=true]"))
        // The whole track of a slider takes the finger, not its thumb alone.
        .map((element) => ({ element, target: element.role === "slider" ? element.parentElement : element }))
        .map(({ element, target }) => ({ element, box: (target ?? element).getBoundingClientRect() }))
        .filter(
          ({ box, element }) =>
            box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden",
        )
        .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
        .map(
          ({ element, box }) =>
            `${element.getAttribute("aria-label") ?? element.textContent}: ${box.width}×${box.height}`,
        ),
    );
  expect(await small()).toEqual([]);
  await openStudy(page, /CT chest/);
  expect(await small()).toEqual([]);
  await page.close();
});
