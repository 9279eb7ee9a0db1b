import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 200;
const rows = 120;

/** A radiograph or a slice, 12 of 16 bits; `lettered`: frames in whose margin eight letters stand. */
function file(
  modality: "CR" | "CT",
  options: { frames?: number; lettered?: readonly number[]; slice?: number } = {},
) {
  const { frames = 1, lettered = [], slice = 9 } = options;
  const pixels = new Uint16Array(columns * rows * frames);
  for (let frame = 0; frame < frames; frame++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const at = (frame * rows + y) * columns + x;
        const letter = Math.floor((x - 20) / 9);
        const inLetter = lettered.includes(frame) && letter >= 0 && letter < 8 && y >= 10 && y < 22;
        const stroke = (x - 20) % 9 < 2 || ((y === 10 || y === 16) && (x - 20) % 9 < 6);
        pixels[at] = inLetter && stroke ? 3900 : 600 + Math.round(500 * Math.sin(x / 40) * Math.sin(y / 30));
      }
  return makeImageDicom({
    columns,
    rows,
    frames,
    bits: 16,
    stored: 12,
    pixels: new Uint8Array(pixels.buffer),
    pixelVr: "OW",
    sopClassUid: `1.2.840.10008.5.1.4.1.1.${modality === "CR" ? "1" : "2"}`,
    sopUid: `1.2.826.0.1.4711.${slice}`,
    more: [
      { tag: "00080060", vr: "CS", value: modality },
      { tag: "00080008", vr: "CS", value: "ORIGINAL\\PRIMARY" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      { tag: "00280301", vr: "CS", value: "NO" },
    ],
  });
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

test("a radiograph and a slice with letters in their pixels are held, whatever their header claims, and say where", async () => {
  for (const modality of ["CR", "CT"] as const) {
    const harness = makeImportHarness();
    const { result } = await harness.take([chosen("a.dcm", file(modality, { lettered: [0] }))]);
    expect(result.ready).toEqual([]);
    expect(await harness.context.database.instances.count()).toBe(0);
    const [held] = await harness.restarted().call("held", {});
    expect(held?.places).toHaveLength(1);
    const box = held?.places?.[0]?.box;
    expect(box?.frames).toBe("all");
    expect(box?.x).toBeLessThanOrEqual(20);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThanOrEqual(20 + 7 * 9 + 6);
  }
});

test("without letters it is released, and says that it was searched", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("a.dcm", file("CR"))]);
  expect(result.held).toEqual([]);
  const [row] = await harness.context.database.instances.toArray();
  const bytes = latin1(
    (await instanceBytes(harness.context.database, row?.sopUid ?? "")) ?? new Uint8Array(),
  );
  expect(bytes).toContain("\x28\0\x01\x03CS\x02\0NO");
  expect(bytes).toContain("\x12\0\x62\0CS\x04\0YES ");
  expect(JSON.stringify(row)).not.toContain("places");
});

/** A harness that counts the searches. */
function counting() {
  const searches: number[] = [];
  const harness = makeImportHarness({
    pipelines: (own) => ({
      ...own,
      findText: (grey, ...size) => {
        searches.push(grey.length);
        return own.findText(grey, ...size);
      },
    }),
  });
  return { harness, searches };
}

test("of a CT series a sample is searched, and every slice that the letters make differ", async () => {
  const { harness, searches } = counting();
  const slices = Array.from({ length: 12 }, (_, at) =>
    chosen(`${at}.dcm`, file("CT", { slice: 100 + at, lettered: at === 6 || at === 9 ? [0] : [] })),
  );
  const { result } = await harness.take(slices);
  expect(result.held).toHaveLength(2);
  expect(result.ready.reduce((sum, { images }) => sum + images, 0)).toBe(10);
  // The first, second, fourth and eighth; the two with letters; the ones after them.
  expect(searches).toHaveLength(7);
});

test("of a CT of many frames every frame is searched once one has letters", async () => {
  const { harness, searches } = counting();
  const { result } = await harness.take([chosen("a.dcm", file("CT", { frames: 12, lettered: [5, 6] }))]);
  expect(result.held[0]?.places?.map(({ box }) => box.frames)).toEqual([[5, 6]]);
  expect(searches.length).toBeGreaterThan(12);
  const clean = counting();
  await clean.harness.take([chosen("a.dcm", file("CT", { frames: 12 }))]);
  expect(clean.searches).toHaveLength(4);
});

test("letters in one frame of many hold the clip, and name the frame", async () => {
  const harness = makeImportHarness();
  const clip = file("CR", { frames: 5, lettered: [3] });
  const { result } = await harness.take([chosen("a.dcm", clip)]);
  expect(result.held).toHaveLength(1);
  expect(result.held[0]?.places?.map(({ box }) => box.frames)).toEqual([[3]]);
});

test("a release with the proposed box blanks the letters", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("a.dcm", file("CR", { lettered: [0] }))]);
  const boxes = result.held.flatMap(({ places }) => (places ?? []).map(({ box }) => box));
  await harness.call("release", { sopUids: [result.held[0]?.sopUid ?? ""], boxes });
  const [row] = await harness.context.database.instances.toArray();
  const bytes = (await instanceBytes(harness.context.database, row?.sopUid ?? "")) ?? new Uint8Array();
  const pixels = new Uint16Array(bytes.slice(bytes.length - columns * rows * 2).buffer);
  expect(Math.max(...pixels)).toBeLessThan(3900);
});
