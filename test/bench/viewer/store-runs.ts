import { watchMemory } from "../browser-memory.ts";
import { inPage } from "./page-runs.ts";
import type { StoreTask } from "./store.worker.ts";

/** What one place of the bytes needs; milliseconds, and MB of the whole browser above what it had before. */
export interface PlaceFigures {
  readonly writeMs: number;
  readonly randomMs: number;
  readonly allMs: number;
  readonly grownMb: number | null;
}

/** Files of the private file system beside rows of IndexedDB (acceptance 16), by the app's own writers and readers. */
export interface StoreFigures {
  readonly megabytes: number;
  /** One image of that size. */
  readonly large: { readonly rows: PlaceFigures; readonly file: PlaceFigures };
  /** As many images of 1 MB as that is. */
  readonly series: { readonly rows: PlaceFigures; readonly file: PlaceFigures };
  /** 300 images of 0.5 MB of one series with all their rows, as the import stores them; runs by turns. */
  readonly slices: readonly { readonly rows: PlaceFigures; readonly pack: PlaceFigures }[];
}

const slices = { images: 300, megabytes: 150 };

const round = (value: number) => Math.round(value * 10) / 10;

/** In a fresh browser, so that nothing is in its memory and nothing on its disk. */
const measurePlace = (url: string, task: StoreTask): Promise<PlaceFigures> =>
  inPage(url, "store", async (page, _session, browser) => {
    const idle = watchMemory(browser.pid);
    await page.waitForTimeout(1000);
    const before = idle.stop().browserMb;
    const memory = watchMemory(browser.pid);
    const { writeMs, randomMs, allMs } = await page.evaluate((what) => window.bench.store(what), task);
    const { browserMb } = memory.stop();
    return {
      writeMs: round(writeMs),
      randomMs: round(randomMs),
      allMs: round(allMs),
      grownMb: browserMb === null || before === null ? null : browserMb - before,
    };
  });

/** Writes and reads `megabytes` in both places, as one image and as many, and `runs` times the slices of a CT. */
export async function measureStore(url: string, megabytes: number, runs: number): Promise<StoreFigures> {
  const both = async (images: number) => ({
    rows: await measurePlace(url, { place: "rows", megabytes, images }),
    file: await measurePlace(url, { place: "file", megabytes, images }),
  });
  const turns: StoreFigures["slices"][number][] = [];
  for (let run = 0; run < runs; run++) {
    const turn = {
      rows: await measurePlace(url, { place: "plain", ...slices }),
      pack: await measurePlace(url, { place: "pack", ...slices }),
    };
    console.error(`run ${run + 1} of ${runs}: ${JSON.stringify(turn)}`);
    turns.push(turn);
  }
  return { megabytes, large: await both(1), series: await both(megabytes), slices: turns };
}
