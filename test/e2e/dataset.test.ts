import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "../../src/ui/messages/en.ts";
import { openApp, openSample, openStudy } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { drawLabels, readDrawn } from "../support/label-loop.ts";
import type { StaticServer } from "../support/static-server.ts";
import { openDatasetFolder, readJson } from "../support/verify/dataset-folder.ts";
import { verifySplit } from "../support/verify/split.ts";

let browser: OwnBrowser;
let server: StaticServer;
const folder = mkdtempSync(join(tmpdir(), "overread-dataset-"));
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Changes the first row of a table behind the app's back. */
const spoil = (page: Page, table: string, change: "actor" | "origin") =>
  page.evaluate(
    ([name, kind]) =>
      new Promise<void>((resolve, reject) => {
        const opened = indexedDB.open("overread");
        opened.onerror = reject;
        opened.onsuccess = () => {
          const transaction = opened.result.transaction(name ?? "", "readwrite");
          const store = transaction.objectStore(name ?? "");
          const all = store.getAll();
          all.onsuccess = () => {
            const [row] = all.result;
            if (kind === "actor") row.actor = "somebody";
            else row.annotation.provenance.origin = "model";
            store.put(row);
          };
          transaction.oncomplete = () => {
            opened.result.close();
            resolve();
          };
          transaction.onerror = reject;
        };
      }),
    [table, change],
  );

test("YOLO and NIfTI leave with the IDs of all other formats, a split that proves itself, and a record of work that is checked", async () => {
  const page = await browser.newPage();
  await openApp(page, server.url);
  await openSample(page);
  await openStudy(page, /CT chest/);
  await drawLabels(page);
  const uids = (await readDrawn(page)).annotations.map((row) => row.instanceUid).sort();

  // The time of an export is an option of it (X10): the page's clock stands still from here on.
  await page.clock.setFixedTime(new Date("2026-11-29T04:00:00.000Z"));
  const exportTo = async (file: string) => {
    // A result may still stand there: a reload shows the form.
    await page.goto(`${server.url}#/export`);
    await page.reload();
    await page.getByRole("button", { name: en.exporting.start }).waitFor();
    for (const format of ["yolo-det", "yolo-seg", "nifti"])
      await page
        .getByRole("checkbox", { name: en.exporting.formatNames[format] ?? "" })
        .click({ force: true });
    await page.getByText(en.vetting.about).click();
    await page.getByLabel(en.vetting.license).fill("Made up: no licence needed");
    await page.getByLabel(en.vetting.license).press("Tab");
    await page.getByRole("button", { name: en.exporting.start }).click();
    await page.getByRole("button", { name: en.exporting.save }).waitFor({ timeout: 120_000 });
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: en.exporting.save }).click();
    await (await download).saveAs(file);
  };
  const file = join(folder, "dataset.zip");
  await exportTo(file);
  const again = join(folder, "again.zip");
  await exportTo(again);
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);

  const dataset = openDatasetFolder(file);
  const text = (path: string) => new TextDecoder().decode(dataset.read(path));
  const pathOf = (pattern: RegExp) => dataset.paths.find((path) => pattern.test(path)) ?? "";
  expect(text("README.md")).toContain("Made up: no licence needed");
  const inFile = (path: string) => uids.filter((uid) => text(path).includes(`"${uid}"`));
  for (const path of [
    /manifest\.json$/,
    /^coco\/instances_train/,
    /annotations\.ndjson$/,
    /^yolo-det\/instances/,
    /^yolo-seg\/instances/,
    /^nifti\/.*labels\.json$/,
  ])
    expect(inFile(pathOf(path)), String(path)).toEqual(uids);
  const volume = pathOf(/^nifti\/.*image\.nii\.gz$/);
  expect(readFileSync(file).length).toBeGreaterThan(dataset.read(volume).length);
  const checks = readJson<{ verification: Record<string, { written: number; mismatches: number }> }>(
    dataset,
    "manifest.json",
  );
  for (const format of ["yolo-det", "yolo-seg", "nifti", "audit"]) {
    expect(checks.verification[format]?.written, format).toBeGreaterThan(0);
    expect(checks.verification[format]?.mismatches, format).toBe(0);
  }
  expect(verifySplit(dataset)).toMatchObject({ ok: true, reproducedFromSeed: true, patients: 1 });

  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: en.audit.title });
  await card.getByRole("button", { name: en.audit.check }).click();
  await card.getByText(en.audit.compared(1)).waitFor();
  await spoil(page, "audit", "actor");
  await card.getByRole("button", { name: en.audit.check }).click();
  await card.getByText(en.audit.fault("changed", 1)).waitFor();

  await spoil(page, "annotations", "origin");
  await page.goto(`${server.url}#/export`);
  await page.getByRole("button", { name: en.exporting.start }).click();
  await page.getByRole("heading", { name: en.vetting.overrideTitle }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole("button", { name: en.vetting.override }).isDisabled()).toBe(true);
  await page.getByLabel(en.vetting.reason).fill("pilot");
  await page.getByRole("button", { name: en.vetting.override }).click();
  await page.getByText(en.vetting.severities.error ?? "").waitFor({ timeout: 120_000 });
  await page.close();
});
