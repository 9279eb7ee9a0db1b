import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { qrCode } from "../../src/domain/qr/qr-code.ts";
import { importFiles, openApp, readImportResult, readTable } from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { makeImageDicom } from "../support/image-dicom.ts";
import type { StaticServer } from "../support/static-server.ts";

const passphrase = "a lamp under the stairs";
const folder = mkdtempSync(join(tmpdir(), "overread-key-"));
let server: StaticServer;
let browsers: readonly OwnBrowser[] = [];
beforeAll(async () => {
  server = await serveApp({ online: true });
  browsers = [await startBrowser(), await startBrowser()];
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const slice = (n: number) => {
  const path = join(folder, `slice-${n}.dcm`);
  const bytes = makeImageDicom({
    columns: 16,
    rows: 16,
    bits: 16,
    stored: 12,
    pixels: new Uint8Array(512).map((_, i) => (i % 2 ? 0 : (i * n) % 251)),
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.3.${n}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "TWODEVICES^ANNA" },
      { tag: "00100020", vr: "LO", value: "PAT-77" },
      { tag: "0020000D", vr: "UI", value: "1.2.4" },
      { tag: "0020000E", vr: "UI", value: "1.2.5" },
      { tag: "00200013", vr: "IS", value: `${n}` },
    ],
  });
  writeFileSync(path, bytes);
  return path;
};

/** The path of a QR code of a text, its dark modules row by row, four light ones around it. */
function darkModules(text: string): string {
  const { size, modules } = qrCode(new TextEncoder().encode(text));
  return [...modules]
    .flatMap((dark, at) => (dark ? `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z` : []))
    .join("");
}

const card = (page: Page) => page.getByRole("region", { name: "Project key" });
const settings = async (page: Page) => {
  await page.getByRole("link", { name: "Settings" }).click();
  await card(page).waitFor();
};

async function takeKey(page: Page, keyFile: string, words: string): Promise<void> {
  await card(page).getByRole("button", { name: "Import key" }).click();
  const dialog = page.getByRole("dialog", { name: "Import project key" });
  await dialog.getByLabel("Key file").setInputFiles(keyFile);
  await dialog.getByLabel("Passphrase").fill(words);
  await dialog.getByRole("button", { name: "Take this key" }).click();
}

/** Every stored byte by its instance, joined. */
const storedBytes = async (page: Page) => {
  const rows = await readTable<{ sopUid: string; index: number; bytes: number[] }>(page, "chunks");
  return rows.map((row) => `${row.sopUid}/${row.index}: ${Buffer.from(row.bytes).toString("base64")}`).sort();
};

test("a key made in one profile and taken in another gives the same files the same bytes", async () => {
  const [one, two] = await Promise.all(browsers.map((browser) => browser.newPage()));
  if (!one || !two) throw new Error("two pages were expected");
  const paths = [1, 2, 3].map(slice);

  await openApp(one, server.url);
  await settings(one);
  await card(one).getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await card(one).getByLabel("Passphrase again").fill("another thing altogether");
  await card(one).getByRole("button", { name: "Make project key" }).click();
  await card(one).getByRole("alert").filter({ hasText: "differ" }).waitFor();
  await card(one).getByLabel("Passphrase again").fill(passphrase);
  await card(one).getByRole("button", { name: "Make project key" }).click();
  await card(one).getByRole("button", { name: "Export key" }).click();
  const dialog = one.getByRole("dialog", { name: "Export project key" });
  await dialog.getByLabel("Passphrase").fill(passphrase);
  const download = one.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save key file" }).click();
  const keyFile = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(keyFile);
  expect(JSON.parse(readFileSync(keyFile, "utf8")).format).toBe("overread-project-key");
  const fingerprint = (await card(one).locator("dd.mono").textContent()) ?? "";
  expect(fingerprint).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);

  await openApp(two, server.url);
  await settings(two);
  await takeKey(two, keyFile, "not the passphrase");
  await two.getByRole("dialog").getByRole("alert").filter({ hasText: "Nothing was changed" }).waitFor();
  await two.getByRole("dialog").getByLabel("Passphrase").fill(passphrase);
  await two.getByRole("button", { name: "Take this key" }).click();
  await card(two).getByText(fingerprint).waitFor();

  await one.getByRole("link", { name: "Worklist" }).click();
  await importFiles(one, paths, "unused");
  await two.getByRole("link", { name: "Worklist" }).click();
  await importFiles(two, paths.toReversed(), "unused");
  for (const page of [one, two]) {
    const result = await readImportResult(page);
    expect([result.ready.length, result.refused]).toEqual([1, []]);
  }
  const bytes = await storedBytes(one);
  expect(bytes.length).toBe(3); // a small file is one chunk
  expect(await storedBytes(two)).toEqual(bytes);
  for (const page of [one, two]) await page.close();
});

test("the key is shown as a QR code that holds what the file holds, and a browser that reads codes takes it by camera", async () => {
  const [one, two] = await Promise.all(browsers.map((browser) => browser.newPage()));
  if (!one || !two) throw new Error("two pages were expected");
  await openApp(one, server.url);
  await settings(one);
  await card(one).getByRole("button", { name: "Export key" }).click();
  const dialog = one.getByRole("dialog", { name: "Export project key" });
  await dialog.getByLabel("Passphrase").fill(passphrase);
  const download = one.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save key file" }).click();
  const text = JSON.stringify(JSON.parse(readFileSync(await (await download).path(), "utf8")));
  await card(one).getByRole("button", { name: "Export key" }).click();
  await dialog.getByLabel("Passphrase").fill(passphrase);
  await dialog.getByLabel("Show it as a QR code").check();
  await dialog.getByRole("button", { name: "Show QR code" }).click();
  const shown = dialog.getByRole("img", { name: "QR code of project key" });
  await shown.waitFor();
  expect(await shown.locator("path").getAttribute("d")).toBe(darkModules(text));

  // Chromium reads codes on Android and macOS only: here what its detector would say is put in its place, before a camera of its own.
  await two.addInitScript((code) => {
    Object.assign(globalThis, {
      BarcodeDetector: class {
        static async getSupportedFormats(): Promise<string[]> {
          return ["qr_code"];
        }
        detect = async () => [{ rawValue: "https://example.org" }, { rawValue: code }];
      },
    });
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(5);
    setInterval(() => canvas.getContext("2d")?.fillRect(0, 0, 9, 9), 50);
  }, text);
  await openApp(two, server.url);
  await settings(two);
  await card(two).getByRole("button", { name: "Import key" }).click();
  const taking = two.getByRole("dialog", { name: "Import project key" });
  await taking.getByRole("button", { name: "Read with the camera" }).click();
  await taking.getByText("The QR code was read").waitFor();
  await taking.getByLabel("Passphrase").fill(passphrase);
  await taking.getByRole("button", { name: "Take this key" }).click();
  await two.getByText("is the key of this device already").first().waitFor();
  for (const page of [one, two]) await page.close();
});
