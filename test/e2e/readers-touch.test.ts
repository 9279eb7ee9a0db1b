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
import type { StaticServer } from "../support/static-server.ts";
import { makeTouch, type Touch } from "../support/touch.ts";
import { openDatasetFolder, readJson } from "../support/verify/dataset-folder.ts";
import { verifySplit } from "../support/verify/split.ts";

let browser: OwnBrowser;
let server: StaticServer;
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser({ touch: true });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What a hand does, once what it means to touch is there, can be used, and lies under no message. */
async function tap(touch: Touch, target: Locator) {
  await target.click({ trial: true, timeout: 60_000 });
  await touch.tap(target);
}

const go = (page: Page, touch: Touch, name: string) =>
  tap(touch, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }));

async function workAs(page: Page, touch: Touch, name: string) {
  await go(page, touch, "Settings");
  await tap(touch, page.getByRole("button", { name: `Work as ${name}` }));
  await page.getByText(`${name} is working now`).first().waitFor();
}

/** Draws one box, a little elsewhere for each reader, and submits. */
async function readStudy(page: Page, touch: Touch, by: number) {
  const before = await countRows(page, "annotations");
  await go(page, touch, "Worklist");
  await tap(touch, page.getByRole("row", { name: /CT chest.*To do/ }).first());
  await page.getByText("14 / 26").waitFor({ timeout: 60_000 });
  await tap(touch, page.getByRole("combobox", { name: "Draw as" }));
  await tap(touch, page.getByRole("option", { name: /Nodule/ }));
  await tap(touch, page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Box" }));
  await touch.drag([await viewportPoint(page, 0.3 + by, 0.3), await viewportPoint(page, 0.45 + by, 0.45)]);
  await expect.poll(() => countRows(page, "annotations"), { timeout: 20_000 }).toBe(before + 1);
  await waitForSaved(page);
  await tap(touch, page.getByRole("button", { name: "Submit", exact: true }));
  await page.getByText("Submitted. “Next task”").first().waitFor({ timeout: 20_000 });
  await tap(touch, page.getByRole("button", { name: "Back", exact: true }));
}

interface Row {
  readonly annotation: {
    readonly instanceUid: string;
    readonly provenance: { readonly origin: string; readonly derivedFrom: readonly string[] };
  };
}

test("by touch alone: two read blind, a third decides, and the dataset's split, IDs and agreement hold", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await openApp(page, server.url);
  const touch = await makeTouch(page);
  await openSample(page, touch.tap);

  await go(page, touch, "Settings");
  for (const name of ["Ben", "Cora"]) {
    // A tap puts the caret there; the letters come from the tablet's own keyboard.
    await tap(touch, page.getByRole("textbox", { name: "Name", exact: true }).last());
    await page.keyboard.insertText(name);
    await tap(touch, page.getByRole("button", { name: "Add person" }));
    await page.getByRole("button", { name: `Work as ${name}` }).waitFor();
  }
  // The list of a native field is the tablet's, not the page's.
  await page.getByRole("combobox", { name: "Readers for each study" }).selectOption("2");
  await page.getByText("2 people label each study").first().waitFor();

  await readStudy(page, touch, 0);
  await workAs(page, touch, "Ben");
  await readStudy(page, touch, 0.03);
  await workAs(page, touch, "Cora");
  await go(page, touch, "Review");
  await tap(touch, page.getByRole("link", { name: /Compare CT chest/ }));
  await page.getByText("1 match to decide").waitFor({ timeout: 60_000 });
  await tap(touch, page.getByRole("button", { name: /^STAPLE/ }));
  await page.getByText("All decided").waitFor();
  await tap(touch, page.getByRole("button", { name: "Make consensus" }));
  await page.getByText("Consensus of 1 label made").first().waitFor({ timeout: 20_000 });

  await go(page, touch, "Export");
  await tap(touch, page.getByRole("button", { name: "Export dataset" }));
  const save = page.getByRole("button", { name: "Save dataset" });
  await save.waitFor({ timeout: 120_000 });
  const download = page.waitForEvent("download");
  await touch.tap(save);
  const folder = openDatasetFolder((await (await download).path()) ?? "");
  expect(verifySplit(folder).ok).toBe(true);
  const consensus = (await readTable<Row>(page, "annotations")).filter(
    ({ annotation }) => annotation.provenance.origin === "consensus",
  );
  expect(consensus.map(({ annotation }) => annotation.provenance.derivedFrom.length)).toEqual([2]);
  const manifest = readJson<{ instances: { instanceUid: string }[] }>(folder, "manifest.json");
  expect(manifest.instances.map(({ instanceUid }) => instanceUid)).toEqual(
    consensus.map(({ annotation }) => annotation.instanceUid),
  );
  const { agreement } = readJson<{ agreement: { readers: string[]; studies: number }[] }>(
    folder,
    "vetting.json",
  );
  expect(agreement).toMatchObject([{ studies: 1, readers: [expect.any(String), expect.any(String)] }]);
  expect(errors).toEqual([]);
  await page.close();
});
