import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp, waitForOffline } from "../support/app-driver.ts";
import { dist, type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
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

test("the browser finds nothing that keeps the app from being installed", async () => {
  const page = await browser.newPage();
  await openApp(page, server.url);
  await waitForOffline(page);
  const session = await browser.context.newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A window without an address bar is what headless Chromium cannot offer; everything else must hold.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const { url } = await session.send("Page.getAppManifest");
  expect(url).toContain("manifest.webmanifest");
  await page.close();
});

/** Fetched when a person asks for the reader of words, and kept from then on (read-words.test.ts). */
const onDemand =
  /^assets\/(?:tesseract-core[^/]*\.wasm|ort-wasm-simd-threaded\.asyncify[^/]*\.wasm|eng\.traineddata[^/]*\.gz)$/;

test("every file of the build is kept for offline use, but the two that the reader of words is made of and the graphics card's engine", async () => {
  const page = await browser.newPage();
  await openApp(page, server.url);
  await waitForOffline(page);
  const kept = await page.evaluate(async () => {
    const names = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return names.flat().map((request) => new URL(request.url).pathname.slice(1));
  });
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dist.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((name) => name !== "sw.js" && !name.endsWith(".map"));
  expect(files.some((name) => name.endsWith(".onnx"))).toBe(true);
  expect(files.some((name) => name.endsWith(".wasm"))).toBe(true);
  expect(files.some((name) => name.endsWith(".zst"))).toBe(true);
  const missing = files.filter((name) => !kept.includes(name));
  expect(missing.filter((name) => !onDemand.test(name))).toEqual([]);
  expect(missing.length).toBe(3);
  await page.close();
});

test("no file of the build names another origin to load from", () => {
  const scripts = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(3);
  for (const name of scripts) {
    const text = readFileSync(join(dist, "assets", name), "utf8");
    expect(text.match(/import\(\s*["']https?:/g), name).toBeNull();
  }
});
