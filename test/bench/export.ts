import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { countRows, importByPath } from "../support/app-driver.ts";
import { serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { ctSize, writeCtSeries } from "./ct-series.ts";
import { seedLabels } from "./seed-labels.ts";

/** What `npm run bench -- export --json` prints: export-and-workflow X7, in the built app in Chromium. Times in milliseconds. */
export interface ExportFigures {
  readonly images: number;
  readonly pixels: string;
  readonly objects: number;
  /** As the screen chooses them at first. */
  readonly formats: readonly string[];
  readonly exportMs: number;
  readonly zipMegabytes: number;
  /** Longest task of the page from the click to the proof; 0 when none was over 50 ms. At most 100. */
  readonly longestPageTaskMs: number;
  /** Peak of the renderer (page and workers) while it exports, and what it had before. At most 600. */
  readonly peakMemoryMb: number | null;
  readonly memoryBeforeMb: number | null;
  readonly peakBrowserMb: number | null;
  /** From the click on Cancel, while files are written, to the form that says so. At most 500. */
  readonly cancelMs: number;
  /** Entries of the origin's private file system that a cancelled export left behind. */
  readonly leftBehind: number;
}

const objectsPerImage = 10;

interface PageNotes {
  longest: number;
  cancelled: number;
}

/** Runs in the page: notes its long tasks, and how long after a click on Cancel the form is back. */
function noteTasks(cancelWord: string): void {
  const notes: PageNotes = { longest: 0, cancelled: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      notes.longest = Math.max(notes.longest, Math.round(duration));
  }).observe({ type: "longtask" });
  let clickedAt = Number.NaN;
  addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest("button")?.textContent?.trim() === cancelWord)
        clickedAt = performance.now();
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (notes.cancelled > 0 || Number.isNaN(clickedAt)) return;
    if (document.body.textContent?.includes("Export cancelled"))
      notes.cancelled = performance.now() - clickedAt;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  Object.assign(globalThis, { notes });
}

const notesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { notes: PageNotes }).notes);

async function openExport(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/export`);
  // The labels were written behind the app's back, and a result may still stand there: a reload shows the form.
  await page.reload();
  await page.getByRole("button", { name: "Export dataset" }).waitFor({ timeout: 120_000 });
  await page.evaluate(noteTasks, "Cancel");
}

/** Imports a generated CT, labels every slice with ten things, exports all of it, and cancels a second export half-way. */
export async function main(options: { limit?: string }): Promise<ExportFigures> {
  const images = options.limit ? Number(options.limit) : 1000;
  const folder = mkdtempSync(join(tmpdir(), "overread-ct-"));
  const app = await serveApp();
  const browser = await startBrowser();
  try {
    const paths = writeCtSeries(folder, images);
    const page = await browser.newPage();
    await page.goto(app.url);
    await page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 60_000 });
    await importByPath(page, paths, "bench");
    // The screen of the schema stores the first one.
    await page.goto(`${app.url}#/schema`);
    while ((await countRows(page, "schemas")) === 0) await page.waitForTimeout(200);
    const objects = await seedLabels(page, objectsPerImage, ctSize);
    console.error(`${images} images with ${objects} objects`);

    await openExport(page, app.url);
    const before = watchMemory(browser.pid);
    await page.waitForTimeout(1000);
    const { rendererMb: memoryBeforeMb } = before.stop();
    const memory = watchMemory(browser.pid);
    const clicked = performance.now();
    // A page that is busy for long must not end the measurement: that is what is measured.
    await page.getByRole("button", { name: "Export dataset" }).click({ noWaitAfter: true, timeout: 600_000 });
    const save = page.getByRole("button", { name: "Save dataset" });
    const failed = page.getByText("Nothing was handed over");
    await save.or(failed).first().waitFor({ timeout: 3_600_000 });
    if (await failed.isVisible()) throw new Error((await page.locator("main").textContent()) ?? "");
    const exportMs = performance.now() - clicked;
    const { rendererMb: peakMemoryMb, browserMb: peakBrowserMb } = memory.stop();
    const { longest } = await notesOf(page);
    const facts = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      let bytes = 0;
      const exports = await root.getDirectoryHandle("exports");
      for await (const entry of exports.values() as AsyncIterable<FileSystemHandle>)
        if (entry instanceof FileSystemFileHandle) bytes += (await entry.getFile()).size;
      return { bytes };
    });
    const formats = await page.locator("table.table tbody tr strong").allInnerTexts();
    console.error(
      `exported in ${Math.round(exportMs)} ms, longest task ${longest} ms, peak ${peakMemoryMb} MB`,
    );

    await openExport(page, app.url);
    await page.getByRole("button", { name: "Export dataset" }).click({ noWaitAfter: true, timeout: 600_000 });
    // Pictures and masks are being written, and some are done.
    const writing = page.getByRole("status", { name: "Write", exact: true });
    await writing.getByText(/^[1-9]\d* of/).waitFor({ timeout: 600_000 });
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("Export cancelled").waitFor({ timeout: 60_000 });
    const { cancelled } = await notesOf(page);
    const leftBehind = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const exports = await root.getDirectoryHandle("exports", { create: true });
      let count = 0;
      for await (const _ of exports.values() as AsyncIterable<FileSystemHandle>) count++;
      return count;
    });
    return {
      images,
      pixels: `${ctSize} × ${ctSize}`,
      objects,
      formats,
      exportMs: Math.round(exportMs),
      zipMegabytes: Math.round(facts.bytes / 1e6),
      longestPageTaskMs: longest,
      peakMemoryMb,
      memoryBeforeMb,
      peakBrowserMb,
      cancelMs: Math.round(cancelled),
      leftBehind,
    };
  } finally {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
