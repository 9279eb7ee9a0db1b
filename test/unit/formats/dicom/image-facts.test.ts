import { expect, test } from "vitest";
import { expandSegments } from "../../../../src/formats/dicom/lookup-tables.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import type { MadeElement } from "../../../support/dicom-maker.ts";
import { type ImageDicom, makeImageDicom } from "../../../support/image-dicom.ts";
import { noCodecs } from "../../../support/no-codecs.ts";

const small = { columns: 2, rows: 1, bits: 16, pixels: new Uint8Array(4) };
const facts = async (more: readonly MadeElement[], image: Partial<ImageDicom> = {}) =>
  (await openDicomPixels(makeImageDicom({ ...small, ...image, more }), noCodecs)).facts;
const ds = (tag: string, value: string): MadeElement => ({ tag, vr: "DS", value });
const modality = (value: string): MadeElement => ({ tag: "00080060", vr: "CS", value });

test("rescale, units and windows come from the file", async () => {
  const found = await facts([
    modality("CT"),
    ds("00281052", "-1024"),
    ds("00281053", "2"),
    ds("00281050", "40\\-600"),
    ds("00281051", "400\\1500"),
    { tag: "00281055", vr: "LO", value: "SOFT\\LUNG" },
    { tag: "00281056", vr: "CS", value: "LINEAR_EXACT" },
  ]);
  expect(found).toMatchObject({
    slope: 2,
    intercept: -1024,
    units: "HU",
    voiFunction: "LINEAR_EXACT",
    windows: [
      { center: 40, width: 400, explanation: "SOFT" },
      { center: -600, width: 1500, explanation: "LUNG" },
    ],
  });
});

test("padding is read with the sign of the pixels, and may be a range", async () => {
  const value = { tag: "00280120", vr: "US", value: [63536] };
  const limit = { tag: "00280121", vr: "US", value: [63540] };
  expect((await facts([value], { signed: true })).padding).toEqual([-2000, -2000]);
  expect((await facts([value, limit], { signed: true })).padding).toEqual([-2000, -1996]);
  expect((await facts([value])).padding).toEqual([63536, 63536]);
  expect((await facts([])).padding).toBeUndefined();
});

test("a spacing is the patient's only where the file says so", async () => {
  const pixel = ds("00280030", "0.5\\0.25");
  const imager = ds("00181164", "0.7\\0.7");
  expect(await facts([modality("MR"), pixel])).toMatchObject({
    spacingMm: [0.5, 0.25],
    spacingKind: "patient",
  });
  expect(await facts([modality("DX"), imager])).toMatchObject({
    spacingMm: [0.7, 0.7],
    spacingKind: "detector",
  });
  expect(await facts([modality("DX"), pixel, imager])).toMatchObject({ spacingKind: "patient" });
  expect(await facts([modality("DX"), ds("00280030", "0.7\\0.7"), imager])).toMatchObject({
    spacingKind: "detector",
  });
  expect(await facts([modality("CR"), pixel])).toMatchObject({ spacingKind: "unknown" });
  const aspect = { tag: "00280034", vr: "IS", value: "2\\1" };
  expect(await facts([modality("US"), aspect])).toMatchObject({ aspect: [2, 1], spacingKind: "unknown" });
});

test("a palette of 16 bits is scaled to 8", async () => {
  const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);
  const found = await facts(
    [
      ...["00281101", "00281102", "00281103"].map((tag) => ({ tag, vr: "US", value: [3, 0, 16] })),
      { tag: "00281201", vr: "OW", value: words([0, 0x8000, 0xffff]) },
      { tag: "00281202", vr: "OW", value: words([0, 0, 0xff00]) },
      { tag: "00281203", vr: "OW", value: words([0x0100, 0, 0]) },
    ],
    { photometric: "PALETTE COLOR", bits: 8 },
  );
  expect(found.color).toBe("palette");
  expect(found.palette).toEqual({ firstInput: 0, red: [0, 128, 255], green: [0, 0, 255], blue: [1, 0, 0] });
});

