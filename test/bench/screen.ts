import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveApp, startBrowser } from "../support/browser-app.ts";
import { watchMemory } from "./browser-memory.ts";
import { writeCtSeries } from "./ct-series.ts";
import { notesOf, open, openPlanes, type Spread, spread, take } from "./screen/drive-screen.ts";
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

const side = 512;
/** How often the study is opened. */
const openings = 5;

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
