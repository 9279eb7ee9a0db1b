import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importByPath, openApp, waitForOffline } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { makeImageDicom } from "../support/image-dicom.ts";
import type { StaticServer } from "../support/static-server.ts";

const folder = mkdtempSync(join(tmpdir(), "overread-words-"));
const [columns, rows] = [640, 480];
const texts = [
  { words: "MUELLER ANNA", x: 14, y: 30 },
  { words: "12.03.2024", x: 480, y: 30 },
  { words: "Depth 15.0 cm", x: 14, y: 460 },
];
let server: StaticServer;
let browser: OwnBrowser;
beforeAll(async () => {
  server = await serveApp();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** An ultrasound picture with words, drawn by the browser, in a file. */
async function picture(page: Page): Promise<string> {
  const drawn = await page.evaluate(
    ({ columns, rows, texts }) => {
      const context = new OffscreenCanvas(columns, rows).getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "#000";
      context.fillRect(0, 0, columns, rows);
      context.fillStyle = "#555";
      context.fillRect(120, 80, 400, 320);
      context.fillStyle = "#eee";
      context.font = '18px "DejaVu Sans", sans-serif';
      for (const { words, x, y } of texts) context.fillText(words, x, y);
      const { data } = context.getImageData(0, 0, columns, rows);
      return Array.from({ length: columns * rows }, (_, at) => data[at * 4] ?? 0);
    },
    { columns, rows, texts },
  );
  const file = makeImageDicom({
    columns,
    rows,
    pixels: Uint8Array.from(drawn),
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.6.1",
    sopUid: "1.2.3.88.1",
    more: [
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00100010", vr: "PN", value: "Mueller^Anna" },
      { tag: "00100020", vr: "LO", value: "SCAN-9" },
      { tag: "0020000D", vr: "UI", value: "1.2.3.88" },
      { tag: "0020000E", vr: "UI", value: "1.2.3.88.2" },
    ],
  });
  const path = join(folder, "words.dcm");
  writeFileSync(path, file);
  return path;
}

const partsAsked = () => server.requests.filter((path) => /traineddata|tesseract-core[^/]*\.wasm/.test(path));
const places = (page: Page) => page.getByRole("list", { name: "Places" });

async function read(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Read the words" }).click();
  for (const reading of ["As in the header: a name", "Reads like a date", "Reads like a measurement"])
    await places(page).getByText(reading, { exact: true }).waitFor({ timeout: 60_000 });
}

test("the reader is fetched when a person asks for it, says what each place looks like, and then works without a network", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  await waitForOffline(page);
  await importByPath(page, [await picture(page)], "unused");
  await page.getByRole("link", { name: "Review pixels" }).first().click();
  await places(page).getByRole("listitem").first().waitFor();
  expect(partsAsked()).toEqual([]);
  await read(page);
  expect(partsAsked().length).toBe(2);
  await page.screenshot({ path: join(process.env.OVERREAD_SHOTS ?? folder, "read-words.png") });
  // Nothing was decided by it.
  await page.getByText(/3 places left/).waitFor();
  const stored = await page.evaluate(async () => {
    const names = await Promise.all((await indexedDB.databases()).map(({ name }) => name));
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return {
      names,
      reader: cached.flat().filter(({ url }) => /traineddata|tesseract-core[^/]*\.wasm/.test(url)).length,
    };
  });
  // The package's own store of trained data would be a third.
  expect(stored).toEqual({ names: expect.arrayContaining(["overread", "overread-quarantine"]), reader: 2 });
  expect(stored.names).toHaveLength(2);

  await server.close();
  await page.reload();
  await places(page).getByRole("listitem").first().waitFor();
  await read(page);
  await page.close();
});
