import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countRows, openApp } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";

const tiny = resolve(dirname(fileURLToPath(import.meta.url)), "../support/onnx/tiny");
const files = readdirSync(tiny).map((name) => join(tiny, name));
const folder = mkdtempSync(join(tmpdir(), "overread-model-"));
const shots = process.env.OVERREAD_SHOTS ?? folder;
let server: StaticServer;
let browser: OwnBrowser;
beforeAll(async () => {
  server = await serveApp();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

test("a model of one's own is checked, asked about, used after a reload, and gone when removed; a bad one says why", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "Your models" });
  const picker = card.locator("input[data-picker=model]");

  const broken = join(folder, "broken.zip");
  writeFileSync(broken, "not a zip");
  await picker.setInputFiles(broken);
  await card.getByRole("alert").getByText("The zip file could not be read").waitFor();
  await picker.setInputFiles(files.filter((path) => !path.endsWith("tiny-64.onnx")));
  await card.getByRole("alert").getByText("tiny-64.onnx").waitFor({ timeout: 60_000 });
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-refused.png") });

  await picker.setInputFiles(files);
  const dialog = page.getByRole("dialog", { name: "Add tiny 0.0.1?" });
  await dialog.waitFor({ timeout: 60_000 });
  expect(await dialog.getByLabel("Licence").inputValue()).toBe("CC0-1.0");
  await page.screenshot({ path: join(shots, "own-model-ask.png") });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await card.getByText("In use").waitFor({ timeout: 30_000 });
  await page.getByText("tiny 0.0.1").first().waitFor();
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-kept.png") });

  await page.reload();
  const model = page.getByRole("heading", { name: "Models", exact: true }).locator("..");
  await model.getByRole("button", { name: "Run self-test" }).click();
  await model.getByText("tiny 0.0.1").waitFor({ timeout: 60_000 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-wide.png") });

  await card.getByRole("button", { name: "Use the shipped model" }).click();
  await model.getByText("prompt-unet-s").waitFor({ timeout: 60_000 });
  await card.getByRole("button", { name: "Use: tiny 0.0.1" }).click();
  await model.getByText("tiny 0.0.1").waitFor({ timeout: 60_000 });
  await card.getByRole("button", { name: "Remove: tiny 0.0.1" }).click();
  await card.getByText("None added.").waitFor();
  await model.getByText("prompt-unet-s").waitFor({ timeout: 60_000 });
  expect([await countRows(page, "models"), await countRows(page, "modelParts")]).toEqual([0, 0]);
});
