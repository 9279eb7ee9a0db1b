import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  countRows,
  dragImage,
  finishImport,
  importFiles,
  openApp,
  openRow,
  readTable,
  waitForOffline,
  waitForSaved,
} from "../support/app-driver.ts";
import { dist, type OwnBrowser, startBrowser } from "../support/browser-app.ts";
import { ctSlice } from "../support/dicom-export.ts";
import { type Line, openLine } from "../support/hub/line.ts";
import { startOrthanc } from "../support/hub/orthanc.ts";
import { scanBytes } from "../support/leak-scan.ts";
import { hasTool, toolOutput } from "../support/oracle-tools.ts";

const passphrase = "a lamp under the stairs";
/** What the files say of their patient: it may be on no line. */
const planted = ["DOE^PLANTED", "PLANTED-1", "1.2.826.0.1.4711"];

interface StoredBox {
  readonly annotation: {
    readonly instanceUid: string;
    readonly status: string;
    readonly geometry: { readonly type: string; readonly boxImage?: readonly number[] };
  };
}

/** The labels of a device, as its store holds them, in an order that is the same on all. */
const labelsOf = async (page: Page) =>
  (await readTable<StoredBox>(page, "annotations"))
    .map(
      ({ annotation: { instanceUid, geometry } }) =>
        `${instanceUid} ${geometry.type} ${geometry.boxImage ?? ""}`,
    )
    .sort();

