import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright";
import { serveApp, startBrowser } from "../browser-app.ts";
import { dress, sizes, themes, walk } from "./walk.ts";

/** Where the pictures lie. */
export const screensFolder = resolve(import.meta.dirname, "../../../docs/screens");

/** The one picture with the chrome mirrored for languages that are read from right to left. */
export const mirrored = "study-tablet-dark-rtl.webp";

/** File names of the pictures of a stop. */
export const picturesOf = (stop: string): string[] =>
  sizes.flatMap((size) => themes.map((theme) => `${stop}-${size.name}-${theme}.webp`));

async function take(page: Page, name: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await session.detach();
  const bytes = Buffer.from(data, "base64");
  writeFileSync(join(screensFolder, name), bytes);
  return bytes.length;
}

/** Writes every picture of the walk into `docs/screens/`; says how many and how large. */
export async function main(): Promise<{ pictures: number; bytes: number }> {
  const server = await serveApp();
  const browser = await startBrowser();
  mkdirSync(screensFolder, { recursive: true });
  for (const name of readdirSync(screensFolder)) rmSync(join(screensFolder, name));
  let bytes = 0;
  let pictures = 0;
  try {
    const page = await browser.newPage();
    for (const stop of walk) {
      if (stop.unpictured) continue;
      await stop.arrive(page, server.url);
      for (const size of sizes) {
        if (stop.placed) {
          await stop.leave?.(page);
          await dress(page, size, "dark");
          await stop.arrive(page, server.url);
        }
        for (const theme of themes) {
          await dress(page, size, theme);
          bytes += await take(page, `${stop.name}-${size.name}-${theme}.webp`);
          pictures++;
        }
      }
      if (stop.name === "study") {
        await dress(page, sizes[0], "dark");
        await page.evaluate(() => {
          document.documentElement.dir = "rtl";
        });
        await page.waitForTimeout(800);
        bytes += await take(page, mirrored);
        pictures++;
        await page.evaluate(() => {
          document.documentElement.dir = "ltr";
        });
      }
      await dress(page, sizes[1], "dark");
      await stop.leave?.(page);
      console.error(stop.name);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return { pictures, bytes };
}
