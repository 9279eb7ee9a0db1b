import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importByPath, openApp, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { headSlice, madeHead } from "../support/head-maker.ts";
import type { StaticServer } from "../support/static-server.ts";

const folder = mkdtempSync(join(tmpdir(), "overread-face-"));
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

test("where a project wants it a head waits, its face is shown before and after, and is covered for good", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "De-identification" });
  const option = card.getByRole("checkbox", { name: "Let a person decide on faces in CT of heads" });
  await option.check({ force: true });
  await expect
    .poll(() => readTable<{ action: string }>(page, "audit"), { timeout: 15_000 })
    .toContainEqual(
      expect.objectContaining({
        action: "deid-options",
        detail: expect.objectContaining({ coverFaces: true }),
      }),
    );
  const paths = Array.from({ length: madeHead.slices }, (_, slice) => {
    const path = join(folder, `${slice}.dcm`);
    writeFileSync(path, headSlice(slice));
    return path;
  });
  await importByPath(page, paths, "unused");
  await page.getByRole("link", { name: "Review pixels" }).first().click();
  await page.getByRole("heading", { name: "A face can be computed from 24 images" }).waitFor();
  await page.getByText("Covered: what still stands out of the cover").waitFor({ timeout: 30_000 });
  const release = page.getByRole("button", { name: "Release to worklist" });
  expect(await release.isDisabled()).toBe(true);
  await page.getByText("Decide whether the face is covered.").waitFor();
  await page.getByRole("radio", { name: "Cover the face" }).click();
  await page.getByText("The face will be covered in 24 images for good.").waitFor();
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/face-tablet.png` });
  await release.click();
  await page.getByText("Nothing is held.").waitFor({ timeout: 60_000 });
  const records = await readTable<{ face?: { method: string }; reviewer: string | null }>(
    page,
    "deidRecords",
  );
  expect(records).toHaveLength(madeHead.slices);
  expect(records.every(({ face, reviewer }) => face?.method === "drown/1" && reviewer !== null)).toBe(true);
  await page.close();
});
