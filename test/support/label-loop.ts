import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect } from "vitest";
import { en } from "../../src/ui/messages/en.ts";
import { countRows, dragImage, imageIsSeen, readTable, viewportPoint, waitForSaved } from "./app-driver.ts";
import { cocoPixels, greyPixels, openDatasetZip } from "./read-dataset-zip.ts";

interface StoredAnnotation {
  readonly instanceUid: string;
  readonly annotation: {
    readonly instanceUid: string;
    readonly classId: string;
    readonly target: { readonly series: string; readonly sop: string; readonly frame: number };
    readonly geometry: {
      readonly type: string;
      readonly layer: number;
      readonly segmentIndex: number;
      readonly boxImage: readonly [number, number, number, number];
      readonly pointsImage: readonly (readonly [number, number])[];
      readonly holes?: readonly (readonly (readonly [number, number])[])[];
    };
    readonly provenance: { readonly origin: string; readonly model?: { readonly id: string } };
  };
}

interface StoredTile {
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly layer: number;
  readonly tileRow: number;
  readonly tileColumn: number;
  readonly bytes: readonly number[];
}

/** What one pass of drawing left in the store. */
export interface Drawn {
  readonly annotations: readonly StoredAnnotation[];
  readonly tiles: readonly StoredTile[];
}

const focusImage = (page: Page) =>
  page
    .getByRole("application", { name: /Image viewport/ })
    .first()
    .focus();

/** Draws a box, a polygon and a brush stroke with keys and mouse, on the image that is shown. */
export async function drawLabels(page: Page): Promise<void> {
  const before = await countRows(page, "annotations");
  // One after the other, as a person does who sees each label in the list.
  const stored = (more: number) => expect.poll(() => countRows(page, "annotations")).toBe(before + more);
  await imageIsSeen(page);
  await focusImage(page);
  await page.keyboard.press("Shift+Digit1");
  await page.keyboard.press("x");
  await dragImage(page, [
    [0.3, 0.3],
    [0.42, 0.45],
  ]);
  await stored(1);
  await page.keyboard.press("Shift+Digit2");
  await page.keyboard.press("g");
  for (const [x, y] of [
    [0.55, 0.3],
    [0.7, 0.32],
    [0.62, 0.48],
  ] as const) {
    const place = await viewportPoint(page, x, y);
    await page.mouse.click(place.x, place.y);
  }
  await page.keyboard.press("Enter");
  await stored(2);
  await page.keyboard.press("Shift+Digit3");
  await page.keyboard.press("b");
  await dragImage(page, [
    [0.35, 0.6],
    [0.45, 0.65],
    [0.55, 0.62],
  ]);
  await stored(3);
  await waitForSaved(page);
}

/** Asks the model by a click at a place of the image and accepts its proposal with Enter. */
export async function askAndAccept(page: Page, x: number, y: number): Promise<void> {
  const before = await countRows(page, "annotations");
  await focusImage(page);
  await page.keyboard.press("Shift+Digit2");
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" }).click();
  const place = await viewportPoint(page, x, y);
  await page.mouse.click(place.x, place.y);
  await page.getByRole("region", { name: "Proposal" }).getByText("Confidence").waitFor({ timeout: 60_000 });
  expect(await countRows(page, "annotations")).toBe(before);
  await page.keyboard.press("Enter");
  await expect.poll(() => countRows(page, "annotations")).toBe(before + 1);
  await waitForSaved(page);
}

export async function readDrawn(page: Page): Promise<Drawn> {
  return {
    annotations: await readTable<StoredAnnotation>(page, "annotations"),
    tiles: await readTable<StoredTile>(page, "maskTiles"),
  };
}

/** Exports everything as a zip through the screen and returns its files; images without labels with `everyFrame`. */
export async function exportZip(
  page: Page,
  url: string,
  everyFrame = false,
): Promise<Map<string, Uint8Array>> {
  await page.goto(`${url}#/export`);
  await page.getByRole("button", { name: "Export dataset" }).waitFor();
  const drafts = page.getByRole("checkbox", { name: "Drafts" });
  if (!(await drafts.isChecked())) await drafts.click({ force: true });
  if (everyFrame) await page.getByRole("checkbox", { name: en.exporting.allFrames }).click({ force: true });
  await page.getByRole("button", { name: "Export dataset" }).click();
  await page.getByRole("button", { name: "Save dataset" }).waitFor({ timeout: 120_000 });
  await page.getByRole("table", { name: "Verification" }).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save dataset" }).click();
  const path = await (await download).path();
  return openDatasetZip(readFileSync(path));
}

