import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { writeCtSeries } from "./ct-series.ts";
import { type ScreenNotes, watchPlane, watchScreen } from "./screen/watch-screen.ts";
import { seedLabels } from "./seed-labels.ts";

/** What `npm run bench -- screen --json` prints: the built app as a person meets it; milliseconds. Null: it could not be told. */
export interface ScreenFigures {
  /** A CT of so many slices of 512², in a browser whose JavaScript heap may have 1 GB. */
  readonly slices: number;
  readonly importPeakRendererMb: number | null;
  /** What the profile's stores take on the disk over what the files do. */
  readonly storeOverFiles: number | null;
  /** From the press that opens the study in the list to the frame with its first picture; each in a page that was loaded anew. */
  readonly firstPicture: Spread;
  /** From an arrow key to the frame with the next image. */
  readonly keyToPixels: Spread;
  /** From the key that opens the planes, nothing but the images around the one shown decoded, to the first picture of a plane. */
  readonly firstPlaneMs: number;
  readonly longestTaskMs: number;
  readonly tasksOver100: number;
  /** A brush on an image with 150 labels: from a move to the end of its frame, and from pen-up to saved. */
  readonly labels: number;
  readonly brushMove: Spread;
  readonly saveMs: Spread;
}

/** Of so many samples. */
export interface Spread {
  readonly median: number | null;
  readonly p95: number | null;
  readonly samples: number;
}

const picker = "input[data-picker=files]";
const side = 512;
/** How long somebody looks at the list, and how often they open the study. */
const lookedAtMs = 2500;
const openings = 5;

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    return value === undefined ? null : Math.round(value);
  };
  return { median: at(0.5), p95: at(0.95), samples: values.length };
}

async function take(browser: OwnBrowser, page: Page, url: string, paths: readonly string[]): Promise<string> {
  await page.goto(`${url}#/import`);
  await page.locator(picker).waitFor({ state: "attached" });
  const debug = await browser.context.newCDPSession(page);
  const { root } = await debug.send("DOM.getDocument");
  const { nodeId } = await debug.send("DOM.querySelector", { nodeId: root.nodeId, selector: picker });
  await debug.send("DOM.setFileInputFiles", { nodeId, files: [...paths] });
  await debug.detach();
  const survey = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: "Import", exact: true }) });
  await survey.getByRole("button", { name: "Import", exact: true }).click({ timeout: 120_000 });
  await page.getByRole("region", { name: "Import result" }).waitFor({ timeout: 170_000 });
  const [study] = await readTable<{ studyUid: string }>(page, "studies");
  if (!study) throw new Error("Nothing was imported.");
  return study.studyUid;
}

/** Opens a study from a list that was looked at for a while, as somebody does who reads it; gives the ms to its first picture. */
async function open(page: Page, url: string, studyUid: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(`${url}#/`);
  await page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(lookedAtMs);
  await page.evaluate(watchScreen);
  const from = await page.evaluate((uid) => {
    location.hash = `#/study/${uid}`;
    return performance.now();
  }, studyUid);
  await page.waitForFunction(
    () => (globalThis as unknown as { watched: ScreenNotes }).watched.pictures.length > 0,
    undefined,
    { timeout: 60_000 },
  );
  const { pictures } = await notesOf(page);
  await page.getByRole("application").first().focus();
  await page.waitForTimeout(1500);
  return (pictures[0] ?? Number.NaN) - from;
}

/** Opens the planes by their key; gives the ms from it to the frame in which one of them shows a picture. */
async function openPlanes(page: Page): Promise<number> {
  // The eye is open before the key goes down.
  await page.evaluate(`void (globalThis.planeSeen = (${watchPlane.toString()})())`);
  await page.keyboard.press("Shift+M");
  return page.evaluate(() => (globalThis as unknown as { planeSeen: Promise<number> }).planeSeen);
}

const notesOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { watched: ScreenNotes }).watched);

const diskBytes = (profile: string) => {
  try {
    const folders = ["IndexedDB", "File System"].map((name) => join(profile, "Default", name));
    const said = execFileSync("du", ["-sb", ...folders], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return said.split("\n").reduce((sum, line) => sum + Number(line.split("\t")[0] || 0), 0);
  } catch (reason) {
    const { stdout } = reason as { stdout?: string };
    const bytes = (stdout ?? "").split("\n").reduce((sum, line) => sum + Number(line.split("\t")[0] || 0), 0);
    return bytes > 0 ? bytes : null;
  }
};

async function stack(url: string, folder: string, slices: number) {
  const browser = await startBrowser({ args: ["--js-flags=--max-old-space-size=1024"] });
  try {
    const page = await browser.newPage();
    const paths = writeCtSeries(join(folder, "ct"), slices);
    const memory = watchMemory(browser.pid);
    const study = await take(browser, page, url, paths);
    const { rendererMb } = memory.stop();
    const firsts: number[] = [];
    for (let opening = 0; opening < openings; opening++) firsts.push(await open(page, url, study));
    await page.keyboard.press("Home");
    await page.waitForTimeout(1000);
    const before = await notesOf(page);
    for (let press = 0; press < 100; press++) {
      await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(70);
    }
    await page.waitForTimeout(500);
    const after = await notesOf(page);
    const tasks = after.tasks.slice(before.tasks.length);
    const firstPlaneMs = Math.round(await openPlanes(page));
    const files = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    const disk = diskBytes(browser.profile);
    return {
      slices,
      importPeakRendererMb: rendererMb,
      storeOverFiles: disk === null ? null : Math.round((disk / files) * 100) / 100,
      firstPicture: spread(firsts),
      keyToPixels: spread(after.keys.slice(before.keys.length)),
      firstPlaneMs,
      longestTaskMs: Math.max(0, ...tasks),
      tasksOver100: tasks.filter((ms) => ms > 100).length,
    };
  } finally {
    await browser.close();
  }
}

async function crowded(url: string, folder: string) {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const study = await take(browser, page, url, writeCtSeries(join(folder, "few"), 3));
    // The schema is stored when a study is opened.
    await open(page, url, study);
    await page.goto(`${url}#/`);
    const labels = (await seedLabels(page, 150, side)) / 3;
    await open(page, url, study);
    await page.keyboard.press("Shift+1");
    await page.keyboard.press("b");
    const box = await page.getByRole("application").first().boundingBox();
    if (!box) throw new Error("There is no image.");
    for (let stroke = 0; stroke < 10; stroke++) {
      const y = box.y + box.height * (0.3 + stroke * 0.04);
      await page.mouse.move(box.x + box.width * 0.35, y);
      await page.mouse.down();
      for (let step = 1; step <= 20; step++) {
        await page.mouse.move(box.x + box.width * (0.35 + step * 0.012), y + 8 * Math.sin(step / 3));
        await page.waitForTimeout(16);
      }
      await page.mouse.up();
      await page.waitForTimeout(700);
    }
    const { moves, saves } = await notesOf(page);
    return { labels, brushMove: spread(moves), saveMs: spread(saves) };
  } finally {
    await browser.close();
  }
}

/** The study's screen of the built app, on two fresh profiles. */
export async function main(options: { limit?: string }): Promise<ScreenFigures> {
  const folder = mkdtempSync(join(tmpdir(), "overread-screen-"));
  const app = await serveApp({ online: true });
  try {
    const one = await stack(app.url, folder, options.limit ? Number(options.limit) : 300);
    console.error(JSON.stringify(one));
    const two = await crowded(app.url, folder);
    console.error(JSON.stringify(two));
    return { ...one, ...two };
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