/** The whole of `dist` and a real Orthanc on one origin that sends no headers of ours, as in a lab; a line to it that the test cuts and searches. */
describe.skipIf(!hasTool("Orthanc"))("two tablets in Chromium and a real Orthanc that serves the app", () => {
  const folder = mkdtempSync(join(tmpdir(), "overread-tablets-"));
  const keyFile = join(folder, "key.json");
  const errors: string[] = [];
  const browsers: OwnBrowser[] = [];
  let orthanc: Awaited<ReturnType<typeof startOrthanc>>;
  let line: Line;
  let one: Page;
  let two: Page;

  beforeAll(async () => {
    orthanc = await startOrthanc({ app: dist });
    line = await openLine(orthanc.port);
    one = await newTablet();
    two = await newTablet();
  });
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await line?.close();
    await orthanc?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function newTablet(): Promise<Page> {
    const browser = await startBrowser();
    browsers.push(browser);
    const page = await browser.newPage({ width: 1180, height: 820 });
    page.on("pageerror", (error) => errors.push(String(error)));
    await openApp(page, `${line.url}/app/index.html`);
    await waitForOffline(page);
    return page;
  }
  const shot = async (page: Page, name: string) => {
    const shots = process.env.OVERREAD_SHOTS;
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
  };
  /** By the address, from whatever screen: the import and the viewer show no navigation. */
  const go = (page: Page, screen: "Worklist" | "Settings" | "Sync" | "Review") =>
    page.goto(`${line.url}/app/index.html#/${screen.toLowerCase()}`);
  const setHub = async (page: Page, reader: string) => {
    const card = page.getByRole("region", { name: "Hub", exact: true });
    await card.getByLabel("Address of the DICOMweb service").fill(`${line.url}/dicom-web`);
    await card.getByLabel("Your reader code").fill(reader);
    await card.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Hub saved").first().waitFor();
  };
  const takeKey = async (page: Page) => {
    const card = page.getByRole("region", { name: "Project key" });
    await card.getByRole("button", { name: "Import key" }).click();
    const dialog = page.getByRole("dialog", { name: "Import project key" });
    await dialog.getByLabel("Key file").setInputFiles(keyFile);
    await dialog.getByLabel("Passphrase").fill(passphrase);
    await dialog.getByRole("button", { name: "Take this key" }).click();
    await card.getByRole("button", { name: "Export key" }).waitFor();
  };
  const getImages = async (page: Page) => {
    await go(page, "Sync");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.getByRole("button", { name: "Get images" }).click();
    await finishImport(page, "unused");
  };
  /** No network: no server is there, and the browser knows it. */
  const goOffline = async (...tablets: readonly Page[]) => {
    line.cut();
    for (const page of tablets) await page.context().setOffline(true);
  };
  /** The network is back: the browsers say so, and nobody presses anything. */
  const goOnline = async (...tablets: readonly Page[]) => {
    line.mend();
    for (const page of tablets) await page.context().setOffline(false);
  };
  const unsafe = async (page: Page) =>
    (await readTable<{ state: string }>(page, "outbox")).filter(({ state }) => state !== "verified").length;
  /** So many reports of this device, and everything else, are on the hub and read back. */
  const allSafe = async (page: Page, reports: number) => {
    const made = async () =>
      (await readTable<{ kind: string }>(page, "outbox")).filter(({ kind }) => kind === "report").length;
    await expect.poll(made).toBe(reports);
    await expect.poll(() => unsafe(page)).toBe(0);
  };
  const press = async (page: Page, ...keys: string[]) => {
    await page
      .getByRole("application", { name: /Image viewport/ })
      .first()
      .focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  const open = async (page: Page) => {
    await go(page, "Worklist");
    await openRow(page, page.getByRole("row", { name: /CT/ }));
  };
  const box = async (page: Page, x: number, y: number) => {
    await press(page, "Shift+Digit1", "x");
    await dragImage(page, [
      [x, y],
      [x + 0.1, y + 0.1],
    ]);
    await waitForSaved(page);
  };
  const leave = async (page: Page) => {
    await waitForSaved(page);
    await go(page, "Sync");
  };

  test("what one labelled without a network reaches the hub by itself when there is one, and the other from there", async () => {
    await go(one, "Settings");
    const key = one.getByRole("region", { name: "Project key" });
    await key.getByLabel("Passphrase", { exact: true }).fill(passphrase);
    await key.getByLabel("Passphrase again").fill(passphrase);
    await key.getByRole("button", { name: "Make project key" }).click();
    await key.getByRole("button", { name: "Export key" }).click();
    const dialog = one.getByRole("dialog", { name: "Export project key" });
    await dialog.getByLabel("Passphrase").fill(passphrase);
    const download = one.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save key file" }).click();
    await (await download).saveAs(keyFile);
    await setHub(one, "R1");

    await goOffline(one, two);
    await one.reload();
    await one.getByRole("navigation", { name: "Main" }).waitFor();
    await go(one, "Worklist");
    const paths = [0, 1, 2, 3].map((at) => {
      const path = join(folder, `${at}.dcm`);
      writeFileSync(path, ctSlice(at, 200, 160));
      return path;
    });
    await importFiles(one, paths, "unused");
    await open(one);
    await box(one, 0.3, 0.3);
    await box(one, 0.5, 0.5);
    await press(one, "Shift+Digit2", "b");
    await dragImage(one, [
      [0.35, 0.6],
      [0.45, 0.62],
    ]);
    await leave(one);
    await expect.poll(() => unsafe(one)).toBe(6); // four images, a report, its masks
    await shot(one, "sync-waits");

    await goOnline(one, two);
    await allSafe(one, 1);
    await one.getByText("Everything is on the hub").waitFor();

    await go(two, "Settings");
    await takeKey(two);
    await setHub(two, "R1");
    await getImages(two);
    await expect.poll(() => labelsOf(two), { timeout: 60_000 }).toEqual(await labelsOf(one));
    expect(await labelsOf(two)).toHaveLength(3);
  });

  test("both change the same label without a network: a person decides once, and both end with the same", async () => {
    const before = await labelsOf(one);
    await goOffline(one, two);
    for (const [page, keys] of [
      [one, ["Shift+ArrowRight", "Shift+ArrowRight"]],
      [two, ["Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"]],
    ] as const) {
      await open(page);
      await page.getByRole("listbox", { name: "Annotations" }).getByRole("option").first().click();
      await press(page, "s", ...keys);
      await waitForSaved(page);
    }
    await box(two, 0.7, 0.2);
    await leave(one);
    await leave(two);
    expect((await labelsOf(one)).filter((label) => !before.includes(label))).toHaveLength(1);
    expect((await labelsOf(two)).filter((label) => !before.includes(label))).toHaveLength(2);

    await goOnline(one);
    await allSafe(one, 2);
    await goOnline(two);
    await two.getByRole("button", { name: "Compare and merge" }).click();
    await two.getByText("1 to decide").waitFor();
    await shot(two, "conflict");
    await two.setViewportSize({ width: 1440, height: 900 });
    await shot(two, "conflict-desktop");
    await two.getByRole("radio", { name: "B", exact: true }).click({ force: true });
    await two.getByText("Everything is decided").waitFor();
    await two.getByRole("button", { name: "Merge", exact: true }).click();
    await two.getByText("Merged. Both versions stay in the history.").first().waitFor();
    await allSafe(two, 2);
    await one.getByRole("button", { name: "Sync now" }).click();
    await expect.poll(() => labelsOf(one), { timeout: 60_000 }).toEqual(await labelsOf(two));
    expect(await labelsOf(one)).toHaveLength(4);
    for (const page of [one, two]) await expect.poll(() => page.getByText("2 versions").count()).toBe(0);
  });

  test("handed in on one, accepted by a reviewer on a third, and known to be accepted on the first", async () => {
    await browsers[1]?.close();
    await open(one);
    await press(one, "Control+Enter");
    await one.getByText("Submitted. “Next task”").first().waitFor();
    await leave(one);
    await one.getByRole("button", { name: "Sync now" }).click();
    await allSafe(one, 3);
    const three = await newTablet();
    await go(three, "Settings");
    await takeKey(three);
    await setHub(three, "R2");
    await getImages(three);
    await go(three, "Sync");
    // Versions come one by one: the newest is known when all are here.
    await three.getByText("The last exchange went through").waitFor();
    await expect.poll(() => countRows(three, "syncVersions"), { timeout: 60_000 }).toBe(5);
    await three.getByRole("button", { name: "Compare and take over" }).click({ timeout: 60_000 });
    await shot(three, "take-over");
    await three.getByRole("button", { name: "Take over", exact: true }).click();
    await three.getByText("Merged. Both versions stay in the history.").first().waitFor();
    await go(three, "Review");
    await three.getByRole("link", { name: /submitted/ }).click();
    await three.getByRole("button", { name: "Start review" }).click();
    await shot(three, "review");
    await press(three, ";", "Enter");
    await press(three, "Control+Enter");
    await three.getByText("Accepted. Nothing more to review.").first().waitFor();
    await go(three, "Sync");
    await three.getByRole("button", { name: "Sync now" }).click();
    await allSafe(three, 1);
    await one.getByRole("button", { name: "Sync now" }).click();
    await expect
      .poll(
        async () =>
          (await readTable<StoredBox>(one, "annotations")).map(({ annotation: { status } }) => status),
        { timeout: 60_000 },
      )
      .toEqual(["accepted", "accepted", "accepted", "accepted"]);
    expect(await labelsOf(three)).toEqual(await labelsOf(one));
  });

  test("images make way and come back from the hub; a bundle brings all of it to a device that has no network", async () => {
    const here = await countRows(one, "chunks");
    expect(here).toBeGreaterThanOrEqual(4);
    await go(one, "Sync");
    await one.getByRole("button", { name: "Make room on this device" }).click();
    await one.getByText("4 images put away").first().waitFor();
    expect(await countRows(one, "chunks")).toBe(0);
    await go(one, "Worklist");
    await one.getByRole("button", { name: /^Done / }).click();
    await one.getByText("4 images on the hub").waitFor();
    await one.getByRole("button", { name: "Get images" }).click();
    await finishImport(one, "unused");
    expect(await countRows(one, "chunks")).toBe(here);
    await go(one, "Sync");
    const download = one.waitForEvent("download");
    await one.getByRole("button", { name: "Save a bundle" }).click();
    const bundle = join(folder, "bundle.zip");
    await (await download).saveAs(bundle);
    const four = await newTablet();
    await go(four, "Settings");
    await takeKey(four);
    await goOffline(four);
    await go(four, "Sync");
    await four.getByLabel("Your reader code").fill("R1");
    await four.locator("input[data-picker=bundle]").setInputFiles(bundle);
    await finishImport(four, "unused");
    await expect.poll(() => labelsOf(four), { timeout: 60_000 }).toEqual(await labelsOf(one));
    line.mend();
  });

  test("every object on the hub is read by others, none of our reports and masks has an error, and no line carried a name", async () => {
    const ids: string[] = await (await fetch(`http://127.0.0.1:${orthanc.port}/instances`)).json();
    const found: string[] = [];
    for (const id of ids) {
      const bytes = new Uint8Array(
        await (await fetch(`http://127.0.0.1:${orthanc.port}/instances/${id}/file`)).arrayBuffer(),
      );
      const path = join(folder, `${id}.dcm`);
      writeFileSync(path, bytes);
      expect(toolOutput("dcmdump", ["-q", path])).not.toMatch(/^[EF]:/m);
      const said = toolOutput("dciodvfy", [path]).split("\n");
      const name = said.find((text) => /^(Comprehensive3DSR|Segmentation|CTImage)$/.test(text)) ?? "?";
      found.push(name);
      if (name === "CTImage") continue; // the made slices are no whole CT objects
      expect(said.filter((text) => text.startsWith("Error"))).toEqual([]);
      if (name === "Comprehensive3DSR") expect(toolOutput("dsrdump", [path])).not.toMatch(/^[EF]:/m);
    }
    expect([...new Set(found)].sort()).toEqual(["CTImage", "Comprehensive3DSR", "Segmentation"]);
    expect(found.filter((name) => name === "CTImage")).toHaveLength(4);
    // First version, one of each tablet, the merge, what was handed in, what the reviewer accepted.
    expect(found.filter((name) => name === "Comprehensive3DSR").length).toBeGreaterThanOrEqual(6);
    expect(line.sent().length).toBeGreaterThan(200_000);
    expect(scanBytes(line.sent(), planted, "line")).toEqual([]);
    expect(errors).toEqual([]);
  });
});
