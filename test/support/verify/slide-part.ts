import { rmSync } from "node:fs";
import type { Page } from "playwright";
import { importByPath, openApp, viewportPoint } from "../app-driver.ts";
import type { OwnBrowser } from "../browser-app.ts";
import { writePyramid } from "../pyramid-file.ts";
import { releaseHeld } from "../release-held.ts";
import { groupUse } from "./process-tree.ts";

/** What a slide takes on its way from the file to the hand. */
export interface SlideFigures {
  readonly side: number;
  readonly fileMb: number;
  readonly importSeconds: number;
  /** Growth of the whole browser's memory at its worst while the file was cleaned and stored encrypted, and while it was released. */
  readonly importMb: number;
  readonly releaseSeconds: number;
  readonly releaseMb: number;
  /** From the press on the study to all tiles of the first view. */
  readonly firstViewMs: number;
  readonly pans: number;
  /** Longest time from the end of a pan until no tile was missing. */
  readonly longestGapMs: number;
  readonly medianGapMs: number;
  /** JavaScript heap of the page and its workers after the pans, by the browser's own measure. */
  readonly heapMb: number | null;
}

const tileSize = 512;
const pans = 40;

/** A few JPEG tiles as a browser writes them; many places share one. `dense`: grain in every pixel, which makes them ten times larger. */
async function jpegTiles(page: Page, count: number, dense: boolean, quality: number): Promise<Buffer[]> {
  const made = await page.evaluate(
    async ([many, side, grainy, fine]) => {
      const texts: string[] = [];
      for (let i = 0; i < many; i++) {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [side, side];
        const context = canvas.getContext("2d");
        if (!context) throw new Error("no canvas");
        context.fillStyle = `hsl(${320 + i} 50% 84%)`;
        context.fillRect(0, 0, side, side);
        for (let dot = 0; dot < 140; dot++) {
          const turn = i * 977 + dot * 131;
          context.fillStyle = `hsl(${270 + (turn % 30)} 40% ${35 + (turn % 20)}%)`;
          context.beginPath();
          context.arc((turn * 37) % side, (turn * 53) % side, 4 + (turn % 7), 0, 7);
          context.fill();
        }
        if (grainy) {
          const grain = context.getImageData(0, 0, side, side);
          let seed = i + 1;
          for (let at = 0; at < grain.data.length; at++) {
            seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
            if (at % 4 !== 3) grain.data[at] = (grain.data[at] ?? 0) - 20 + ((seed >> 16) % 41);
          }
          context.putImageData(grain, 0, 0);
        }
        texts.push(canvas.toDataURL("image/jpeg", fine).split(",")[1] ?? "");
      }
      return texts;
    },
    [count, tileSize, dense, quality] as const,
  );
  return made.map((text) => Buffer.from(text, "base64"));
}

async function untilNoTileIsMissing(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !/reading \d+ tile/.test(document.querySelector(".corner.bottom-left")?.textContent ?? ""),
    undefined,
    {
      polling: "raf",
      timeout: 60_000,
    },
  );
}

/** Watches the memory of the browser until it is asked for the largest growth, in MB. */
function watchMemory(pid: number): () => number {
  const before = groupUse(pid).memoryMb;
  let most = before;
  const look = () => {
    most = Math.max(most, groupUse(pid).memoryMb);
  };
  const timer = setInterval(look, 1000);
  return () => {
    clearInterval(timer);
    look();
    return Math.round(most - before);
  };
}

