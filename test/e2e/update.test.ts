import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp, openSample, openStudy, waitForOffline } from "../support/app-driver.ts";
import { dist, type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "overread-update-"));
  cpSync(dist, folder, { recursive: true });
  server = await serveApp({ folder });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a new version is offered on the worklist, never over an open study, and comes only when asked", async () => {
  const page = await browser.newPage();
  await openApp(page, server.url);
  await waitForOffline(page);
  await openSample(page);
  await openStudy(page, /CT chest/);
  await page.evaluate(() => Object.assign(window, { openedOnce: true }));

  appendFileSync(join(folder, "sw.js"), "\n// a newer version\n");
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
  const offer = page.getByText("A new version is ready");
  await page.waitForTimeout(1000);
  expect(await offer.count()).toBe(0);
  expect(await page.evaluate(() => "openedOnce" in window)).toBe(true);

  await page.getByRole("button", { name: "Back" }).click();
  await offer.waitFor();
  expect(await page.evaluate(() => "openedOnce" in window)).toBe(true);
  await page.getByRole("button", { name: "Restart now" }).click();
  await page.waitForFunction(() => !("openedOnce" in window));
  await page.getByRole("row", { name: /CT chest/ }).waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  await page.close();
});

test("a tab with an older app that does not let go of the store is named, and the app goes on when it is closed", async () => {
  const fresh = await startBrowser();
  try {
    const frozen = await fresh.newPage();
    await frozen.goto(`${server.url}manifest.webmanifest`);
    // It hears of no newer version. 10 is the first of Dexie's.
    await frozen.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opened = indexedDB.open("overread", 10);
          opened.onerror = () => reject(opened.error);
          opened.onsuccess = () => resolve();
        }),
    );
    const page = await fresh.newPage();
    await page.goto(server.url);
    await page.getByRole("heading", { name: "Another tab has an older Overread open" }).waitFor();
    await frozen.close();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
  } finally {
    await fresh.close();
  }
});
