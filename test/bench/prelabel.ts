import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { countRows, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { writeCtSeries } from "./ct-series.ts";
import { notesOf, open, type Spread, spread, take } from "./screen/drive-screen.ts";
import { type PageTasks, tracePage } from "./screen/page-tasks.ts";
import { type WorkerCall, watchCalls } from "./screen/watch-calls.ts";

/** What `npm run bench -- prelabel --json` prints: rows 7, 8 and 10 of docs/assist.md in the built app; milliseconds. Null: not reached. */
export interface PrelabelFigures {
  /** A CT of so many slices of 512², in a Chromium whose JavaScript heap may have 1 GB. */
  readonly slices: number;
  /** From the call until the network has passed its self-test. */
  readonly sessionMs: number | null;
  /** From a click of the person to the network's answer. */
  readonly promptMs: Spread;
  /** Tasks of the page: opening a study with the network starting, clicks that it answers, and the same clicks without it. */
  readonly tasks: { readonly start: PageTasks; readonly prompts: PageTasks; readonly without: PageTasks };
  /** From an arrow key to the frame with the next image; each on images that were not decoded before. */
  readonly scroll: {
    readonly alone: Spread;
    readonly following: Spread | null;
    readonly prelabelling: Spread;
    /** 95th percentile with the run over that without. */
    readonly ratio: number | null;
  };
  /** Long tasks (over 50 ms) while scrolling and pre-labelling. */
  readonly longTasks: number;
  readonly run: RunFigures;
  readonly peakRendererMb: number | null;
}

interface RunFigures {
  readonly unitsPerMinute: number;
  readonly done: number;
  readonly proposals: number;
  /** Browsers killed while it went on. */
  readonly kills: number;
  /** Proposals that say the same of the same image. */
  readonly doubled: number;
  readonly runs: number;
  /** Of the page and its workers by the browser's own account, MB; null where it does not say. */
  readonly memoryMb: number | null;
}

/** Three times so many images are scrolled to that were not decoded before. */
const pressesOf = (slices: number) => Math.max(5, Math.min(50, Math.floor(slices / 3) - 8));
const pressMs = 70;

const callsOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { workerCalls: WorkerCall[] }).workerCalls);

const answered = (page: Page, name: string, count: number) =>
  page.waitForFunction(
    ([wanted, least]) =>
      (globalThis as unknown as { workerCalls: WorkerCall[] }).workerCalls.filter(
        (call) => call.name === wanted && call.ms !== null,
      ).length >= (least as number),
    [name, count] as const,
    { timeout: 120_000 },
  );

async function act(page: Page, words: string) {
  await page.getByRole("application").first().focus();
  await page.keyboard.press("Control+k");
  const palette = page.locator("dialog[open]");
  await palette.getByRole("combobox").fill(words);
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" }).catch(() => undefined);
}

async function clicks(page: Page, count: number, each: (at: number) => Promise<void>) {
  const box = await page.getByRole("application").first().boundingBox();
  if (!box) throw new Error("There is no image.");
  for (let at = 0; at < count; at++) {
    await page.mouse.click(box.x + box.width * (0.44 + 0.02 * at), box.y + box.height * 0.5);
    await each(at);
    await page.waitForTimeout(300);
  }
}

async function scroll(page: Page, presses: number): Promise<Spread> {
  await page.getByRole("application").first().focus();
  const before = await notesOf(page);
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(pressMs);
  }
  await page.waitForTimeout(500);
  const after = await notesOf(page);
  return spread(after.keys.slice(before.keys.length));
}

/** What the browser says that the page and its workers hold. */
const memoryMb = (page: Page) =>
  page
    .evaluate(async () => {
      const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
        measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
      };
      return measure ? (await measure.call(performance)).bytes : null;
    })
    .then((bytes) => (bytes === null ? null : Math.round(bytes / 2 ** 20)))
    .catch(() => null);

/** The browser answers when it next clears up; that may be long. */
const soon = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work, new Promise<null>((done) => setTimeout(() => done(null), 15_000))]);

async function fresh(browser: OwnBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(watchCalls);
  return page;
}

interface RunRow {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly key?: string;
}

/** Runs of suggestions; not those that follow a label. */
const runRows = async (page: Page) =>
  (await readTable<RunRow>(page, "prelabelRuns")).filter(({ key }) => key?.startsWith("suggest/"));

const longest = (rows: readonly RunRow[]) => rows.toSorted((a, b) => b.done - a.done)[0];

/** Proposals of one image with equal masks, beyond the first. */
async function doubledIn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const asked = indexedDB.open("overread");
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const seen = new Set<string>();
          let doubled = 0;
          const walk = asked.result.transaction("proposals").objectStore("proposals").openCursor();
          walk.onerror = () => reject(walk.error);
          walk.onsuccess = () => {
            const at = walk.result;
            if (!at) return resolve(doubled);
            const { target, mask, supersededBy, state } = at.value;
            const key = `${target.sop}/${target.frame}/${mask.counts.join()}`;
            if (supersededBy === null && state === "proposed") {
              if (seen.has(key)) doubled++;
              seen.add(key);
            }
            at.continue();
          };
        };
      }),
  );
}

