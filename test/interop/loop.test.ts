import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fromArrayBuffer } from "geotiff";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Instance, Series, Study } from "../../src/domain/study.ts";
import { en } from "../../src/ui/messages/en.ts";
import {
  countRows,
  importByPath,
  openApp,
  openStudy,
  readImportResult,
  readTable,
  viewportPoint,
} from "../support/app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../support/browser-app.ts";
import {
  alongNormal,
  blindSpots,
  burnedIn,
  type Corpus,
  fiveTiffs,
  needlesOf,
  openCorpus,
  placesAlongNormal,
  tenSyntaxes,
} from "../support/corpus-loop.ts";
import {
  askAndAccept,
  drawLabels,
  expectDatasetToHold,
  exportZip,
  readDrawn,
} from "../support/label-loop.ts";
import { scanBytes, scanStores } from "../support/leak-scan.ts";
import { keepAll } from "../support/release-held.ts";
import type { StaticServer } from "../support/static-server.ts";
import { readStoredFile, storedSums } from "../support/stored-files.ts";
import { walkDicom } from "../support/walk-dicom.ts";

const folder = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");
const present = existsSync(join(folder, "manifest.json"));

/** What the person types for files that name nobody; it must not be kept either. */
const typedName = "Quillfeather Zebedee";

/** The tests below are one session of one person: each goes on where the last ended. */
describe.skipIf(!present)("corpus (OVERREAD_CORPUS or ../shared/corpus): the whole loop", () => {
  let browser: OwnBrowser;
  let server: StaticServer;
  let corpus: Corpus;
  let page: Page;
  let dataset: Map<string, Uint8Array>;
  const said: string[] = [];
  const requests: string[] = [];
  const errors: string[] = [];
  const stored = async () => ({
    kept: await countRows(page, "instances"),
    held: await countRows(page, "held", "overread-quarantine"),
  });

  beforeAll(async () => {
    corpus = openCorpus(folder);
    server = await serveApp();
    browser = await startBrowser();
    browser.context.on("console", (message) => said.push(message.text()));
    browser.context.on("request", (request) => requests.push(request.url()));
    page = await browser.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await openApp(page, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("the three real series come in whole, each in the order of its places", async () => {
    const names = [...corpus.series.values()].flat();
    await importByPath(page, names.map(corpus.path), typedName);
    const result = await readImportResult(page);
    const expected = [...corpus.series.values()].map((files) => placesAlongNormal(corpus, files));
    expect(expected.map((places) => places.length).sort()).toEqual([19, 20, 28]);
    const series = await readTable<Series>(page, "series");
    expect(series).toHaveLength(3);
    expect(new Set(series.map(({ studyUid }) => studyUid)).size).toBe(3);
    expect(result.ready).toHaveLength(3);
    expect(result.held).toEqual([]);
    for (const { frames } of series) {
      const places = frames.map(({ plane }) =>
        plane ? alongNormal(plane.positionMm, plane.orientation) : Number.NaN,
      );
      const upwards = (places[0] ?? 0) < (places.at(-1) ?? 0) ? places : places.toReversed();
      const wish = expected.find(
        (list) => list.length === upwards.length && Math.abs((list[0] ?? 0) - (upwards[0] ?? 0)) < 1e-3,
      );
      expect(wish, `a folder of ${upwards.length} images from ${upwards[0]} mm`).toBeDefined();
      for (const [index, place] of upwards.entries()) expect(place).toBeCloseTo(wish?.[index] ?? 0, 3);
    }
    // DIRFILE, the index of the disc, is no image and is passed over.
    expect(result.refused).toEqual([]);
  });

  test("of ten transfer syntaxes and five TIFFs at least 12 are kept or held, the others refused by name", async () => {
    const names = [...tenSyntaxes, ...fiveTiffs];
    const syntaxes = tenSyntaxes.map((name) => corpus.rowOf.get(name)?.transfer_syntax);
    expect(new Set(syntaxes).size).toBe(10);
    const before = await stored();
    await importByPath(page, names.map(corpus.path), typedName);
    const { refused } = await readImportResult(page);
    const after = await stored();
    const taken = after.kept - before.kept + (after.held - before.held);
    expect(taken + refused.length).toBe(15);
    expect(taken).toBeGreaterThanOrEqual(12);
    const reasons = Object.values(en.refusals);
    for (const text of refused) {
      expect(names.map((name) => basename(name))).toContain(text.split("\n")[0]?.trim());
      expect(reasons.some((reason) => text.includes(reason))).toBe(true);
    }
  });

  test("what is no image is refused by its name and with its reason", async () => {
    const before = await stored();
    const names = ["dicom/dcmjs__structured_report.dcm", "PROVENANCE.md", "dicom/pydicom__rtstruct.dcm"];
    await importByPath(page, names.map(corpus.path), typedName);
    const { refused } = await readImportResult(page);
    expect(await stored()).toEqual(before);
    const row = (name: string) => refused.find((text) => text.includes(name)) ?? "";
    expect(refused).toHaveLength(names.length);
    expect(row("structured_report")).toContain(en.refusals["structured-report"]);
    expect(row("PROVENANCE.md")).toContain(en.refusals["not-an-image"]);
    expect(row("rtstruct")).toContain(en.refusals["no-images"]);
  });

  test("no file with burned-in text is released without a person", async () => {
    const before = await stored();
    await importByPath(page, burnedIn.map(corpus.path), typedName);
    const { ready, held, refused } = await readImportResult(page);
    const after = await stored();
    expect(after.kept).toBe(before.kept);
    expect(held.length + refused.length).toBe(burnedIn.length);
    expect(after.held - before.held).toBe(held.length);
    expect(held.length).toBeGreaterThan(0);
    expect(ready.filter((text) => !text.includes("No study"))).toEqual([]);
  });

  test("a held image with one box joins the worklist: the box is blank, every other pixel as it was", async () => {
    const before = await stored();
    await page.goto(`${server.url}#/pixels`);
    const view = page.getByRole("application", { name: "Frame under review" });
    const surface = page.locator(".frame-surface").first();
    /** Of the frame that is looked at, once it has come: before that it is the one of the study before. */
    const columns = async () => {
      await page.locator('.frame-surface[aria-busy="false"]').first().waitFor({ timeout: 60_000 });
      return surface.evaluate((element) => getComputedStyle(element).getPropertyValue("--columns"));
    };
    for (let turns = 0; (await columns()) !== "1024" && turns < before.held; turns++)
      await page.getByRole("button", { name: "Next study" }).click();
    expect(await columns()).toBe("1024");
    await keepAll(page);
    const area = await view.boundingBox();
    if (!area) throw new Error("The frame is not visible");
    await page.mouse.move(area.x + area.width * 0.1, area.y + 2);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.9, area.y + area.height * 0.2, { steps: 5 });
    await page.mouse.up();
    await page.getByText("1 box will be blanked for good.").waitFor();
    await page.getByRole("button", { name: "Release to worklist" }).click();
    await expect.poll(stored, { timeout: 60_000 }).toEqual({ kept: before.kept + 1, held: before.held - 1 });

    const instances = await readTable<Instance>(page, "instances");
    const released = instances.filter((row) => row.pixelVerdict === "released-by-person");
    expect(released).toHaveLength(1);
    const [instance] = released;
    if (!instance) return;
    const values = (file: Uint8Array) => {
      const { bytes, elements } = walkDicom(file);
      const { offset = 0 } = elements.get("7fe00010") ?? {};
      return bytes.subarray(offset, offset + 1024 * 768);
    };
    const now = values(await readStoredFile(page, instance.sopUid));
    const original = values(corpus.bytes("dicom/deid-data__GREYSCALE_IMAGE.dcm"));
    const inside = new Set<number>();
    let changed = 0;
    const scale = 1024 / area.width;
    const [left, right] = [area.width * 0.1 * scale, area.width * 0.9 * scale];
    const [top, bottom] = [2 * scale, area.height * 0.2 * scale];
    for (let y = 0; y < 768; y++) {
      for (let x = 0; x < 1024; x++) {
        const at = y * 1024 + x;
        if (x > left + 2 && x < right - 2 && y > top + 2 && y < bottom - 2) inside.add(now[at] ?? -1);
        if (now[at] === original[at]) continue;
        changed++;
        expect(x > left - 2 && x < right + 2 && y > top - 2 && y < bottom + 2, `${x}, ${y} in the box`).toBe(
          true,
        );
      }
    }
    expect([...inside]).toHaveLength(1);
    expect(changed).toBeGreaterThan(100);

    const study = (await readTable<Study>(page, "studies")).find((row) => row.studyUid === instance.studyUid);
    await page.goto(`${server.url}#/worklist`);
    await page
      .getByRole("row", { name: new RegExp(study?.pseudonym ?? "no study") })
      .first()
      .waitFor();
  });

  test("a real MR series: scroll, draw, ask, accept; the dataset holds what was drawn, pixel for pixel", async () => {
    const series = (await readTable<Series>(page, "series")).find(({ frames }) => frames.length === 19);
    const study = (await readTable<Study>(page, "studies")).find((row) => row.studyUid === series?.studyUid);
    await page.goto(`${server.url}#/worklist`);
    await openStudy(page, new RegExp(study?.pseudonym ?? "no study"));
    const status = page.getByRole("status", { name: "Viewer status" });
    await status.getByText(/Image \d+ of 19/).waitFor();
    const shown = async () => Number(/Image (\d+) of/.exec((await status.textContent()) ?? "")?.[1]);
    const first = await shown();
    const middle = await viewportPoint(page, 0.5, 0.5);
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, 120);
    await expect.poll(shown).not.toBe(first);
    const second = await shown();
    await page
      .getByRole("application", { name: /Image viewport/ })
      .first()
      .focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(shown).not.toBe(second);
    const slice = await shown();

    await drawLabels(page);
    await askAndAccept(page, 0.5, 0.5);
    const drawn = await readDrawn(page);
    expect(drawn.annotations).toHaveLength(4);
    const kinds = drawn.annotations.map(({ annotation }) => annotation.geometry.type);
    expect(kinds).toEqual(expect.arrayContaining(["box", "polygon", "mask"]));
    expect(
      drawn.annotations.filter(({ annotation }) => annotation.provenance.origin !== "human"),
    ).toHaveLength(1);
    const shownFrame = series?.frames[slice - 1];
    for (const { annotation } of drawn.annotations) expect(annotation.target.sop).toBe(shownFrame?.sopUid);

    // The box lies where the mouse was: the status line says which pixel is under it.
    const box = drawn.annotations.find(({ annotation }) => annotation.geometry.type === "box");
    for (const [index, [x, y]] of [
      [0.3, 0.3],
      [0.42, 0.45],
    ].entries()) {
      const place = await viewportPoint(page, x ?? 0, y ?? 0);
      await page.mouse.move(place.x, place.y);
      const under = async () =>
        /x (\d+) y (\d+)/
          .exec((await status.textContent()) ?? "")
          ?.slice(1)
          .map(Number) ?? [];
      await expect
        .poll(async () =>
          (await under()).every(
            (value, axis) =>
              Math.abs(value - (box?.annotation.geometry.boxImage[2 * index + axis] ?? -9)) <= 1,
          ),
        )
        .toBe(true);
    }

    dataset = await exportZip(page, server.url, true);
    expectDatasetToHold(dataset, drawn);
  });

  test("the exported DICOM and TIFF files are those of the store, byte for byte, and parse", async () => {
    const sums = await storedSums(page);
    const instances = await readTable<Instance>(page, "instances");
    expect(instances.length).toBeGreaterThanOrEqual(67 + 6);
    const files = [...dataset.keys()].filter((name) => name.startsWith("dicom/images/"));
    expect(files).toHaveLength(instances.length);
    const listed = Buffer.from(dataset.get("checksums.sha256") ?? []).toString("utf8");
    for (const { sopUid, studyUid, sha256, format } of instances) {
      const name = `dicom/images/${studyUid}/${sopUid}.${format === "dicom" ? "dcm" : "tif"}`;
      const bytes = dataset.get(name) ?? new Uint8Array();
      const sum = createHash("sha256").update(bytes).digest("hex");
      expect([sum, sums[sopUid]], name).toEqual([sha256, sha256]);
      expect(listed).toContain(`${sum}  ${name}`);
      if (format === "dicom") {
        const walked = walkDicom(bytes);
        expect(walked.text("00080018")).toBe(sopUid);
        expect(walked.text("0020000d")).toBe(studyUid);
        expect(walked.text("00120062")).toBe("YES");
        expect(walked.elements.get("7fe00010")?.length ?? 0).toBeGreaterThan(0);
      } else {
        const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer);
        expect((await tiff.getImage(0)).getWidth()).toBeGreaterThan(0);
      }
    }
  });

  test("no name and no number of a patient is in any store, the console or the dataset", async () => {
    const names = [...[...corpus.series.values()].flat(), ...tenSyntaxes, ...burnedIn];
    const needles = needlesOf(corpus, names);
    expect(needles.size).toBeGreaterThan(5);
    expect(blindSpots(corpus, needles)).toEqual([]);
    const wanted = [...needles.keys(), ...typedName.split(" ")];
    const scan = await scanStores(page, wanted);
    expect(scan.stores).toEqual(
      expect.arrayContaining(["overread/chunks", "overread-quarantine/heldChunks", "caches"]),
    );
    expect(scan.bytes).toBeGreaterThan(30e6);
    expect(scan.leaks).toEqual([]);
    expect(scanBytes(Buffer.from([...said, ...errors].join("\n")), wanted, "console")).toEqual([]);
    for (const [name, bytes] of dataset) {
      const plain = name.endsWith(".dcm") ? walkDicom(bytes).bytes : bytes;
      expect(scanBytes(Buffer.from(name), wanted, "names in the zip")).toEqual([]);
      expect(scanBytes(plain, wanted, name)).toEqual([]);
    }
    expect(errors).toEqual([]);

    // The same scan is not blind: one original, laid beside the app's own stores, is found in each.
    const original = corpus.bytes("dicom/deid-data__ctbrain1.dcm");
    await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle("planted", { create: true })).createWritable();
      await file.write(bytes);
      await file.close();
      await (await caches.open("planted")).put("./planted", new Response(bytes));
      await new Promise<void>((done, fail) => {
        const request = indexedDB.open("planted", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("planted").put(bytes, 1);
        request.onsuccess = () => {
          request.result.close();
          done();
        };
        request.onerror = () => fail(request.error);
      });
    }, Buffer.from(original).toString("base64"));
    const planted = await scanStores(page, wanted);
    expect([...new Set(planted.leaks.map(({ store }) => store))].sort()).toEqual([
      "OPFS",
      "caches",
      "planted/planted",
    ]);
  });

  test("no request left the origin", () => {
    const foreign = requests.filter((url) => /^(http|ws)/.test(url) && !url.startsWith(server.url));
    // Seen are also those that only a worker makes: the pipelines.
    expect(requests.filter((url) => url.startsWith(server.url) && url.endsWith(".wasm"))).not.toEqual([]);
    expect(foreign).toEqual([]);
  });
});
