import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { refusalText } from "../../../../src/ui/import/refusal-text.ts";
import { en } from "../../../../src/ui/messages/en.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import type { MadeElement } from "../../../support/dicom-maker.ts";
import { htj2kSamples } from "../../../support/htj2k-samples.ts";
import { type ImageDicom, makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

/** Each kind of pixels of wasm.md 3.1 that a few numbers can show: stored values and what a screen gets, both worked out by hand. */
interface Case {
  readonly image: ImageDicom;
  readonly stored: readonly number[];
  readonly shown?: readonly number[];
}

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const swapped = (...values: number[]) => words(...values.map((v) => ((v & 255) << 8) | (v >> 8)));
const flip = (bytes: Uint8Array) => (bytes.length % 2 === 1 ? Uint8Array.of(...bytes, 0) : bytes);
const text = (tag: string, vr: string, value: string): MadeElement => ({ tag, vr, value });
const fromBase64 = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));
const two = { columns: 2, rows: 1 };
const bytes4 = Uint8Array.of(10, 20, 30, 40);

const table = (tag: string, values: readonly number[]): MadeElement => ({
  tag,
  vr: "OW",
  value: words(...values),
});
const descriptor = (tag: string): MadeElement => ({ tag, vr: "US", value: [4, 0, 16] });
const segmented = [
  ...["00281101", "00281102", "00281103"].map(descriptor),
  // Two discrete entries, then two steps to the last.
  table("00281221", [0, 2, 0, 0x1000, 1, 2, 0x3000]),
  table("00281222", [0, 4, 0xff00, 0, 0, 0]),
  table("00281223", [0, 4, 0, 0, 0, 0x8000]),
];

/** A progressive JPEG, 24 × 16, made with Pillow, and what libjpeg makes of it. */
const progressive = {
  stream:
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/wgALCAAQABgBAREA/8QAFwABAAMAAAAAAAAAAAAAAAAABgMFB//aAAgBAQAAAAEg5grV+Zf/xAAZEAACAwEAAAAAAAAAAAAAAAADBAABAgb/2gAIAQEAAQUCSFEhTpG7ABIUzY1ltE247//EACAQAAIBBAEFAAAAAAAAAAAAAAECAwAEEBFRITEyQeH/2gAIAQEABj8CwtjH5zDbnhfuHuJeiINmpLlxoue3A9Cv/8QAHBAAAgMAAwEAAAAAAAAAAAAAASEAETFBYYFx/9oACAEBAAE/Ic1M1Eksgg3YPBHwFOZqHQs8rPQvk4I5MY8HZQoXP//aAAgBAQAAABBL/8QAGhABAQEBAQEBAAAAAAAAAAAAAREhAEEQMf/aAAgBAQABPxD53fhePxGQg0rXA4p3YujCIGWAtApVD3vIy8ZBQBhwCyur3//Z",
  values:
    "FRwnMDhCTFNdZG54gIqUm6Wqv8PKz9QeGSAqNDxGUFdhaHJ8hI2Yn6y0tcLM0x0fHyYwOUJLVVxnbniBipOdpLGyxMjT4BsnJCs1P0dQW2Jsc32Hj5iiqriyzdHWDR0nKTA6Q0xVX2ZxeIKLlJ2nrq7NyswXLCMyLjU/SVFbZWx2fYeRmaKttMHA1NQXGic5NDtFTldganF8g42Wn6iyucHJ1RQiLDcyOD9JUltkbnV/h5Gaoqy2vcXS1xgmKi9BPURPWGBqdHuCk5GjqafAw87UGhkuKz1EQUhSXGRueH+Lj5qoqMS8x8XiFyQoPkRDR05YYWpzfYSOlaqqq7PJyeAYJC00ND9UTFNdZ294g4qYm5qpx7/H0tgVHCg7RkZPUVhia3R9h46Up6m1t8XP2hQtKzw0RE9YVl1ncXmDjZSco7C9vcfYEiEbMjI9SVheXGNtdn+Ikpmkqbe6xdTZFh00LD9LUFJgYGdxeoOMlp2psrTD0cwZHig0OEZGVVpq",
};
const progressiveCase = (end: string): Case => ({
  image: {
    columns: 24,
    rows: 16,
    options: {
      transferSyntax: `1.2.840.10008.1.2.4.${end}`,
      fragments: [flip(fromBase64(progressive.stream))],
    },
  },
  stored: [...fromBase64(progressive.values)],
});

