import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  dragImage,
  importByPath,
  openApp,
  readTable,
  viewportPoint,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { tissueTile, writePyramid } from "../support/pyramid-file.ts";
import { releaseHeld } from "../support/release-held.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
const folder = mkdtempSync(join(tmpdir(), "overread-slide-"));
const slide = join(folder, "slide.tif");

beforeAll(async () => {
  writePyramid(slide, {
    columns: 6000,
    rows: 5000,
    levels: 4,
    tileSize: 256,
    compression: 8,
    tile: (level, column, row) => deflateSync(tissueTile(256, level, column, row), { level: 1 }),
  });
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const image = (page: Page) => page.getByRole("application", { name: /Image viewport/ }).first();
const tilesAreThere = async (page: Page) => {
  await page.getByText(/^reading \d+ tile/).waitFor({ state: "detached", timeout: 30_000 });
};
const rows = (page: Page) =>
  readTable<{ annotation: { geometry: { type: string; boxImage?: number[] } } }>(page, "annotations");

test("a slide in tiles is imported, released, panned, zoomed and labelled, and all of it is there after a reload", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  await importByPath(page, [slide], "Slide patient");
  await releaseHeld(page);
  await page.goto(`${server.url}#/worklist`);
  await page.getByRole("row").nth(1).click();
  await page.getByRole("status", { name: "Save state" }).waitFor();
  await page.getByText(/level \d of \d/).waitFor();
  await tilesAreThere(page);
  const fitted = await page.getByText(/zoom 0\.\d+× · level/).textContent();

  // Whole-image tools say why they cannot work here.
  const ask = page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" });
  expect(await ask.getAttribute("aria-disabled")).toBe("true");
  expect(await ask.getAttribute("title")).toMatch(/whole image/);

  // The wheel zooms; the level follows.
  const middle = await viewportPoint(page, 0.5, 0.5);
  await page.mouse.move(middle.x, middle.y);
  for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, -120);
  await page.getByText(/level 1 of/).waitFor();
  await tilesAreThere(page);
  await expect.poll(() => page.getByText(/zoom \d+\.\d+× · level/).textContent()).not.toBe(fitted);
  await image(page).focus();
  await page.keyboard.press("Shift+Digit1");
  // Pan shares the place of Scroll on the rail: a second tap shows the family.
  const tools = page.getByRole("toolbar", { name: "Tools" });
  await tools.getByRole("button", { name: "Scroll", exact: true }).click();
  await tools.getByRole("button", { name: "Pan", exact: true }).click();
  await dragImage(page, [
    [0.7, 0.6],
    [0.3, 0.4],
  ]);
  await tilesAreThere(page);

  await tools.getByRole("button", { name: "Box", exact: true }).click();
  await dragImage(page, [
    [0.3, 0.3],
    [0.45, 0.5],
  ]);
  await expect.poll(() => countRows(page, "annotations")).toBe(1);
  await page
    .getByRole("toolbar", { name: "Tools" })
    .getByRole("button", { name: "Brush", exact: true })
    .click();
  await dragImage(page, [
    [0.6, 0.3],
    [0.7, 0.5],
    [0.75, 0.4],
  ]);
  await expect.poll(() => countRows(page, "annotations")).toBe(2);
  await waitForSaved(page);
  const before = await rows(page);
  expect(before.map(({ annotation }) => annotation.geometry.type).sort()).toEqual(["box", "mask"]);
  expect(await countRows(page, "maskTiles")).toBeLessThan(400);

  await page.reload();
  await page.getByRole("listbox", { name: "Annotations" }).getByRole("option").nth(1).waitFor();
  await page.getByText(/level \d of \d/).waitFor();
  expect(await rows(page)).toEqual(before);
  expect(errors).toEqual([]);
  await page.close();
});
