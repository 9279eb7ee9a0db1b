import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright";
import { type Language, loadMessages } from "../../../src/ui/messages/languages.ts";
import { serveApp, startBrowser } from "../browser-app.ts";
import { cutTexts } from "./cut-texts.ts";
import { inLanguage, speak } from "./in-language.ts";
import { seriousFindings } from "./serious-findings.ts";
import { dress, type Stop, sizes, themes, walk } from "./walk.ts";

/** Where the pictures lie. */
export const screensFolder = resolve(import.meta.dirname, "../../../docs/screens");

/** File names of the pictures of a stop. */
export const picturesOf = (stop: string): string[] =>
  sizes.flatMap((size) => themes.map((theme) => `${stop}-${size.name}-${theme}.webp`));

/** The languages that are pictured beside English, on the tablet in the dark: Arabic whole, because its chrome is mirrored. */
const pictured: Readonly<Partial<Record<Language, (stop: Stop) => boolean>>> = {
  ar: () => true,
  de: ({ name }) => ["study", "worklist", "pixels", "export", "settings", "study-proposals"].includes(name),
};

/** The pictures in other languages than English, by language and stop. */
export const translated: readonly {
  readonly language: Language;
  readonly stop: Stop;
  readonly file: string;
}[] = Object.entries(pictured).flatMap(([language, wanted]) =>
  walk
    .filter((stop) => !stop.unpictured && wanted(stop))
    .map((stop) => ({
      language: language as Language,
      stop,
      file: `${stop.name}-tablet-dark-${language}.webp`,
    })),
);

async function take(page: Page, name: string): Promise<number> {
  // The images in their new size: they are drawn by turns, and nothing tells of the last.
  await page.waitForTimeout(400);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 76 });
  await session.detach();
  const bytes = Buffer.from(data, "base64");
  writeFileSync(join(screensFolder, name), bytes);
  return bytes.length;
}

/** English: every stop in both sizes and both themes. */
async function takeEnglish(page: Page, url: string): Promise<number> {
  let bytes = 0;
  for (const stop of walk) {
    if (stop.unpictured) continue;
    await stop.arrive(page, url);
    for (const size of sizes) {
      if (stop.placed) {
        await stop.leave?.(page);
        await dress(page, size, "dark");
        await stop.arrive(page, url);
      }
      for (const theme of themes) {
        await dress(page, size, theme);
        bytes += await take(page, `${stop.name}-${size.name}-${theme}.webp`);
      }
    }
    await dress(page, sizes[1], "dark");
    await stop.leave?.(page);
    console.error(stop.name);
  }
  return bytes;
}

/** Another language: the same walk on the tablet, with axe, and a look for texts that do not fit their control. */
async function takeTranslated(
  plain: Page,
  url: string,
  language: Language,
  found: string[],
): Promise<number> {
  let bytes = 0;
  await dress(plain, sizes[0], "dark");
  await speak(plain, url, language);
  const page = inLanguage(plain, await loadMessages(language, []));
  for (const stop of walk) {
    if (stop.unpictured) continue;
    await stop.arrive(page, url);
    const file = translated.find((one) => one.language === language && one.stop === stop)?.file;
    if (file) {
      await dress(plain, sizes[0], "dark");
      bytes += await take(plain, file);
      const lines = [...(await cutTexts(plain)), ...(await seriousFindings(plain))];
      found.push(...lines.map((line) => `${language}, ${stop.name}: ${line}`));
    }
    await stop.leave?.(page);
    console.error(language, stop.name);
  }
  return bytes;
}

/** Runs a walk in a browser of its own: each begins without any study, as the walk expects. */
async function walked(take: (page: Page, url: string) => Promise<number>): Promise<number> {
  const server = await serveApp();
  const browser = await startBrowser();
  try {
    return await take(await browser.newPage(), server.url);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Pictures another language; says their bytes, and adds to `found` what is wrong with it. */
export const pictureLanguage = (language: Language, found: string[]): Promise<number> =>
  walked((page, url) => takeTranslated(page, url, language, found));

/** Writes every picture of the walk into `docs/screens/`; says how many and how large, and what is wrong with other languages. */
export async function main(): Promise<{ pictures: number; bytes: number; found: readonly string[] }> {
  mkdirSync(screensFolder, { recursive: true });
  for (const name of readdirSync(screensFolder)) rmSync(join(screensFolder, name));
  const found: string[] = [];
  let bytes = await walked(takeEnglish);
  for (const language of Object.keys(pictured)) bytes += await pictureLanguage(language as Language, found);
  if (found.length > 0) process.exitCode = 1;
  return { pictures: readdirSync(screensFolder).length, bytes, found };
}
