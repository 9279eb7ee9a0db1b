import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { countRows, importByPath } from "../support/app-driver.ts";
import { serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { ctSize, writeCtSeries } from "./ct-series.ts";
import { seedLabels } from "./seed-labels.ts";
import { tracedTasks } from "./trace-tasks.ts";

/** What `npm run bench -- export --json` prints: export-and-workflow X7, in the built app in Chromium. Times in milliseconds. */
export interface ExportFigures {
  readonly images: number;
  readonly pixels: string;
  readonly objects: number;
  /** As the screen chooses them at first. */
  readonly formats: readonly string[];
  /** Before anything is measured: files taken in, and labels written past the app. */
  readonly importMs: number;
  readonly seedMs: number;
  readonly exportMs: number;
  /** Of it, from the click to the last word of each step. */
  readonly stepMs: Readonly<Record<string, number>>;
  readonly zipMegabytes: number;
  /** Longest task of the page from the click to the proof; 0 when none was over 50 ms. At most 100. */
  readonly longestPageTaskMs: number;
  /** Most processor time that a task of the page had meanwhile; null without a trace. What is more by the clock, others had. */
  readonly longestPageTaskCpuMs: number | null;
  /** What the screen showed when it ended; null when none was over 50 ms. */
  readonly longestPageTaskIn: string | null;
  /** Peak of the renderer (page and workers) while it exports, and what it had before. At most 600. */
  readonly peakMemoryMb: number | null;
  /** From the click. */
  readonly peakAtMs: number;
  readonly memoryBeforeMb: number | null;
  readonly peakBrowserMb: number | null;
  /** From the click on Cancel, while files are written, to the form that says so. At most 500. */
  readonly cancelMs: number;
  /** The same while the DICOM objects of all labels are made, the longest stretches of the worker. At most 500. */
  readonly cancelInObjectsMs: number;
  /** Entries of the origin's private file system that a cancelled export left behind. */
  readonly leftBehind: number;
}

const objectsPerImage = 10;

interface PageNotes {
  longest: number;
  longestIn: string | null;
  cancelled: number;
  /** Milliseconds since the page was noted, when the screen last showed each step. */
  steps: Record<string, number>;
}

/** Runs in the page: notes its long tasks, its steps, and how long after a click on Cancel the form is back. */
function noteTasks(cancelWord: string): void {
  const notes: PageNotes = { longest: 0, longestIn: null, cancelled: 0, steps: {} };
  const began = performance.now();
  const shown = () =>
    document.querySelector(".export-running")?.getAttribute("aria-label") ??
    document.querySelector("h1")?.textContent ??
    "";
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (duration <= notes.longest) continue;
      notes.longest = Math.round(duration);
      notes.longestIn = shown();
    }
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
    const step = document.querySelector(".export-running")?.getAttribute("aria-label");
    if (step) notes.steps[step] = Math.round(performance.now() - began);
    if (notes.cancelled > 0 || Number.isNaN(clickedAt)) return;
    if (document.querySelector(".export-form")?.textContent?.includes("Export cancelled"))
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

/** Starts an export, cancels it once `isThere` says so of the images and files that are done, and gives how long the form was away. */
async function cancelWhen(page: Page, url: string, isThere: (done: number) => boolean): Promise<number> {
  await openExport(page, url);
  await page.getByRole("button", { name: "Export dataset" }).click({ noWaitAfter: true, timeout: 600_000 });
  const writing = page.getByRole("status", { name: "Write", exact: true });
  await writing.waitFor({ timeout: 600_000 });
  const deadline = performance.now() + 900_000;
  while (performance.now() < deadline) {
    const text = (await writing.textContent({ timeout: 60_000 })) ?? "";
    // Thousands are set apart by a narrow space.
    const done = Number(/(\d[\d\s]*) of/.exec(text)?.[1]?.replace(/\s/g, "") ?? 0);
    if (isThere(done)) break;
    await page.waitForTimeout(20);
  }
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.locator(".export-form").getByText("Export cancelled").waitFor({ timeout: 120_000 });
  return Math.round((await notesOf(page)).cancelled);
}

/**
 * Imports a generated CT, labels every slice with ten things, exports all of it, and cancels a second and a third export half-way.
 * `size`: rows and columns of a slice; `trace`: a file for what the browser did meanwhile (DevTools opens it).
 */
export async function main(options: {
  limit?: string;
  size?: string;
  trace?: string;
}): Promise<ExportFigures> {
  const images = options.limit ? Number(options.limit) : 1000;
  const side = options.size ? Number(options.size) : ctSize;
  const folder = mkdtempSync(join(tmpdir(), "overread-ct-"));
  const app = await serveApp();
  const browser = await startBrowser();
  try {
    const paths = writeCtSeries(folder, images, side);
    const page = await browser.newPage();
    await page.goto(app.url);
    await page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 60_000 });
    const begun = performance.now();
    await importByPath(page, paths, "bench");
    const importMs = performance.now() - begun;
    // The screen of the schema stores the first one.
    await page.goto(`${app.url}#/schema`);
    while ((await countRows(page, "schemas")) === 0) await page.waitForTimeout(200);
    const seeding = performance.now();
    const objects = await seedLabels(page, objectsPerImage, side);
    const seedMs = performance.now() - seeding;
    console.error(
      `${images} images in ${Math.round(importMs)} ms, ${objects} objects in ${Math.round(seedMs)} ms`,
    );

    await openExport(page, app.url);
    const before = watchMemory(browser.pid);
    await page.waitForTimeout(1000);
    const { rendererMb: memoryBeforeMb } = before.stop();
    const tracer = options.trace ? browser.context.browser() : null;
    await tracer?.startTracing(page, { categories: ["devtools.timeline", "toplevel"] });
    const memory = watchMemory(browser.pid, 500);
    const clicked = performance.now();
    // A page that is busy for long must not end the measurement: that is what is measured.
    await page.getByRole("button", { name: "Export dataset" }).click({ noWaitAfter: true, timeout: 600_000 });
    const save = page.getByRole("button", { name: "Save dataset" });
    const failed = page.getByText("Nothing was handed over");
    await save.or(failed).first().waitFor({ timeout: 3_600_000 });
    if (await failed.isVisible()) throw new Error((await page.locator("main").textContent()) ?? "");
    const exportMs = performance.now() - clicked;
    const { rendererMb: peakMemoryMb, rendererAtMs: peakAtMs, browserMb: peakBrowserMb } = memory.stop();
    const { longest, longestIn, steps: stepMs } = await notesOf(page);
    const trace = await tracer?.stopTracing();
    if (trace && options.trace) writeFileSync(options.trace, trace);
    const longestPageTaskCpuMs = trace ? (tracedTasks(trace)?.cpuMs ?? null) : null;
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
      `exported in ${Math.round(exportMs)} ms, longest task ${longest} ms in ${longestIn}, peak ${peakMemoryMb} MB at ${peakAtMs} ms`,
    );

    // Pictures and masks are being written, and some are done; then, all are.
    const cancelMs = await cancelWhen(page, app.url, (done) => done > 0);
    const cancelInObjectsMs = await cancelWhen(page, app.url, (done) => done > images);
    console.error(`cancelled in ${cancelMs} and ${cancelInObjectsMs} ms`);
    const leftBehind = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const exports = await root.getDirectoryHandle("exports", { create: true });
      let count = 0;
      for await (const _ of exports.values() as AsyncIterable<FileSystemHandle>) count++;
      return count;
    });
    return {
      images,
      pixels: `${side} × ${side}`,
      objects,
      formats,
      importMs: Math.round(importMs),
      seedMs: Math.round(seedMs),
      exportMs: Math.round(exportMs),
      stepMs,
      zipMegabytes: Math.round(facts.bytes / 1e6),
      longestPageTaskMs: longest,
      longestPageTaskCpuMs,
      longestPageTaskIn: longestIn,
      peakMemoryMb,
      peakAtMs,
      memoryBeforeMb,
      peakBrowserMb,
      cancelMs,
      cancelInObjectsMs,
      leftBehind,
    };
  } finally {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
