import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importByPath, openApp, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";
import { makeUltrasound } from "../support/ultrasound-maker.ts";

const folder = mkdtempSync(join(tmpdir(), "overread-rules-"));
let server: StaticServer;
let browser: OwnBrowser;
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const lines = [
  { x: 12, y: 10, width: 200, height: 22 },
  { x: 420, y: 450, width: 160, height: 18 },
];

async function review(page: Page, study: number): Promise<void> {
  const path = join(folder, `${study}.dcm`);
  writeFileSync(path, makeUltrasound({ frames: 3, lines, study, number: study }).file);
  await openApp(page, server.url);
  await importByPath(page, [path], "unused");
  await page.getByRole("link", { name: "Review pixels" }).first().click();
  await page.getByRole("button", { name: "Release to worklist" }).waitFor();
}

async function blankAll(page: Page): Promise<number> {
  const places = page.getByRole("list", { name: "Places" }).getByRole("listitem");
  const count = await places.count();
  for (let left = count; left > 0; left--) await page.keyboard.press("b");
  await page.keyboard.press(" ");
  await page.getByText("3 of 3 frames looked at").waitFor();
  return count;
}

async function release(page: Page): Promise<void> {
  await page.keyboard.press("r");
  await page.getByText("Nothing is held.").waitFor({ timeout: 60_000 });
}

test("of a known device no box is drawn and no place is searched for by eye; Settings shows what was learned, and forgets it", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await review(page, 1);
  const asked = await blankAll(page);
  await release(page);

  await review(page, 2);
  const known = page.getByText("As with 1 earlier study of this device");
  await known.first().waitFor();
  expect(await known.count()).toBe(asked);
  expect(await blankAll(page)).toBe(asked);
  const shots = process.env.OVERREAD_SHOTS ?? folder;
  await page.screenshot({ path: join(shots, "device-rule-review.png") });
  await release(page);
  const records = await readTable<{ boxes: unknown[] }>(page, "deidRecords");
  expect(records.map(({ boxes }) => boxes.length)).toEqual([asked, asked]);

  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "Where devices write" });
  await card.getByText(/640 × 480, \d boxes, 2 studies/).waitFor();
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "device-rule-settings.png") });
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Save as a file" }).click();
  const saved = join(folder, "rules.json");
  await (await download).saveAs(saved);
  await card.getByRole("button", { name: /^Forget/ }).click();
  await card.getByText("Nothing learned yet.").waitFor();
  await card.locator("input[type=file]").setInputFiles(saved);
  await card.getByText(/2 studies/).waitFor();
  await page.close();
});
