import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { countRows, dragImage, importByPath, openApp, openRow } from "../app-driver.ts";
import { serveApp, startBrowser } from "../browser-app.ts";
import { openDatasetZip } from "../read-dataset-zip.ts";
import { type KeyFile, workerFile } from "./app-page.ts";
import { fileValues } from "./file-values.ts";

/** A file of a dataset. `text`: of DICOM without its native pixels; `hasPixels`: short texts turn up in it by chance. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: Buffer;
  readonly hasPixels: boolean;
}

/** What a dataset holds, file by file. */
export interface Exported {
  readonly texts: readonly ExportedFile[];
  readonly bytes: number;
  readonly said: readonly string[];
  readonly foreign: number;
}

/** Takes a project key from its file, so that identifiers are those of the profiles before; as the settings screen's own call does. */
async function takeKey(page: Page, worker: string, key: KeyFile): Promise<void> {
  const kind = await page.evaluate(
    ({ url, request }) =>
      new Promise<string>((done) => {
        const importer = new Worker(url, { type: "module" });
        importer.onmessage = ({ data }) => {
          if (data.id !== 1 || data.kind === "progress") return;
          importer.terminate();
          done(data.kind);
        };
        importer.postMessage({ kind: "call", id: 1, name: "keyImport", request });
      }),
    { url: worker, request: key },
  );
  if (kind !== "result") throw new Error("the key was not taken");
}

/** Takes files in through the screens of the built app, draws one box, and exports every frame as a person does. */
export async function exportedFiles(
  paths: readonly string[],
  patient: string,
  key: KeyFile,
): Promise<Exported> {
  const server = await serveApp();
  const browser = await startBrowser();
  const said: string[] = [];
  let foreign = 0;
  try {
    browser.context.on("console", (message) => said.push(message.text()));
    const page = await browser.newPage({ width: 1440, height: 900 });
    page.on("request", (request) => {
      if (/^(http|ws)/.test(request.url()) && !request.url().startsWith(server.url)) foreign++;
    });
    page.setDefaultTimeout(180_000);
    await openApp(page, server.url);
    await takeKey(page, `${server.url}assets/${workerFile("import")}`, key);
    await importByPath(page, paths, patient);
    await page.goto(`${server.url}#/worklist`);
    // Where every image waits for a person there is nothing to label, and nothing to export.
    if ((await countRows(page, "instances")) === 0) return { texts: [], bytes: 0, said, foreign };
    await page.locator("[role=rowgroup] [role=row]").first().waitFor();
    const withSlices = page.getByRole("row", { name: /CT|MR/ });
    await openRow(
      page,
      (await withSlices.count()) > 0 ? withSlices : page.locator("[role=rowgroup] [role=row]"),
    );
    await page
      .getByRole("application", { name: /Image viewport/ })
      .first()
      .focus();
    await page.keyboard.press("Shift+Digit1");
    await page.keyboard.press("x");
    await dragImage(page, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    for (let wait = 0; (await countRows(page, "annotations")) === 0; wait++) {
      if (wait > 100) throw new Error("the box that was drawn is not stored");
      await page.waitForTimeout(100);
    }
    await page.goto(`${server.url}#/export`);
    await page.getByRole("button", { name: "Export dataset" }).waitFor();
    const drafts = page.getByRole("checkbox", { name: "Drafts" });
    if (!(await drafts.isChecked())) await drafts.click({ force: true });
    await page.getByRole("checkbox", { name: "Include images without labels" }).click({ force: true });
    await page.getByRole("button", { name: "Export dataset" }).click();
    await page.getByRole("button", { name: "Save dataset" }).waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save dataset" }).click();
    const zip = readFileSync(await (await download).path());
    const texts = [...openDatasetZip(zip)].map(([name, bytes]) => {
      const isDicom = name.endsWith(".dcm");
      return {
        name,
        bytes,
        text: isDicom ? fileValues(bytes).text : Buffer.from(bytes),
        hasPixels: /\.(png|tiff?|gz|nii|npy)$/.test(name),
      };
    });
    return { texts, bytes: zip.length, said, foreign };
  } finally {
    await browser.close();
    await server.close();
  }
}
