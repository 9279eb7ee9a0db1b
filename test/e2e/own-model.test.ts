import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  countRows,
  importFiles,
  openApp,
  openStudy,
  readTable,
  waitForSaved,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import { semanticGraph } from "../support/onnx/own-graphs.ts";
import { type Manifest, semanticPackage } from "../support/onnx/own-packages.ts";
import { makeNifti } from "../support/raw-maker.ts";
import type { StaticServer } from "../support/static-server.ts";

const tiny = resolve(dirname(fileURLToPath(import.meta.url)), "../support/onnx/tiny");
const files = readdirSync(tiny).map((name) => join(tiny, name));
const folder = mkdtempSync(join(tmpdir(), "overread-model-"));
const shots = process.env.OVERREAD_SHOTS ?? folder;
let server: StaticServer;
let browser: OwnBrowser;
beforeAll(async () => {
  server = await serveApp({ online: true });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

test("a model of one's own is checked, asked about, used after a reload, and gone when removed; a bad one says why", async () => {
  const page = await browser.newPage({ width: 1180, height: 820 });
  await openApp(page, server.url);
  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "Your models" });
  const picker = card.locator("input[data-picker=model]");

  const broken = join(folder, "broken.zip");
  writeFileSync(broken, "not a zip");
  await picker.setInputFiles(broken);
  await card.getByRole("alert").getByText("The zip file could not be read").waitFor();
  await picker.setInputFiles(files.filter((path) => !path.endsWith("tiny-64.onnx")));
  await card.getByRole("alert").getByText("tiny-64.onnx").waitFor({ timeout: 60_000 });
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-refused.png") });

  await picker.setInputFiles(files);
  const dialog = page.getByRole("dialog", { name: "Add tiny 0.0.1?" });
  await dialog.waitFor({ timeout: 60_000 });
  expect(await dialog.getByLabel("Licence").inputValue()).toBe("CC0-1.0");
  await page.screenshot({ path: join(shots, "own-model-ask.png") });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await card.getByText("In use").waitFor();
  await page.getByText("tiny 0.0.1").first().waitFor();
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-kept.png") });

  await page.reload();
  const model = page.getByRole("heading", { name: "Models", exact: true }).locator("..");
  await model.getByRole("button", { name: "Run self-test" }).click();
  await model.getByText("tiny 0.0.1").waitFor({ timeout: 60_000 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-model-wide.png") });

  await card.getByRole("button", { name: "Use the shipped model" }).click();
  await model.getByText("prompt-unet-s").waitFor({ timeout: 60_000 });
  await card.getByRole("button", { name: "Use: tiny 0.0.1" }).click();
  await model.getByText("tiny 0.0.1").waitFor({ timeout: 60_000 });
  await card.getByRole("button", { name: "Remove: tiny 0.0.1" }).click();
  await card.getByText("None added.").waitFor();
  await model.getByText("prompt-unet-s").waitFor({ timeout: 60_000 });
  expect([await countRows(page, "models"), await countRows(page, "modelParts")]).toEqual([0, 0]);
});

test("a semantic model of one's own pre-labels a series with proposals in the project's classes, and one of them becomes a label", async () => {
  const page = await browser.newPage({ width: 1440, height: 900 });
  await openApp(page, server.url);
  const files = await semanticPackage(
    (manifest) => ({
      ...manifest,
      input: {
        ...(manifest.input as Manifest),
        overlap: 0,
        modalities: ["*"],
        intensity: [{ op: "window", center: 500, width: 1000 }, { op: "scale" }],
      },
      labels: [{ index: 1, id: "liver", name: "Liver" }],
    }),
    semanticGraph([128, 128]),
    [128, 128],
  );
  const paths = [...files].map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  await page.goto(`${server.url}#/settings`);
  const card = page.getByRole("region", { name: "Your models" });
  await card.locator("input[data-picker=model]").setInputFiles(paths);
  const dialog = page.getByRole("dialog", { name: "Add organs 1.0.0?" });
  await dialog.getByText("Pre-labels: masks").waitFor({ timeout: 60_000 });
  await page.screenshot({ path: join(shots, "own-label-model-ask.png") });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await card.getByText("In use").waitFor();
  await card.getByText("Finds: Liver").waitFor();
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, "own-label-model-kept.png") });

  await page.goto(`${server.url}#/worklist`);
  const side = 128;
  const disk = (at: number) => Math.hypot((at % side) - 64, (Math.floor(at / side) % side) - 64) < 40;
  const samples = new Int16Array(side * side * 3).map((_, at) => (disk(at) ? 900 : 30));
  const sform = [-1, 0, 0, 60, 0, -1, 0, 70, 0, 0, 2.5, -10];
  const data = new Uint8Array(samples.buffer);
  const [nifti] = makeNifti({ dims: [side, side, 3], datatype: 4, wordBytes: 2, data, sform });
  writeFileSync(join(folder, "disk.nii"), nifti);
  await importFiles(page, [join(folder, "disk.nii")], "Case 7");
  await page.goto(`${server.url}#/worklist`);
  await openStudy(page, /volume|picture/);
  await page.getByRole("application", { name: "Image viewport" }).first().focus();
  await page.keyboard.press("Control+k");
  const palette = page.locator("dialog[open]");
  await palette.getByRole("combobox").or(palette.getByRole("textbox")).first().fill("Pre-label");
  await page.keyboard.press("Enter");
  const dock = page.getByRole("region", { name: "Proposal" });
  await dock.getByText(/to decide/).waitFor({ timeout: 60_000 });
  await dock.getByRole("button", { name: "Show the next one" }).click();
  await dock.getByText("organs 1.0.0").waitFor();
  await page.screenshot({ path: join(shots, "own-label-model-proposal.png") });
  await dock.getByRole("button", { name: "Accept proposal" }).click();
  await page
    .getByRole("option", { name: /Liver.*Model, accepted/i })
    .first()
    .waitFor();
  await waitForSaved(page);
  const [label] = await readTable<{ annotation: { provenance: object } }>(page, "annotations");
  expect(label?.annotation.provenance).toMatchObject({
    origin: "model",
    model: { id: "organs", version: "1.0.0", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});
