import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importByPath, openApp, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { headSlice, madeHead } from "../support/head-maker.ts";
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

test("where a project wants it a head waits, its face is shown before and after, and is covered for good", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "De-identification" });
  const option = card.getByRole("checkbox", { name: "Let a person decide on faces in CT of heads" });
  await option.check({ force: true });
  await expect
    .poll(() => readTable<{ action: string }>(page, "audit"))
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
  await page.getByText("Covered: what still stands out of the cover").waitFor();
  const release = page.getByRole("button", { name: "Release to worklist" });
  expect(await release.isDisabled()).toBe(true);
  await page.getByText("Decide whether the face is covered.").waitFor();
  // A series of slices is played as a clip is: from the first to the last.
  await page.getByRole("button", { name: "Play the frames" }).click();
  await page.getByRole("heading", { name: `Image ${madeHead.slices}`, exact: true }).waitFor();
  // There are no places to go back to.
  await page.keyboard.press("f");
  await page.getByRole("radio", { name: "Cover the face" }).waitFor();
  await page.keyboard.press("l");
  await page.getByText("Nothing will be blanked.").waitFor();
  await page.keyboard.press("c");
  await page.getByText("The face will be covered in 24 images for good.").waitFor();
  await release.click();
  await page.getByText("Nothing is held.").waitFor({ timeout: 60_000 });
  const records = await readTable<{ face?: { method: string }; reviewer: string | null }>(
    page,
    "deidRecords",
  );
  // The clip of the test before lies in the same browser.
  const covered = records.filter(({ face }) => face?.method === "drown/1");
  expect(covered).toHaveLength(madeHead.slices);
  expect(covered.every(({ reviewer }) => reviewer !== null)).toBe(true);
  await page.close();
});