/** The parts of the session: its start, prompts, and scrolling with and without what runs in the background. */
async function session(page: Page, url: string, study: string, presses: number, until: number) {
  const { result: _, ...start } = await tracePage(page, async () => {
    await open(page, url, study);
    await answered(page, "load", 1);
  });
  console.error(JSON.stringify(start));
  const sessionMs = (await callsOf(page)).find(({ name }) => name === "load")?.ms ?? null;
  await page.keyboard.press("Home");
  await page.waitForTimeout(1000);
  const alone = await scroll(page, presses);
  await act(page, "Select");
  const { result: __, ...without } = await tracePage(page, () => clicks(page, 4, async () => undefined));
  await act(page, "Ask the model");
  const { result: ___, ...prompts } = await tracePage(page, () =>
    clicks(page, 4, (at) => answered(page, "segment", at + 1).then(() => undefined)),
  );
  const asked = (await callsOf(page)).filter(({ name, ms }) => name === "segment" && ms !== null);
  console.error(JSON.stringify({ alone, without, prompts }));
  let following: Spread | null = null;
  if (Date.now() < until) {
    await page.keyboard.press("Shift+1");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1000);
    await act(page, "Follow label");
    await answered(page, "segment", 6);
    following = await scroll(page, presses);
    // One run at a time: the next is not to be had before this has ended.
    for (let waited = 0; waited < 180; waited++) {
      const rows = await readTable<RunRow>(page, "prelabelRuns");
      if (rows.every(({ state }) => state !== "running")) break;
      await page.waitForTimeout(1000);
    }
  } else await page.keyboard.press("Escape");
  return {
    sessionMs: sessionMs === null ? null : Math.round(sessionMs),
    promptMs: spread(asked.map(({ ms }) => ms ?? 0)),
    tasks: { start, prompts, without },
    scroll: { alone, following },
  };
}

/** Waits until the run has gone on by so many units, or has ended. */
async function goOn(page: Page, units: number, until: number): Promise<RunRow | undefined> {
  const from = longest(await runRows(page))?.done ?? 0;
  for (;;) {
    const row = longest(await runRows(page));
    if (row?.state === "done" || (row?.done ?? 0) >= from + units || Date.now() > until) return row;
    await page.waitForTimeout(1000);
  }
}

/**
 * A series that is pre-labelled in the background while a person scrolls and asks, in the built app. The browser is killed in the middle of the run and
 * started again. `--limit` slices; `--seconds` ends it early, with what is done by then.
 */
export async function main(options: { limit?: string; seconds?: string }): Promise<PrelabelFigures> {
  const folder = mkdtempSync(join(tmpdir(), "overread-prelabel-"));
  const profile = join(folder, "profile");
  const slices = options.limit ? Number(options.limit) : 300;
  const until = Date.now() + 1000 * (options.seconds ? Number(options.seconds) : 3600);
  const app = await serveApp({ online: true });
  const start = () => startBrowser({ profile, args: ["--js-flags=--max-old-space-size=1024"] });
  let browser = await start();
  // Its browser is a process group of its own: who ends the bench ends that too.
  process.once("SIGTERM", () => void browser.kill().then(() => process.exit(143)));
  try {
    let page = await fresh(browser);
    const study = await take(browser, page, app.url, writeCtSeries(join(folder, "ct"), slices));
    console.error("imported");
    let memory = watchMemory(browser.pid);
    const peaks: number[] = [];
    // What is run for its time must come to its end.
    const told = await session(page, app.url, study, pressesOf(slices), until - 90_000);
    console.error(JSON.stringify(told));

    await act(page, "Pre-label this series");
    await answered(page, "suggest", 1);
    const [longBefore, ranFrom] = [(await notesOf(page)).tasks.length, Date.now()];
    const prelabelling = await scroll(page, pressesOf(slices));
    const longTasks = (await notesOf(page)).tasks.length - longBefore;
    console.error(JSON.stringify({ prelabelling, longTasks }));
    // The rest of the time is for what comes after the kill.
    await goOn(page, Math.ceil(slices / 2), Date.now() + 0.6 * Math.max(0, until - Date.now()));
    const heldMb = await soon(memoryMb(page));
    let ran = Date.now() - ranFrom;
    peaks.push(memory.stop().rendererMb ?? 0);
    console.error(JSON.stringify({ heldMb, ran, run: longest(await runRows(page)) }));
    await browser.kill();

    browser = await start();
    memory = watchMemory(browser.pid);
    page = await fresh(browser);
    await open(page, app.url, study);
    await answered(page, "load", 1);
    await act(page, "Pre-label this series");
    const resumed = Date.now();
    const row = await goOn(page, slices, until);
    ran += Date.now() - resumed;
    peaks.push(memory.stop().rendererMb ?? 0);
    const rows = (await runRows(page)).filter(({ done }) => done > 0);
    const peak = Math.max(...peaks);
    return {
      slices,
      ...told,
      scroll: {
        ...told.scroll,
        prelabelling,
        ratio:
          prelabelling.p95 === null || !told.scroll.alone.p95
            ? null
            : Math.round((100 * prelabelling.p95) / told.scroll.alone.p95) / 100,
      },
      longTasks,
      run: {
        unitsPerMinute: Math.round((row?.done ?? 0) / (ran / 60_000)),
        done: row?.done ?? 0,
        proposals: await countRows(page, "proposals"),
        kills: 1,
        doubled: await doubledIn(page),
        runs: rows.length,
        memoryMb: heldMb,
      },
      peakRendererMb: peak > 0 ? peak : null,
    };
  } finally {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
