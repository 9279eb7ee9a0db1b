import type { Page } from "playwright";
import { readTable } from "../../support/app-driver.ts";
import type { OwnBrowser } from "../../support/browser-app.ts";
import { type ScreenNotes, watchPlane, watchScreen } from "./watch-screen.ts";

/** Of so many samples. */
export interface Spread {
  readonly median: number | null;
  readonly p95: number | null;
  readonly samples: number;
}

const picker = "input[data-picker=files]";

/** Median and 95th percentile, whole milliseconds. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    return value === undefined ? null : Math.round(value);
  };
  return { median: at(0.5), p95: at(0.95), samples: values.length };
}

/** Imports files by path; gives the study. */
export async function take(
  browser: OwnBrowser,
  page: Page,
  url: string,
  paths: readonly string[],
): Promise<string> {
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

/** How long somebody looks at the list before they open a study of it. */
const lookedAtMs = 2500;

/** Opens a study from a list that was looked at for a while, as somebody does who reads it; gives the ms to its first picture. */
export async function open(page: Page, url: string, studyUid: string): Promise<number> {
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
export async function openPlanes(page: Page): Promise<number> {
  // The eye is open before the key goes down.
  await page.evaluate(`void (globalThis.planeSeen = (${watchPlane.toString()})())`);
  await page.keyboard.press("Shift+M");
  return page.evaluate(() => (globalThis as unknown as { planeSeen: Promise<number> }).planeSeen);
}

/** What the page has noted of itself. */
export const notesOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { watched: ScreenNotes }).watched);
