import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { copyFiles } from "./copy-files.ts";
import { writeCtSeries } from "./ct-series.ts";

/** What `npm run bench -- import --json` prints. Wall times in milliseconds, medians of the runs. */
export interface ImportFigures {
  readonly slices: number;
  readonly megabytes: number;
  readonly runs: number;
  /** From the survey's confirmation to the result. */
  readonly importMs: number;
  /** From the choice of the files to what the survey found of them; not part of `importMs`. */
  readonly surveyMs: number;
  /** The same bytes copied into IndexedDB from the same files, in the same chunks, as durable as the import is. */
  readonly copyMs: number;
  readonly ratioToCopy: number;
  /** The same, told not to wait for the disk. */
  readonly relaxedCopyMs: number;
  readonly ratioToRelaxedCopy: number;
  /** The task in which Chromium makes the chosen files known to the page, all in one; 0 when it was not over 50 ms. */
  readonly handoverTaskMs: number;
  /** Longest other task of the page from the choice to the result; 0 when none was over 50 ms. */
  readonly longestPageTaskMs: number;
  /** Peak of the renderer (page and workers), and of all processes of the browser. */
  readonly peakMemoryMb: number | null;
  readonly peakBrowserMb: number | null;
}

const chunkBytes = 1 << 20;
const picker = "input[data-picker=files]";

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function choose(browser: OwnBrowser, page: Page, paths: readonly string[]): Promise<void> {
  const debug = await browser.context.newCDPSession(page);
  const { root } = await debug.send("DOM.getDocument");
  const { nodeId } = await debug.send("DOM.querySelector", { nodeId: root.nodeId, selector: picker });
  await debug.send("DOM.setFileInputFiles", { nodeId, files: [...paths] });
  await debug.detach();
}

interface Run {
  readonly surveyMs: number;
  readonly importMs: number;
  readonly handoverTaskMs: number;
  readonly longestPageTaskMs: number;
  readonly peakMemoryMb: number | null;
  readonly peakBrowserMb: number | null;
}

/** What the page notes of itself while it imports. */
interface PageNotes {
  longest: number;
  handover: number;
}

/** Runs in the page: notes its long tasks, that of the file choice apart. */
function noteLongTasks(): void {
  const notes: PageNotes = { longest: 0, handover: 0 };
  let chosenAt = Number.NaN;
  addEventListener("change", () => (chosenAt = performance.now()), { capture: true, once: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      const key = startTime <= chosenAt && chosenAt <= startTime + duration ? "handover" : "longest";
      notes[key] = Math.max(notes[key], Math.round(duration));
    }
  }).observe({ type: "longtask" });
  Object.assign(globalThis, { notes });
}

/** A first visit: opens the app on a fresh profile and imports the files as a person does. */
async function importOnce(url: string, paths: readonly string[]): Promise<Run> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}#/import`);
    await page.locator(picker).waitFor({ state: "attached" });
    await page.evaluate(noteLongTasks);
    const memory = watchMemory(browser.pid);
    const start = performance.now();
    await choose(browser, page, paths);
    const survey = page
      .locator("form")
      .filter({ has: page.getByRole("button", { name: "Import", exact: true }) });
    const go = survey.getByRole("button", { name: "Import", exact: true });
    await go.waitFor({ timeout: 120_000 });
    const surveyed = performance.now();
    // Before the click: on a busy machine Playwright may come back from it only when the import is over.
    const clicked = performance.now();
    await go.click();
    await page.getByRole("region", { name: "Import result" }).waitFor({ timeout: 600_000 });
    const done = performance.now();
    const { rendererMb, browserMb } = memory.stop();
    await page.waitForTimeout(300);
    const notes = await page.evaluate(() => (globalThis as unknown as { notes: PageNotes }).notes);
    return {
      surveyMs: surveyed - start,
      importMs: done - clicked,
      handoverTaskMs: notes.handover,
      longestPageTaskMs: notes.longest,
      peakMemoryMb: rendererMb,
      peakBrowserMb: browserMb,
    };
  } finally {
    await browser.close();
  }
}

async function copyOnce(url: string, paths: readonly string[], durability: "strict" | "relaxed") {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}#/import`);
    await page.locator(picker).waitFor({ state: "attached" });
    await page.evaluate((selector) => {
      // The app takes what is chosen and empties its picker: this one is ours.
      const own = document.createElement("input");
      own.type = "file";
      own.multiple = true;
      own.dataset.picker = "files";
      document.querySelector(selector)?.replaceWith(own);
    }, picker);
    await choose(browser, page, paths);
    return await page.evaluate(copyFiles, { selector: picker, chunkBytes, durability });
  } finally {
    await browser.close();
  }
}

/** Imports a generated CT through the screen of the built app, and copies the same files, in turns, each on a fresh profile. */
export async function main(options: { runs?: string; limit?: string }): Promise<ImportFigures> {
  const slices = options.limit ? Number(options.limit) : 300;
  const count = options.runs ? Number(options.runs) : 3;
  const folder = mkdtempSync(join(tmpdir(), "overread-ct-"));
  const app = await serveApp();
  try {
    const paths = writeCtSeries(folder, slices);
    const runs: Run[] = [];
    const strict: number[] = [];
    const relaxed: number[] = [];
    for (let run = 0; run < count; run++) {
      runs.push(await importOnce(app.url, paths));
      strict.push(await copyOnce(app.url, paths, "strict"));
      relaxed.push(await copyOnce(app.url, paths, "relaxed"));
      console.error(`import run ${run + 1} of ${count}: ${JSON.stringify(runs.at(-1))}`);
      console.error(
        `copy ${Math.round(strict.at(-1) ?? 0)} ms, relaxed ${Math.round(relaxed.at(-1) ?? 0)} ms`,
      );
    }
    const importMs = median(runs.map((one) => one.importMs));
    const [copyMs, relaxedCopyMs] = [median(strict), median(relaxed)];
    const most = (key: "peakMemoryMb" | "peakBrowserMb") => {
      const told = runs.flatMap((one) => one[key] ?? []);
      return told.length > 0 ? Math.max(...told) : null;
    };
    const ratio = (to: number) => Number((importMs / to).toFixed(2));
    return {
      slices,
      megabytes: Math.round(paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6),
      runs: count,
      importMs: Math.round(importMs),
      surveyMs: Math.round(median(runs.map((one) => one.surveyMs))),
      copyMs: Math.round(copyMs),
      ratioToCopy: ratio(copyMs),
      relaxedCopyMs: Math.round(relaxedCopyMs),
      ratioToRelaxedCopy: ratio(relaxedCopyMs),
      handoverTaskMs: Math.max(...runs.map((one) => one.handoverTaskMs)),
      longestPageTaskMs: Math.max(...runs.map((one) => one.longestPageTaskMs)),
      peakMemoryMb: most("peakMemoryMb"),
      peakBrowserMb: most("peakBrowserMb"),
    };
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
