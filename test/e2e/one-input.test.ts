import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  openApp,
  openSample,
  readTable,
  viewportPoint,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { expectDatasetToHold, readDrawn } from "../support/label-loop.ts";
import { openDatasetZip } from "../support/read-dataset-zip.ts";
import type { StaticServer } from "../support/static-server.ts";
import { makeTouch } from "../support/touch.ts";

let server: StaticServer;
let browsers: readonly OwnBrowser[] = [];
beforeAll(async () => {
  server = await serveApp({ online: true });
  browsers = [await startBrowser(), await startBrowser({ touch: true })];
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await server.close();
});

const isFocused = (target: Locator) =>
  target.evaluateAll((elements) => elements.some((element) => element.contains(document.activeElement)));

/** Presses Tab until the focus is in `target`; a person without a mouse has no other way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await isFocused(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${target}`);
}

async function pressKeys(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await target.first().waitFor({ timeout: 60_000 });
  await tabTo(page, target);
  await page.keyboard.press(key);
}

const studyState = async (page: Page) =>
  (await readTable<{ modalities: string[]; state: string }>(page, "studies")).find(({ modalities }) =>
    modalities.includes("CT"),
  )?.state;

test("without a pointer: open the sample, ask the model, decide on its proposals, submit, export, save", async () => {
  const page = await browsers[0]?.newPage();
  if (!page) throw new Error("no page");
  await openApp(page, server.url);
  await openSample(page, (button) => pressKeys(page, button));
  const row = page.getByRole("row", { name: /CT chest/ });
  await tabTo(page, page.getByRole("grid", { name: "Worklist" }).getByRole("row"));
  for (let presses = 0; presses < 10 && !(await isFocused(row)); presses++)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("14 / 26").waitFor();

  // Opening a study puts the focus on its image: single keys work at once.
  await page.keyboard.press("j");
  const proposal = page.getByRole("region", { name: "Proposal" });
  await expect.poll(() => countRows(page, "proposals"), { timeout: 90_000 }).toBeGreaterThan(0);
  const proposed = await countRows(page, "proposals");
  await page.keyboard.press(";");
  await proposal.getByText("Confidence").waitFor();
  // What the model finds unasked has no class yet: the lungs' key, then accept.
  await page.keyboard.press("Shift+Digit8");
  await page.keyboard.press("Enter");
  await expect.poll(() => countRows(page, "annotations")).toBe(1);
  for (let open = proposed - 1; open > 0; open--) await page.keyboard.press("Backspace");
  await expect
    .poll(async () => {
      const rows = await readTable<{ state: string }>(page, "proposals");
      return rows.filter(({ state }) => state === "proposed").length;
    })
    .toBe(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await waitForSaved(page);
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => studyState(page)).toBe("submitted");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Find an action" }).waitFor();
  await page.keyboard.type("export");
  await page.keyboard.press("Enter");
  await pressKeys(page, page.getByRole("button", { name: "Export dataset" }));
  const save = page.getByRole("button", { name: "Save dataset" });
  await save.waitFor({ timeout: 120_000 });
  const download = page.waitForEvent("download");
  await pressKeys(page, save);
  const files = openDatasetZip(readFileSync(await (await download).path()));
  expectDatasetToHold(files, await readDrawn(page));
  await page.close();
}, 300_000);

test("without keys or a mouse: open the sample, paint, accept a proposal, submit, export, save by touch", async () => {
  const page = await browsers[1]?.newPage({ width: 1180, height: 820 });
  if (!page) throw new Error("no page");
  await openApp(page, server.url);
  const touch = await makeTouch(page);
  const tap = async (target: Locator) => {
    await target.waitFor({ timeout: 60_000 });
    await touch.tap(target);
  };
  await openSample(page, touch.tap);
  await tap(page.getByRole("row", { name: /CT chest/ }).first());
  await page.getByText("14 / 26").waitFor();
  const tools = page.getByRole("toolbar", { name: "Tools" });
  await tap(page.getByRole("combobox", { name: "Draw as" }));
  await tap(page.getByRole("option", { name: /Nodule/ }));
  await tap(tools.getByRole("button", { name: "Brush", exact: true }));
  await touch.drag([await viewportPoint(page, 0.55, 0.5), await viewportPoint(page, 0.65, 0.6)]);
  await expect.poll(() => countRows(page, "annotations")).toBe(1);
  await tap(tools.getByRole("button", { name: "Ask the model" }));
  await touch.tapAt(await viewportPoint(page, 0.37, 0.45));
  await page.getByRole("region", { name: "Proposal" }).getByText("Confidence").waitFor({ timeout: 60_000 });
  await tap(page.getByRole("button", { name: "Accept proposal" }));
  await expect.poll(() => countRows(page, "annotations")).toBe(2);
  await waitForSaved(page);
  await tap(page.getByRole("button", { name: "Submit", exact: true }));
  await expect.poll(() => studyState(page)).toBe("submitted");

  await tap(page.getByRole("button", { name: "Back", exact: true }));
  await tap(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Export" }));
  await tap(page.getByRole("button", { name: "Export dataset" }));
  const save = page.getByRole("button", { name: "Save dataset" });
  await save.waitFor({ timeout: 120_000 });
  const download = page.waitForEvent("download");
  await touch.tap(save);
  const files = openDatasetZip(readFileSync(await (await download).path()));
  expectDatasetToHold(files, await readDrawn(page));
  await page.close();
}, 300_000);
