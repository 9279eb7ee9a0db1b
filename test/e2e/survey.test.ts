import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { makePng } from "../support/raw-maker.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
const folder = mkdtempSync(join(tmpdir(), "overread-survey-"));
const longName = "an export whose folder has a name that does not fit on one line of a narrow screen ".repeat(
  2,
);

beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const picture = (seed: number) =>
  makePng({ columns: 40, rows: 30, bits: 16, colorType: 0, sample: (x, y) => seed * 900 + 300 * x + 7 * y });

test("two folders without a patient are two questions; where each file is a different patient, each gets its pseudonym", async () => {
  const top = join(folder, "scans");
  for (const [at, name] of ["a", longName.trim()].entries()) {
    mkdirSync(join(top, name), { recursive: true });
    for (const file of [1, 2]) writeFileSync(join(top, name, `${file}.png`), picture(at * 2 + file));
  }
  writeFileSync(join(top, `${longName}.txt`), "no image");

  const page = await browser.newPage({ width: 820, height: 1180 });
  await openApp(page, server.url);
  await page.getByRole("button", { name: "Import" }).first().click();
  await page.getByRole("button", { name: "Choose folder" }).waitFor();
  await page.locator("input[data-picker=folder]").setInputFiles(top);

  const questions = page.getByRole("group", { name: "These files name no patient" });
  const one = questions.getByRole("group", { name: /2 files \(PNG\).*scans\/a$/ });
  const other = questions.getByRole("group", { name: /2 files \(PNG\).*scans\/an export/ });
  const patients = questions.getByRole("textbox", { name: "Patient", exact: true });
  await one.waitFor();
  await other.waitFor();
  await expect.poll(() => patients.count()).toBe(2);
  const start = page.getByRole("button", { name: "Import", exact: true });
  expect(await start.isDisabled()).toBe(true);

  await questions.getByRole("checkbox", { name: "All 4 files are of one patient" }).check();
  await expect
    .poll(() => questions.getByRole("textbox", { name: "Patient for all 4 files" }).count())
    .toBe(1);
  await questions.getByRole("checkbox", { name: "All 4 files are of one patient" }).uncheck();

  const apart = one.getByRole("checkbox", { name: "Each file is a different patient" });
  for (const target of [apart.locator("xpath=.."), start, patients.last()])
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await one.getByRole("textbox").fill("typed before");
  await apart.check();
  await expect.poll(() => patients.count()).toBe(1);
  await apart.uncheck();
  expect(await one.getByRole("textbox").inputValue()).toBe("typed before");
  await apart.check();
  await other.getByRole("textbox").fill("Somebody");
  await start.click();
  await page.getByRole("region", { name: "Import result" }).waitFor({ timeout: 60_000 });
  const end = await page.getByRole("link", { name: "Go to worklist" }).boundingBox();
  expect(end && end.x + end.width).toBeLessThan(820);

  await page.goto(`${server.url}#/worklist`);
  const row = page.getByRole("row").filter({ hasText: "To do" });
  await row.first().waitFor();
  const texts = await row.allInnerTexts();
  const pseudonyms = texts.map((text) => /· ([0-9A-Z]{8})/.exec(text)?.[1]);
  expect(new Set(pseudonyms).size).toBe(3);
  expect(pseudonyms.every((pseudonym) => pseudonym !== undefined)).toBe(true);
  await page.close();
});
