import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importByPath, openApp, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import type { StaticServer } from "../support/static-server.ts";
import { makeUltrasound } from "../support/ultrasound-maker.ts";

const folder = mkdtempSync(join(tmpdir(), "overread-options-"));
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

test("a steward chooses what stays; the choice survives a reload and names itself in what is imported then", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  const card = page.getByRole("region", { name: "De-identification" });
  const open = async () => {
    await page.goto(`${server.url}#/settings`);
    await card.waitFor();
  };
  await open();
  await card.getByText("Nothing is kept beyond what an image needs.").waitFor();
  await card.getByText("Shifted").click();
  await card.getByText(/move back by the same secret number of days.* 113107/).waitFor();
  await card.getByRole("checkbox", { name: "Keep which device made the image" }).check({ force: true });
  await card.getByRole("checkbox", { name: "Keep descriptions, cleaned" }).check({ force: true });
  await card.getByRole("checkbox", { name: /^Keep makers' numbers/ }).check({ force: true });
  await card.getByText("4 options are on.").waitFor();
  await page.reload();
  await open();
  await card.getByText("4 options are on.").waitFor();
  const heights = await card
    .locator("label, [role=radio]")
    .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().height));
  expect(heights).toHaveLength(12);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  expect(await card.getByRole("radio", { name: "Shifted" }).isChecked()).toBe(true);

  const path = join(folder, "clip.dcm");
  writeFileSync(path, makeUltrasound({ frames: 1, lines: [] }).file);
  await importByPath(page, [path], "unused");
  await page.goto(`${server.url}#/pixels`);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Release to worklist" }).click();
  await page.getByText("Nothing is held.").waitFor();
  const [record] = await readTable<{ options: string[] }>(page, "deidRecords");
  expect(record?.options).toEqual(["p", "d", "m", "t"]);
  const audit = await readTable<{ action: string }>(page, "audit");
  expect(audit.filter(({ action }) => action === "deid-options")).toHaveLength(4);
  await page.close();
});
