import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countRows, importByPath, openApp, readImportResult, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { makePng } from "../support/raw-maker.ts";
import type { StaticServer } from "../support/static-server.ts";

let server: StaticServer;
let browser: OwnBrowser;
const folder = mkdtempSync(join(tmpdir(), "overread-life-"));
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Pictures that all differ; 16 bits, so that none is held for review. */
function writePictures(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const sample = (x: number, y: number) => (x * 61 + y * 17 + index * 251) & 0xffff;
    const path = join(folder, `${name}-${index}.png`);
    writeFileSync(path, makePng({ columns: 256, rows: 256, bits: 16, colorType: 0, sample }));
    return path;
  });
}

/** Of the page that holds the table of images: when it does, and what lets it go. */
declare global {
  var imagesHeld: Promise<void> | undefined;
  var letImagesGo: (() => void) | undefined;
}

/**
 * Holds the table of images from the first moment at which it has more than `stored` rows, so that an import
 * that is under way stands still there, however fast the machine: transactions that write take turns. Resolves when it watches.
 */
async function holdImages(page: Page, stored: number): Promise<void> {
  await page.evaluate(async (least) => {
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open("overread");
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => done(opening.result);
    });
    let released = false;
    globalThis.letImagesGo = () => {
      released = true;
    };
    globalThis.imagesHeld = new Promise<void>((held, fail) => {
      const look = () => {
        const table = database.transaction("instances", "readwrite").objectStore("instances");
        const count = () => {
          const counting = table.count();
          counting.onerror = () => fail(counting.error);
          counting.onsuccess = () => {
            if (counting.result <= least) return look(); // Its turn is asked for before this one ends.
            held();
            if (released) database.close();
            else count(); // A transaction lives as long as it asks.
          };
        };
        count();
      };
      look();
    });
  }, stored);
}

/** Starts an import, and goes on when it stands still between its first images and its last. */
async function startImport(page: Page, files: readonly string[], stored: number): Promise<void> {
  await page.goto(`${server.url}#/worklist`);
  await page.getByRole("button", { name: "Import" }).first().click();
  const session = await page.context().newCDPSession(page);
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  const { root } = await session.send("DOM.getDocument");
  const selector = "input[data-picker=files]";
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  await session.send("DOM.setFileInputFiles", { nodeId, files: [...files] });
  const start = page.getByRole("button", { name: "Import", exact: true });
  await start.waitFor();
  for (const field of await page.locator("form").getByRole("textbox").all()) await field.fill("Case 1");
  await holdImages(page, stored);
  await start.click();
  await page.evaluate(() => globalThis.imagesHeld);
}

/** Every image has its chunks and its record, each digest is there once, and no row of the store is left over. */
async function expectWhole(page: Page, images: number): Promise<void> {
  const instances = await readTable<{ sopUid: string; sha256: string; chunkCount: number }>(
    page,
    "instances",
  );
  expect(instances).toHaveLength(images);
  expect(new Set(instances.map((row) => row.sha256)).size).toBe(images);
  expect(await countRows(page, "deidRecords")).toBe(images);
  const chunks = instances.reduce((sum, row) => sum + row.chunkCount, 0);
  expect(await countRows(page, "chunks")).toBe(chunks);
  const studies = await readTable<{ imageCount: number; seriesCount: number }>(page, "studies");
  expect(studies.reduce((sum, row) => sum + row.imageCount, 0)).toBe(images);
  expect(studies.reduce((sum, row) => sum + row.seriesCount, 0)).toBe(await countRows(page, "series"));
}

test("imports cut short, by Cancel and by kill -9: the next one brings everything, and nothing twice", async () => {
  let page = await browser.newPage();
  await openApp(page, server.url);
  const [one = ""] = writePictures("one", 1);
  const copy = join(folder, "copy.png");
  copyFileSync(one, copy);

  // The same content twice in one drop.
  await importByPath(page, [one, copy], "Case 1");
  expect((await readImportResult(page)).refused).toEqual([]);
  await expectWhole(page, 1);
  await page.getByRole("button", { name: "Import more" }).click();

  const first = writePictures("a", 60).slice(1);
  await startImport(page, first, 1);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.evaluate(() => globalThis.letImagesGo?.());
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  const kept = await countRows(page, "instances");
  expect(kept).toBeLessThan(60);
  await importByPath(page, first, "Case 1");
  expect((await readImportResult(page)).refused).toEqual([]);
  await expectWhole(page, 60);
  await page.getByRole("button", { name: "Import more" }).click();

  const second = writePictures("b", 120).slice(60);
  await startImport(page, second, 60);
  const { profile } = browser;
  await browser.kill();
  browser = await startBrowser({ profile });
  page = await browser.newPage();
  await openApp(page, server.url);
  expect(await countRows(page, "instances")).toBeLessThan(120);
  await importByPath(page, second, "Case 1");
  expect((await readImportResult(page)).refused).toEqual([]);
  await expectWhole(page, 120);
  await page.close();
});
