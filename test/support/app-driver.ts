import type { Locator, Page } from "playwright";

/** Rows of one store of the page's main database, read past the app: binary values come as arrays of numbers. */
export async function readTable<T>(page: Page, table: string, database = "overread"): Promise<T[]> {
  return page.evaluate(
    async ([name, store]) => {
      const open = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      const rows = await new Promise<unknown[]>((done, fail) => {
        const request = open.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      open.close();
      const plain = (value: unknown): unknown => {
        if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
        if (ArrayBuffer.isView(value))
          return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
        if (Array.isArray(value)) return value.map(plain);
        if (value && typeof value === "object")
          return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
        return value;
      };
      return rows.map(plain) as never[];
    },
    [database, table] as const,
  );
}

/** Number of rows of a store, without carrying them here. */
export async function countRows(page: Page, table: string, database = "overread"): Promise<number> {
  return page.evaluate(
    ([name, store]) =>
      new Promise<number>((done, fail) => {
        const request = indexedDB.open(name);
        request.onerror = () => fail(request.error);
        request.onsuccess = () => {
          const count = request.result.transaction(store).objectStore(store).count();
          count.onerror = () => fail(count.error);
          count.onsuccess = () => {
            request.result.close();
            done(count.result);
          };
        };
      }),
    [database, table] as const,
  );
}

/** Opens the app and waits for its worklist. */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

/** Waits until the service worker keeps the whole app. */
export async function waitForOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** The head and the three studies of the sample that need no review: CT, radiograph, TIFF. */
const sampleRows = 4;

/** Opens the sample study from the empty worklist and waits until all of it is there. */
export async function openSample(page: Page, press = (button: Locator) => button.click()): Promise<void> {
  await press(page.getByRole("button", { name: "Open sample study" }).first());
  await page
    .getByRole("row")
    .nth(sampleRows - 1)
    .waitFor({ timeout: 120_000 });
  await page.getByText("2 images are held").waitFor({ timeout: 60_000 });
  await page
    .getByRole("row", { name: /CT chest/ })
    .getByText("26", { exact: true })
    .waitFor({ timeout: 60_000 });
}

/** Imports files through the file picker; answers the patient question of unnamed groups with `patient`. */
export async function importFiles(page: Page, files: readonly string[], patient: string): Promise<void> {
  await page.getByRole("button", { name: "Import" }).first().click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles([...files]);
  await finishImport(page, patient);
}

/** Hands files to the file picker of Import by path, without carrying them through the driver: for many or for large ones. */
export async function chooseByPath(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", {
    nodeId: root.nodeId,
    selector: "input[data-picker=files]",
  });
  await session.send("DOM.setFileInputFiles", { nodeId, files: [...files] });
  await session.detach();
}

/** Imports by path, without carrying the files through the driver: for many or for large ones. */
export async function importByPath(page: Page, files: readonly string[], patient: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/worklist`);
  await page.getByRole("button", { name: "Import" }).first().click();
  const choose = page.getByRole("button", { name: "Choose files" });
  const again = page.getByRole("button", { name: "Import more" });
  await choose.or(again).waitFor();
  if (await again.isVisible()) await again.click();
  await choose.waitFor();
  await chooseByPath(page, files);
  await finishImport(page, patient);
}

/** What the import's result lists, as its rows read: one text each. */
export async function readImportResult(
  page: Page,
): Promise<{ ready: string[]; held: string[]; refused: string[] }> {
  const region = page.getByRole("region", { name: "Import result" });
  const rows = (name: string) =>
    region.getByRole("list", { name, exact: true }).getByRole("listitem").allInnerTexts();
  return { ready: await rows("Ready"), held: await rows("Held"), refused: await rows("Refused") };
}

/** From the survey on: names unnamed patients, starts, and waits for the result. */
export async function finishImport(page: Page, patient: string): Promise<void> {
  const survey = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: "Import", exact: true }) });
  await survey.waitFor({ timeout: 120_000 });
  for (const field of await survey.getByRole("textbox").all()) await field.fill(patient);
  await survey.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("region", { name: "Import result" }).waitFor({ timeout: 300_000 });
}

/** Opens the study whose row matches, and waits for its first image. */
export async function openStudy(page: Page, name: RegExp): Promise<void> {
  await openRow(page, page.getByRole("row", { name }));
}

/** Opens the study of the first of these rows of the worklist, and waits for its first image. */
export async function openRow(page: Page, rows: Locator): Promise<void> {
  await rows.first().click();
  await page
    .getByRole("application", { name: /Image viewport/ })
    .first()
    .waitFor();
  await page.getByRole("status", { name: "Save state" }).waitFor();
  await imageIsSeen(page);
}

/** Waits until the save state says "Saved". */
export async function waitForSaved(page: Page): Promise<void> {
  await page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved" }).waitFor();
}

/** A point of the image viewport; x and y from 0 to 1 of its width and height. */
export async function viewportPoint(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page
    .getByRole("application", { name: /Image viewport/ })
    .first()
    .boundingBox();
  if (!box) throw new Error("The viewport is not visible");
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

/** Waits until the images that are wanted are those that are seen: on others nothing is drawn. */
export async function imageIsSeen(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role=application][aria-busy="true"]') === null);
}

/** Drags the mouse over the image through the given points. */
export async function dragImage(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const places = await Promise.all(points.map(([x, y]) => viewportPoint(page, x, y)));
  const [first, ...rest] = places;
  if (!first) return;
  await imageIsSeen(page);
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(place.x, place.y, { steps: 8 });
  await page.mouse.up();
}
