import { chromium } from "playwright";
import { expect, test } from "vitest";
import { serveApp } from "../support/browser-app.ts";
import { findBrowser } from "../support/find-browser.mjs";

test.each([
  ["without headers and without a service worker no file can be opened", true, /not protected/],
  ["with the host's headers the app runs without a service worker", false, /No studies yet/],
])("%s", async (_name, plain, text) => {
  const server = await serveApp({ plain });
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("No browser: set CHROME_PATH or install Chromium");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  const context = await browser.newContext({ serviceWorkers: "block", locale: "en-US" });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByText(text).first().waitFor();
  expect((await page.getByRole("button", { name: "Import" }).count()) > 0).toBe(!plain);
  await browser.close();
  await server.close();
});
