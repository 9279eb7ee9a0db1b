import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright";
import { type OwnBrowser, startBrowser } from "../../support/browser-app.ts";
import type { PageName } from "./build-pages.ts";
import type { PageBench, PlaneBench } from "./page-bench.ts";
import type { StoreTask, StoreTimes } from "./store.worker.ts";
import { pictureCss } from "./volume.mjs";

/** CPU-ms of renderers and graphics process: of one operation, `firstSlice` of the whole way to the first picture. */
export interface PageFigures {
  readonly firstSlice: number;
  readonly scroll: number;
  readonly window: number;
  readonly brush: number;
}

const operations = 60;
const warmUp = 10;

declare global {
  interface Window {
    bench: PageBench & PlaneBench & { store(task: StoreTask): Promise<StoreTimes> };
  }
}

/** Processor time so far of every process that shows the page, in ms. */
async function cpuMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo
    .filter(({ type }) => type === "renderer" || type === "GPU")
    .reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Opens the page alone in a browser of its own, so that nothing else is counted. */
export async function inPage<T>(
  url: string,
  name: PageName,
  run: (page: Page, session: CDPSession, browser: OwnBrowser) => Promise<T>,
): Promise<T> {
  const browser = await startBrowser();
  try {
    const session = await browser.context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error("The browser has no session.");
    const page = await browser.newPage({ width: 800, height: 600 });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${url}${name}.html`);
    await page
      .waitForFunction(() => "bench" in window, undefined, { timeout: 30_000 })
      .catch(() => {
        throw new Error(`${name} did not start: ${errors.join("; ")}`);
      });
    return await run(page, session, browser);
  } finally {
    await browser.close();
  }
}

/** What one program needs for a volume of `side` × `side` × `depth`. Throws when its picture or its paint is not there. */
export function measurePage(url: string, name: PageName, side: number, depth: number): Promise<PageFigures> {
  return inPage(url, name, async (page, session) => {
    await page.evaluate(([s, d]) => window.bench.prepare(s, d), [side, depth] as const);
    await page.waitForTimeout(500);
    const settle = () => page.waitForTimeout(150);
    const cost = async (run: () => Promise<unknown>, count: number) => {
      const before = await cpuMs(session);
      await run();
      await settle();
      return ((await cpuMs(session)) - before) / count;
    };
    const firstSlice = await cost(() => page.evaluate(() => window.bench.open()), 1);
    // A black picture costs little, and is no picture.
    const clip = { x: 0, y: 0, width: pictureCss, height: pictureCss };
    if ((await page.screenshot({ clip })).length < 10_000) throw new Error(`${name} shows nothing`);

    const frames = (kind: "scroll" | "window", count: number) =>
      page.evaluate(
        async ([what, n, slices]) => {
          for (let at = 0; at < n; at++) {
            if (what === "scroll") window.bench.showSlice((at * 3 + 1) % slices);
            else window.bench.setWindow(1000 + at * 5, 1800 - at * 10);
            await new Promise((done) => requestAnimationFrame(done));
          }
        },
        [kind, count, depth] as const,
      );
    await frames("scroll", warmUp);
    const scroll = await cost(() => frames("scroll", operations), operations);
    await frames("window", warmUp);
    const windowed = await cost(() => frames("window", operations), operations);

    await page.evaluate(() => window.bench.startBrush());
    const strokeTo = async (count: number) => {
      for (let at = 0; at < count; at++) {
        await page.mouse.move(120 + at * 4, 256 + 80 * Math.sin(at / 8));
        await page.waitForTimeout(16);
      }
    };
    await page.mouse.move(116, 256);
    await page.mouse.down();
    await strokeTo(warmUp);
    const brush = await cost(() => strokeTo(operations), operations);
    await page.mouse.up();
    await settle();
    // A stroke of 240 px and 30 px across, in pixels of the image.
    const least = (240 * 30 * side * side) / pictureCss / pictureCss / 2;
    const painted = await page.evaluate(() => window.bench.painted());
    if (painted < least) throw new Error(`${name} painted ${painted} pixels, not ${least} at least`);
    return { firstSlice, scroll, window: windowed, brush };
  });
}

/** Memory of a process, what it shares counted by its share (Linux). */
const pssBytes = (pid: number) =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;

/** What is put on the card may lie twice until the driver has copied it, and what is let go is given back late: the size is taken when it rests. */
async function atRest(page: Page, bytes: () => number): Promise<number> {
  let last = bytes();
  for (let quiet = 0, look = 0; quiet < 6 && look < 80; look++) {
    await page.waitForTimeout(250);
    const now = bytes();
    quiet = Math.abs(now - last) < 2 ** 20 ? quiet + 1 : 0;
    last = now;
  }
  return last;
}

/** So many images come between two pictures of the planes: at most that many are decoded in the 250 ms of `mpr-session.ts`. */
const imagesAtOnce = 16;

/** How much the graphics process grows by when a volume of the three planes lies on it, in bytes; in a browser of its own. Linux only. */
export function growthByPlanes(url: string, side: number, depth: number): Promise<number> {
  return inPage(url, "ours", async (page, session) => {
    await page.evaluate(([s, d]) => window.bench.prepare(s, d), [side, depth] as const);
    await page.evaluate(() => window.bench.open());
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const gpu = processInfo.find(({ type }) => type === "GPU");
    if (!gpu) throw new Error("There is no graphics process.");
    const bytes = () => pssBytes(gpu.id);
    const before = await atRest(page, bytes);
    await page.evaluate((images) => window.bench.openPlanes(images), imagesAtOnce);
    return (await atRest(page, bytes)) - before;
  });
}

/** The first plane of a stack whose voxels are in memory, ms; each in a page of its own, so that none is warmed up by another. */
export function firstPlaneMs(url: string, side: number, depth: number): Promise<number> {
  return inPage(url, "ours", async (page) => {
    await page.evaluate(([s, d]) => window.bench.prepare(s, d), [side, depth] as const);
    await page.evaluate(() => window.bench.open());
    await page.waitForTimeout(500);
    return page.evaluate(() => window.bench.firstPlane());
  });
}