const cases: Readonly<Record<string, Case>> = {
  "16 bits, big endian": {
    image: { ...two, bits: 16, pixels: swapped(1, 515), options: { bigEndian: true } },
    stored: [1, 515],
  },
  "8 bits in words, big endian": {
    image: { columns: 4, rows: 1, pixels: Uint8Array.of(20, 10, 40, 30), options: { bigEndian: true } },
    stored: [10, 20, 30, 40],
  },
  "implicit VR": {
    image: { ...two, bits: 16, pixels: words(7, 65_535), options: { explicit: false } },
    stored: [7, 65_535],
  },
  "1 bit, two frames that share a byte": {
    image: { columns: 3, rows: 1, frames: 2, bits: 1, pixels: Uint8Array.of(0b101_011, 0) },
    stored: [1, 1, 0],
  },
  "10 bits, an overlay in the bits above": {
    image: {
      ...two,
      bits: 16,
      stored: 10,
      pixels: words(0x8001, 0x03ff),
      more: [
        { tag: "60000010", vr: "US", value: [1] },
        { tag: "60000011", vr: "US", value: [2] },
        text("60000040", "CS", "G"),
        { tag: "60000050", vr: "SS", value: [1, 1] },
        { tag: "60000100", vr: "US", value: [16] },
        { tag: "60000102", vr: "US", value: [15] },
      ],
    },
    stored: [1, 0x3ff],
    shown: [1, 0x3ff],
  },
  "12 bits packed": {
    image: { ...two, bits: 12, stored: 12, pixels: Uint8Array.of(0x23, 0x61, 0x45, 0) },
    stored: [0x123, 0x456],
  },
  "12 bits packed, signed": {
    image: { ...two, bits: 12, stored: 12, signed: true, pixels: Uint8Array.of(0xff, 0x0f, 0x80, 0) },
    stored: [-1, -2048],
  },
  "32 bits, signed": {
    image: { ...two, bits: 32, signed: true, pixels: new Uint8Array(Int32Array.of(-70_000, 3).buffer) },
    stored: [-70_000, 3],
  },
  float: {
    image: {
      ...two,
      bits: 32,
      pixelTag: "7FE00008",
      pixelVr: "OF",
      pixels: new Uint8Array(Float32Array.of(1.5, -2.25).buffer),
    },
    stored: [1.5, -2.25],
  },
  "double float": {
    image: {
      ...two,
      bits: 64,
      pixelTag: "7FE00009",
      pixelVr: "OD",
      pixels: new Uint8Array(Float64Array.of(1e300, -0.1).buffer),
    },
    stored: [1e300, -0.1],
  },
  "RGB, planes": {
    image: { ...two, samples: 3, planar: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    stored: [1, 3, 5, 2, 4, 6],
  },
  YBR_FULL: {
    image: {
      columns: 1,
      rows: 1,
      samples: 3,
      photometric: "YBR_FULL",
      pixels: Uint8Array.of(76, 85, 255, 0),
    },
    stored: [76, 85, 255],
    shown: [254, 0, 0],
  },
  "YBR_FULL of 16 bits": {
    image: {
      columns: 1,
      rows: 1,
      samples: 3,
      bits: 16,
      photometric: "YBR_FULL",
      pixels: words(30_000, 32_768, 32_768),
    },
    stored: [30_000, 32_768, 32_768],
    shown: [30_000, 30_000, 30_000],
  },
  YBR_FULL_422: {
    image: { ...two, samples: 3, photometric: "YBR_FULL_422", pixels: Uint8Array.of(50, 90, 128, 128) },
    stored: [50, 90, 128, 128],
    shown: [50, 50, 50, 90, 90, 90],
  },
  YBR_PARTIAL_422: {
    image: { ...two, samples: 3, photometric: "YBR_PARTIAL_422", pixels: Uint8Array.of(16, 235, 128, 128) },
    stored: [16, 235, 128, 128],
    shown: [0, 0, 0, 255, 255, 255],
  },
  CMYK: {
    image: { columns: 1, rows: 1, samples: 4, photometric: "CMYK", pixels: Uint8Array.of(0, 255, 0, 0) },
    stored: [0, 255, 0, 0],
    shown: [255, 0, 255],
  },
  "PALETTE COLOR of segments": {
    image: {
      columns: 4,
      rows: 1,
      photometric: "PALETTE COLOR",
      pixels: bytes4.map((_, i) => i),
      more: segmented,
    },
    stored: [0, 1, 2, 3],
  },
  "deflated frames": {
    image: {
      columns: 4,
      rows: 1,
      frames: 2,
      options: {
        transferSyntax: "1.2.840.10008.1.2.8.1",
        fragments: [flip(deflateSync(bytes4)), flip(deflateSync(bytes4.map((v) => v + 1)))],
      },
    },
    stored: [10, 20, 30, 40],
  },
  "encapsulated and not compressed": {
    image: {
      columns: 4,
      rows: 1,
      options: { transferSyntax: "1.2.840.10008.1.2.1.98", fragments: [bytes4] },
    },
    stored: [10, 20, 30, 40],
  },
  "progressive JPEG, .53": progressiveCase("53"),
  "progressive JPEG, .55": progressiveCase("55"),
  "HTJ2K, signed bytes": {
    image: {
      columns: 14,
      rows: 11,
      signed: true,
      options: {
        transferSyntax: "1.2.840.10008.1.2.4.201",
        fragments: [flip(fromBase64(htj2kSamples.signedBytes.stream))],
      },
    },
    stored: [...new Int8Array(fromBase64(htj2kSamples.signedBytes.values).buffer)],
  },
  "HTJ2K, colours without transform": {
    image: {
      columns: 14,
      rows: 11,
      samples: 3,
      options: {
        transferSyntax: "1.2.840.10008.1.2.4.202",
        fragments: [flip(fromBase64(htj2kSamples.coloursApart.stream))],
      },
    },
    stored: [...fromBase64(htj2kSamples.coloursApart.values)],
  },
};

async function imported(image: ImageDicom) {
  const harness = makeImportHarness();
  const file = makeImageDicom({
    sopUid: "1.2.826.0.1.99472.3.1",
    ...image,
    more: [
      text("0020000D", "UI", "1.2.826.0.1.99472.1"),
      text("0020000E", "UI", "1.2.826.0.1.99472.2"),
      text("00080060", "CS", "OT"),
      ...(image.more ?? []),
    ],
  });
  const { result } = await harness.take([chosen("a.dcm", file)]);
  if (result.held.length > 0)
    await harness.call("release", { sopUids: result.held.map(({ sopUid }) => sopUid), boxes: [] });
  const [instance] = await harness.context.database.instances.toArray();
  const bytes = instance && (await instanceBytes(harness.context.database, instance.sopUid));
  return { result, opened: bytes ? await openDicomPixels(bytes, harness.context.codecs) : null };
}

test.each(Object.entries(cases))("%s: imported, its samples are those of the file", async (_, one) => {
  const { result, opened } = await imported(one.image);
  expect(result.refused).toEqual([]);
  expect([...((await opened?.stored(0))?.pixels ?? [])]).toEqual(one.stored);
  if (one.shown) expect([...((await opened?.display(0))?.pixels ?? [])]).toEqual(one.shown);
});

test("a segmented palette is stored with its colours", async () => {
  const one = cases["PALETTE COLOR of segments"];
  const { opened } = await imported(one?.image ?? two);
  expect(opened?.facts.palette).toEqual({
    firstInput: 0,
    red: [0, 0x10, 0x20, 0x30],
    green: [0xff, 0, 0, 0],
    blue: [0, 0, 0, 0x80],
  });
});

const compressed = (end: string): ImageDicom => ({
  ...two,
  options: { transferSyntax: `1.2.840.10008.1.2.4.${end}`, fragments: [bytes4] },
});

const refused: readonly (readonly [string, ImageDicom, string])[] = [
  ["HSV", { columns: 1, rows: 1, samples: 3, photometric: "HSV", pixels: bytes4 }, "HSV"],
  ["ARGB", { columns: 1, rows: 1, samples: 4, photometric: "ARGB", pixels: bytes4 }, "ARGB"],
  ["MPEG-2", compressed("100"), "MPEG2"],
  ["JPEG XL", compressed("110"), "JPEG XL"],
  ["JPEG 2000 Part 2", compressed("92"), "JPEG 2000 Part 2"],
  ["a hierarchical JPEG", compressed("59"), "a retired JPEG process"],
  ["JPIP", compressed("94"), "JPIP"],
  ["24 bits allocated", { ...two, bits: 24, pixels: new Uint8Array(6) }, "24"],
];

test.each(refused)("%s: refused, and told by name", async (_, image, name) => {
  const { result, opened } = await imported(image);
  expect(opened).toBeNull();
  expect(JSON.stringify(result.refused.map((file) => refusalText(file, en)))).toContain(name);
});