/** Imports, releases, opens and pans a slide of `side` × `side` pixels in JPEG tiles, `dense` ones for a file of over 1 GB. */
export async function measureSlide(
  browser: OwnBrowser,
  url: string,
  path: string,
  side: number,
  dense: boolean,
): Promise<SlideFigures> {
  const page = await browser.newPage();
  await openApp(page, url);
  let drawn = await jpegTiles(page, 24, dense, 0.8);
  const places = (4 / 3) * (side / tileSize) ** 2;
  // As fine as it takes to be over 1 GB, and not much more.
  for (const quality of [0.85, 0.9, 0.93, 0.95, 0.97, 0.99]) {
    const mean = drawn.reduce((sum, tile) => sum + tile.length, 0) / drawn.length;
    if (!dense || mean * places > 1.05 * 2 ** 30) break;
    drawn = await jpegTiles(page, 24, dense, quality);
  }
  const levels = Math.ceil(Math.log2(side / tileSize)) + 1;
  const made = writePyramid(path, {
    columns: side,
    rows: side,
    levels,
    tileSize,
    compression: 7,
    tile: (level, column, row) => drawn[(level * 5 + column * 7 + row * 11) % drawn.length] ?? null,
  });
  console.error(`slide of ${Math.round(made.lengthBytes / 1e6)} MB`);
  let memory = watchMemory(browser.pid);
  let started = performance.now();
  await importByPath(page, [path], "verify-slide");
  const importSeconds = (performance.now() - started) / 1000;
  const importMb = memory();
  console.error(JSON.stringify({ importSeconds, importMb }));
  const result = await page.getByRole("region", { name: "Import result" }).textContent();
  if (/Refused\s*[1-9]/.test(result ?? "")) throw new Error(`The slide was refused: ${result}`);
  memory = watchMemory(browser.pid);
  started = performance.now();
  await releaseHeld(page);
  const releaseSeconds = (performance.now() - started) / 1000;
  const releaseMb = memory();
  console.error(JSON.stringify({ releaseSeconds, releaseMb }));
  rmSync(path, { force: true });
  await page.goto(`${url}#/worklist`);
  const row = page.getByRole("row").nth(1);
  await row.waitFor();
  await page.waitForTimeout(2000);
  started = performance.now();
  await row.click();
  await page.getByText(/level \d+ of \d+/).waitFor({ timeout: 60_000 });
  await untilNoTileIsMissing(page);
  const firstViewMs = performance.now() - started;
  console.error(JSON.stringify({ firstViewMs }));

  const middle = await viewportPoint(page, 0.5, 0.5);
  await page.mouse.move(middle.x, middle.y);
  for (let notch = 0; notch < 18; notch++) await page.mouse.wheel(0, -120);
  await page.getByText(/level 1 of/).waitFor();
  await untilNoTileIsMissing(page);
  const tools = page.getByRole("toolbar", { name: "Tools" });
  await tools.getByRole("button", { name: "Scroll", exact: true }).click();
  await tools.getByRole("button", { name: "Pan", exact: true }).click();
  const gaps: number[] = [];
  for (let pan = 0; pan < pans; pan++) {
    // Half a screen a pan, in a spiral that never comes back to what it has seen.
    const turn = pan * 0.5;
    const [dx, dy] = [Math.cos(turn) * 0.4, Math.sin(turn) * 0.4];
    const from = await viewportPoint(page, 0.5 - dx / 2, 0.5 - dy / 2);
    const to = await viewportPoint(page, 0.5 + dx / 2, 0.5 + dy / 2);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
    await page.mouse.up();
    const moved = performance.now();
    await untilNoTileIsMissing(page);
    gaps.push(performance.now() - moved);
    // Told as they come: a run that is cut off has shown what it got to.
    if (gaps.length % 10 === 0) console.error(JSON.stringify({ gapsMs: gaps.slice(-10).map(Math.round) }));
  }
  const heap = await page.evaluate(async () => {
    const measured = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return (await measured.measureUserAgentSpecificMemory?.())?.bytes ?? null;
  });
  await page.close();
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    side,
    fileMb: Math.round(made.lengthBytes / 1e6),
    importSeconds: Number(importSeconds.toFixed(1)),
    importMb,
    releaseSeconds: Number(releaseSeconds.toFixed(1)),
    releaseMb,
    firstViewMs: Math.round(firstViewMs),
    pans,
    longestGapMs: Math.round(sorted.at(-1) ?? 0),
    medianGapMs: Math.round(sorted[Math.floor(pans / 2)] ?? 0),
    heapMb: heap === null ? null : Math.round(heap / 1e6),
  };
}