test("the width of a palette is one for its three tables: a dark colour of 16 bits stays dark", async () => {
  const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);
  const found = await facts(
    [
      ...["00281101", "00281102", "00281103"].map((tag) => ({ tag, vr: "US", value: [3, 0, 16] })),
      { tag: "00281201", vr: "OW", value: words([0, 0x8000, 0xffff]) },
      { tag: "00281202", vr: "OW", value: words([0, 128, 255]) },
      { tag: "00281203", vr: "OW", value: words([0, 0, 0]) },
    ],
    { photometric: "PALETTE COLOR", bits: 8 },
  );
  expect(found.palette).toMatchObject({ red: [0, 128, 255], green: [0, 0, 0], blue: [0, 0, 0] });
});

test("segments of a palette of 8 bits are bytes, also where they point back", async () => {
  // Discrete 2: 10, 20; linear of 4 up to 60; then both again from offset 0.
  const bytes = new Uint8Array([0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0, 0, 0, 0]);
  const table = [10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60];
  const made = (value: Uint8Array) => [
    ...["00281101", "00281102", "00281103"].map((tag) => ({ tag, vr: "US", value: [12, 0, 8] })),
    ...["00281221", "00281222", "00281223"].map((tag) => ({ tag, vr: "OW", value })),
  ];
  const palette = { photometric: "PALETTE COLOR", bits: 8 } as const;
  expect((await facts(made(bytes), palette)).palette).toMatchObject({ red: table, blue: table });
  const words = new Uint8Array(Uint16Array.from([0, 2, 10, 20, 1, 10, 220]).buffer);
  expect((await facts(made(words), palette)).palette?.green).toEqual([
    10, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220,
  ]);
});

test("segmented palettes: discrete, linear and indirect segments", () => {
  // Discrete 2: 10, 20; linear of 4 up to 60; then both again from offset 0.
  const words = [0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0];
  expect(expandSegments(words, 12)).toEqual([10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60]);
});

test("a segmented palette that points at itself ends", () => {
  expect(expandSegments([2, 5, 0, 0], 10)).toEqual([]);
});

test("a modality LUT and a VOI LUT are read from their sequences", async () => {
  const lut = (first: number): MadeElement[] => [
    { tag: "00283002", vr: "US", value: [3, first, 16] },
    { tag: "00283006", vr: "US", value: [5, 6, 7] },
  ];
  const found = await facts([
    { tag: "00283000", vr: "SQ", value: [lut(2)] },
    { tag: "00283010", vr: "SQ", value: [lut(65535)] },
  ]);
  expect(found.modalityLut).toEqual({ firstInput: 2, bits: 16, values: [5, 6, 7] });
  expect(found.voiLut).toEqual({ firstInput: 65535, bits: 16, values: [5, 6, 7] });
});

test("enhanced multi-frame: plane, spacing, rescale and window come from the functional groups", async () => {
  const group = (tag: string, ...inner: MadeElement[]): MadeElement => ({ tag, vr: "SQ", value: [inner] });
  const more = [
    modality("MR"),
    {
      tag: "52009229",
      vr: "SQ",
      value: [
        [
          group("00209116", ds("00200037", "1\\0\\0\\0\\1\\0")),
          group("00289110", ds("00280030", "0.5\\0.6")),
          group("00289145", ds("00281052", "3"), ds("00281053", "2")),
          group("00289132", ds("00281050", "100"), ds("00281051", "50")),
        ],
      ],
    },
    {
      tag: "52009230",
      vr: "SQ",
      value: [0, 5].map((z) => [group("00209113", ds("00200032", `1\\2\\${z}`))]),
    },
  ];
  const bytes = makeImageDicom({ ...small, frames: 2, pixels: new Uint8Array(8), more });
  const opened = await openDicomPixels(bytes, noCodecs);
  expect(opened.facts).toMatchObject({
    spacingMm: [0.5, 0.6],
    slope: 2,
    intercept: 3,
    windows: [{ center: 100, width: 50 }],
  });
  expect(opened.planes.map((plane) => plane.positionMm)).toEqual([
    [1, 2, 0],
    [1, 2, 5],
  ]);
});

test("direction cosines that are no right angle make no plane", async () => {
  const place = ds("00200032", "0\\0\\0");
  const planes = async (orientation: string) =>
    (
      await openDicomPixels(
        makeImageDicom({ ...small, more: [place, ds("00200037", orientation)] }),
        noCodecs,
      )
    ).planes;
  expect(await planes("1\\0\\0\\0\\1\\0")).toHaveLength(1);
  expect(await planes("1\\0\\0\\1\\0\\0")).toEqual([]);
  expect(await planes("0\\0\\0\\0\\0\\0")).toEqual([]);
});
