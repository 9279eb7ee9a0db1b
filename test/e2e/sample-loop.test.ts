import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  openApp,
  openSample,
  openStudy,
  readTable,
  waitForOffline,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import {
  askAndAccept,
  drawLabels,
  expectDatasetToHold,
  exportZip,
  readDrawn,
} from "../support/label-loop.ts";
import type { StaticServer } from "../support/static-server.ts";

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

test("from the sample to a dataset: import, draw, propose, undo, reload, export, and again without a server", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  await waitForOffline(page);
  await openSample(page);
  await openStudy(page, /CT chest/);
  await drawLabels(page);
  await askAndAccept(page, 0.37, 0.4);
  expect(await countRows(page, "annotations")).toBe(4);

  await page.keyboard.press("Control+z");
  await expect.poll(() => countRows(page, "annotations")).toBe(3);
  await page.keyboard.press("Control+y");
  await expect.poll(() => countRows(page, "annotations")).toBe(4);

  await page.reload();
  const listed = page.getByRole("listbox", { name: "Annotations" }).getByRole("option");
  await expect.poll(() => listed.count()).toBe(4);
  await page
    .getByRole("application", { name: /Image viewport/ })
    .first()
    .focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => countRows(page, "annotations")).toBe(2);
  await page.keyboard.press("Control+y");
  await page.keyboard.press("Control+y");
  await expect.poll(() => countRows(page, "annotations")).toBe(4);
  await waitForSaved(page);

  const drawn = await readDrawn(page);
  expect(drawn.annotations.map((row) => row.annotation.geometry.type).sort()).toEqual([
    "box",
    "mask",
    "mask",
    "polygon",
  ]);
  const made = drawn.annotations.filter((row) => row.annotation.provenance.origin !== "human");
  expect(made).toHaveLength(1);
  expect(made[0]?.annotation.provenance.model?.id).toBeTruthy();
  expectDatasetToHold(await exportZip(page, server.url), drawn);

  // The laptop loses its network: the server is gone, the page is started anew.
  await server.close();
  await openApp(page, server.url);
  await openStudy(page, /CT chest/);
  const slice = page.getByRole("slider", { name: "Slice" });
  await slice.waitFor();
  await page.keyboard.press("Home");
  await expect.poll(() => slice.getAttribute("aria-valuenow")).toBe("1");
  await drawLabels(page);
  await askAndAccept(page, 0.3, 0.45);
  const later = await readDrawn(page);
  expect(later.annotations).toHaveLength(8);
  expectDatasetToHold(await exportZip(page, server.url), later);
  const audit = await readTable<{ seq: number }>(page, "audit");
  expect(audit.length).toBeGreaterThan(8);
  expect(errors).toEqual([]);
  await page.close();
});