/** The pixels of an annotation as they were drawn, worked out here from the raw rows of the store. */
function drawnPixels(
  { annotation }: StoredAnnotation,
  tiles: readonly StoredTile[],
  columns: number,
  rows: number,
) {
  const pixels = new Uint8Array(columns * rows);
  const { geometry, target } = annotation;
  if (geometry.type === "box") {
    const [left, top, right, bottom] = geometry.boxImage;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++)
        if (x >= left && x < right && y >= top && y < bottom) pixels[y * columns + x] = 1;
    }
    return pixels;
  }
  if (geometry.type === "polygon") {
    // Even-odd, asked of every pixel centre by itself: how many edges does a ray to the left cross?
    const edges = [geometry.pointsImage, ...(geometry.holes ?? [])].flatMap((ring) =>
      ring.map((point, index) => [point, ring[(index + 1) % ring.length] ?? point] as const),
    );
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const crossed = edges.filter(
          ([a, b]) => a[1] <= y !== b[1] <= y && a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]) <= x,
        );
        pixels[y * columns + x] = crossed.length % 2;
      }
    }
    return pixels;
  }
  if (geometry.type !== "mask") return null;
  for (const tile of tiles) {
    if (tile.sopUid !== target.sop || tile.frameIndex !== target.frame - 1 || tile.layer !== geometry.layer)
      continue;
    const runs = Buffer.from(tile.bytes);
    let at = 0;
    for (let i = 0; i < runs.length; i += 4) {
      const length = runs.readUInt16LE(i);
      for (let k = at; k < at + length; k++) {
        const x = tile.tileColumn * 64 + (k % 64);
        const y = tile.tileRow * 64 + Math.floor(k / 64);
        if (runs.readUInt16LE(i + 2) === geometry.segmentIndex && x < columns && y < rows)
          pixels[y * columns + x] = 1;
      }
      at += length;
    }
  }
  return pixels;
}

/** Every label is in COCO and as a mask picture, with its ID, and both agree with what was drawn, pixel for pixel. */
export function expectDatasetToHold(files: ReadonlyMap<string, Uint8Array>, drawn: Drawn): void {
  const text = (name: string) => Buffer.from(files.get(name) ?? []).toString("utf8");
  const manifest = JSON.parse(text("manifest.json"));
  const objects = ["train", "val", "test"].flatMap(
    (part) => JSON.parse(text(`coco/instances_${part}.json`)).annotations,
  );
  const uids = drawn.annotations.map((row) => row.instanceUid).sort();
  expect(objects.map((object: { instance_uid: string }) => object.instance_uid).sort()).toEqual(uids);
  expect(manifest.instances.map((item: { instanceUid: string }) => item.instanceUid).sort()).toEqual(uids);
  const objectHolds = (kind: string, uid: string) =>
    [...files].some(([name, bytes]) => name.startsWith(`dicom/${kind}/`) && Buffer.from(bytes).includes(uid));
  let compared = 0;
  for (const row of drawn.annotations) {
    const object = objects.find((item: { instance_uid: string }) => item.instance_uid === row.instanceUid);
    const name = [...files.keys()].find((path) => path.endsWith(`__${row.instanceUid}.png`));
    const mask = greyPixels(files.get(name ?? "") ?? new Uint8Array());
    // The same ID in a segmentation and in a report (X9).
    for (const kind of ["seg", "sr"]) expect(objectHolds(kind, row.instanceUid), kind).toBe(true);
    const fromCoco = cocoPixels(object.segmentation);
    const fromPng = mask.pixels.map((value) => (value ? 1 : 0));
    expect(Buffer.compare(fromCoco, fromPng), "COCO and PNG agree").toBe(0);
    expect(object.area).toBe(fromCoco.reduce((sum, bit) => sum + bit, 0));
    expect(object.area).toBeGreaterThan(20);
    const wish = drawnPixels(row, drawn.tiles, mask.columns, mask.rows);
    if (!wish) continue;
    compared++;
    expect(Buffer.compare(fromPng, wish), `${row.annotation.geometry.type} as drawn`).toBe(0);
  }
  expect(compared).toBeGreaterThan(0);
}
