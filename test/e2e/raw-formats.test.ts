import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  importFiles,
  openApp,
  openStudy,
  readImportResult,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { jpegFiles } from "../support/jpeg-files.ts";
import { drawLabels, exportZip } from "../support/label-loop.ts";
import { makeNifti, makePng } from "../support/raw-maker.ts";
import type { StaticServer } from "../support/static-server.ts";

let browser: OwnBrowser;
let server: StaticServer;
const folder = mkdtempSync(join(tmpdir(), "overread-raw-"));
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const side = 128;
const samples = new Int16Array(side * side * 3).map((_, at) => {
  const [x, y] = [(at % side) - 64, (Math.floor(at / side) % side) - 64];
  return Math.hypot(x, y) < 40 ? 900 + Math.floor(at / side / side) * 20 : 30;
});

test("a NIfTI volume, a PNG and a JPEG: named once, the 8-bit one held, labelled, exported and compared", async () => {
  const sform = [-1, 0, 0, 60, 0, -1, 0, 70, 0, 0, 2.5, -10];
  const data = new Uint8Array(samples.buffer);
  const [nifti] = makeNifti({ dims: [side, side, 3], datatype: 4, wordBytes: 2, data, sform });
  const png = makePng({ columns: 90, rows: 70, bits: 16, colorType: 0, sample: (x, y) => 300 * x + 7 * y });
  const paths = [
    ["a.nii", nifti],
    ["b.png", png],
    ["c.jpg", Buffer.from(jpegFiles[1].base64, "base64")],
  ] as const;
  for (const [name, bytes] of paths) writeFileSync(join(folder, name), bytes);

  const page = await browser.newPage();
  await openApp(page, server.url);
  await importFiles(
    page,
    paths.map(([name]) => join(folder, name)),
    "Case 7",
  );
  const result = await readImportResult(page);
  expect([result.ready.length, result.held.length, result.refused]).toEqual([1, 1, []]);
  expect(await countRows(page, "instances")).toBe(2);

  await page.goto(`${server.url}#/worklist`);
  await openStudy(page, /volume|picture/);
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, "raw.png") });
  await drawLabels(page);
  await waitForSaved(page);
  const files = await exportZip(page, server.url, true);
  const nii = [...files].find(([name]) => name.endsWith(".nii.gz"));
  expect([...files.keys()].filter((name) => /dicom\/images\/.*\.png$/.test(name))).toHaveLength(1);
  expect(Buffer.from(gunzipSync(nii?.[1] ?? new Uint8Array(0))).subarray(352)).toEqual(Buffer.from(data));
  await page.close();
});
