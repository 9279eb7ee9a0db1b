import { statSync } from "node:fs";
import { chooseByPath, openApp } from "../app-driver.ts";
import type { OwnBrowser } from "../browser-app.ts";
import { tissueTile, writePyramid } from "../pyramid-file.ts";
import { groupUse } from "./process-tree.ts";

/** What the look of a huge file takes. */
export interface LookFigures {
  /** Processor time of the whole browser from the press on Look until every tile of the first view is painted. */
  readonly cpuSeconds: number;
  /** Growth of the whole browser's memory over the same time. */
  readonly memoryMb: number;
  readonly firstViewMs: number;
  readonly tiles: number;
  readonly fileGb: number;
  readonly diskMb: number;
  readonly columns: number;
  readonly rows: number;
}

const [columns, rows, levels, tileSize] = [36_864, 30_720, 8, 512];
/** From this level on the tiles are drawn; finer ones are holes. */
const drawnFrom = 4;

/** Chooses the file as a person would, presses Look before anything is imported, and waits for the first view. */
export async function measureLook(browser: OwnBrowser, url: string, path: string): Promise<LookFigures> {
  const made = writePyramid(path, {
    columns,
    rows,
    levels,
    tileSize,
    compression: 1,
    tile: (level, column, row) => (level < drawnFrom ? null : tissueTile(tileSize, level, column, row)),
  });
  const page = await browser.newPage();
  await openApp(page, url);
  await page.goto(`${url}#/import`);
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  const session = await page.context().newCDPSession(page);
  await chooseByPath(page, [path]);
  const look = page.getByRole("button", { name: /^Look at / });
  await look.waitFor({ timeout: 120_000 });
  // The survey is over when its question stands: what follows is the look alone.
  await page.locator("form.import-box").waitFor({ timeout: 300_000 });
  await page.waitForTimeout(3000);
  await session.send("HeapProfiler.collectGarbage");
  const before = groupUse(browser.pid);
  const started = performance.now();
  await look.click();
  await page.locator(".viewport[data-seen=true]").waitFor({ timeout: 120_000 });
  await page.getByText(/^reading \d+ tile/).waitFor({ state: "detached", timeout: 120_000 });
  const firstViewMs = performance.now() - started;
  const after = groupUse(browser.pid);
  await page.close();
  return {
    cpuSeconds: Number((after.cpuSeconds - before.cpuSeconds).toFixed(2)),
    memoryMb: Math.round(after.memoryMb - before.memoryMb),
    firstViewMs: Math.round(firstViewMs),
    tiles: made.tiles,
    fileGb: Number((made.lengthBytes / 1e9).toFixed(2)),
    diskMb: Math.round((statSync(path).blocks * 512) / 1e6),
    columns,
    rows,
  };
}
