import { expect, test } from "vitest";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { type ImageDicom, makeImageDicom } from "../../../support/image-dicom.ts";
import { noCodecs } from "../../../support/no-codecs.ts";

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const open = (image: ImageDicom) => openDicomPixels(makeImageDicom(image), noCodecs);
const pixelsOf = async (image: ImageDicom, frameIndex = 0) => {
  const opened = await open(image);
  const stored = await opened.stored(frameIndex);
  const display = await opened.display(frameIndex);
  return { type: stored.type, stored: [...stored.pixels], display: [...display.pixels] };
};

test("8-bit samples come out as stored", async () => {
  const { type, stored } = await pixelsOf({
    columns: 3,
    rows: 2,
    pixels: Uint8Array.of(1, 2, 3, 250, 251, 252),
  });
  expect(type).toBe("u8");
  expect(stored).toEqual([1, 2, 3, 250, 251, 252]);
});

test("signed 16-bit samples keep their sign", async () => {
  const values = Int16Array.of(-32768, -1, 0, 32767);
  const { type, stored } = await pixelsOf({
    columns: 2,
    rows: 2,
    bits: 16,
    signed: true,
    pixels: bytesOf(values),
  });
  expect(type).toBe("i16");
  expect(stored).toEqual([-32768, -1, 0, 32767]);
});

test("bits outside the stored ones reach the stored samples but never the screen", async () => {
  // 12 bits stored, an overlay in bit 12, and a negative number in 12 bits.
  const values = Uint16Array.of(0x1005, 0x0fff, 0x0800, 0x07ff);
  const image = { columns: 2, rows: 2, bits: 16, stored: 12, pixels: bytesOf(values) };
  const plain = await pixelsOf(image);
  expect(plain.stored).toEqual([0x1005, 0x0fff, 0x0800, 0x07ff]);
  expect(plain.display).toEqual([5, 4095, 2048, 2047]);
  const signed = await pixelsOf({ ...image, signed: true });
  expect(signed.display).toEqual([5, -1, -2048, 2047]);
});

test("a high bit above the stored bits shifts the value down", async () => {
  const values = Uint16Array.of(0x0120, 0xfff0);
  const image = { columns: 2, rows: 1, bits: 16, stored: 12, highBit: 15, pixels: bytesOf(values) };
  expect((await pixelsOf(image)).display).toEqual([0x012, 0xfff]);
});

test("32-bit, float and double samples are read at full depth", async () => {
  const wide = Uint32Array.of(0xfffffffe, 7);
  expect((await pixelsOf({ columns: 2, rows: 1, bits: 32, pixels: bytesOf(wide) })).stored).toEqual([
    0xfffffffe, 7,
  ]);
  const floats = Float32Array.of(1.5, -0.25);
  const float = {
    columns: 2,
    rows: 1,
    bits: 32,
    pixelTag: "7FE00008",
    pixelVr: "OF",
    pixels: bytesOf(floats),
  };
  expect(await pixelsOf(float)).toEqual({ type: "f32", stored: [1.5, -0.25], display: [1.5, -0.25] });
  const doubles = Float64Array.of(Math.PI, -1e300);
  const double = {
    columns: 2,
    rows: 1,
    bits: 64,
    pixelTag: "7FE00009",
    pixelVr: "OD",
    pixels: bytesOf(doubles),
  };
  expect(await pixelsOf(double)).toMatchObject({ type: "f64", stored: [Math.PI, -1e300] });
});

test("bit images are unpacked lowest bit first, and a frame may begin inside a byte", async () => {
  // Two frames of 3 × 1: bits 1,0,1 and 0,1,1 → 0b110101.
  const image = { columns: 3, rows: 1, frames: 2, bits: 1, pixels: Uint8Array.of(0b110101, 0) };
  expect((await pixelsOf(image, 0)).stored).toEqual([1, 0, 1]);
  expect((await pixelsOf(image, 1)).stored).toEqual([0, 1, 1]);
});

test("planes become pixels", async () => {
  const pixels = Uint8Array.of(1, 2, 11, 12, 21, 22);
  const image = { columns: 2, rows: 1, samples: 3, planar: 1 as const, pixels };
  expect((await pixelsOf(image)).stored).toEqual([1, 11, 21, 2, 12, 22]);
});

test("YBR_FULL is stored as it is and shown as RGB", async () => {
  // BT.601 full range: pure red is Y 76, Cb 85, Cr 255; grey has no chroma.
  const pixels = Uint8Array.of(76, 85, 255, 100, 128, 128);
  const { stored, display } = await pixelsOf({
    columns: 2,
    rows: 1,
    samples: 3,
    photometric: "YBR_FULL",
    pixels,
  });
  expect(stored).toEqual([...pixels]);
  expect(display).toEqual([254, 0, 0, 100, 100, 100]);
});

test("uncompressed YBR_FULL_422 shares chroma between two pixels", async () => {
  // Red: Y 76, Cb 85, Cr 255; the second pixel is brighter by 100 in every channel, as far as there is room.
  const pixels = Uint8Array.of(76, 176, 85, 255);
  const image = { columns: 2, rows: 1, samples: 3, photometric: "YBR_FULL_422", pixels };
  const { stored, display } = await pixelsOf(image);
  expect(stored).toEqual([76, 176, 85, 255]);
  expect(display).toEqual([254, 0, 0, 255, 100, 100]);
});

test("big endian samples are swapped", async () => {
  const options = { bigEndian: true };
  const words = { columns: 2, rows: 1, bits: 16, pixels: Uint8Array.of(0x12, 0x34, 0xab, 0xcd), options };
  expect((await pixelsOf(words)).stored).toEqual([0x1234, 0xabcd]);
  const bytes = { columns: 4, rows: 1, pixels: Uint8Array.of(2, 1, 4, 3), options };
  expect((await pixelsOf(bytes)).stored).toEqual([1, 2, 3, 4]);
});

test("frames of an odd number of bytes share big endian words", async () => {
  const options = { bigEndian: true };
  const pixels = Uint8Array.of(2, 1, 4, 3, 6, 5, 8, 7, 0, 9);
  const opened = await open({ columns: 3, rows: 1, frames: 3, pixels, options });
  const frames = [0, 1, 2].map(async (index) => [...(await opened.stored(index)).pixels]);
  expect(await Promise.all(frames)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  // Of 3 bits: the third begins in the low byte of its word and ends in the high one.
  const bits = { columns: 3, rows: 1, frames: 3, bits: 1, pixels: Uint8Array.of(0b1, 0b01_011_101), options };
  const packed = await open(bits);
  expect([...(await packed.stored(2)).pixels]).toEqual([1, 0, 1]);
});

test("implicit VR and undefined lengths are read", async () => {
  const nested = [{ tag: "00081140", vr: "SQ", value: [[{ tag: "00081155", vr: "UI", value: "2.25.7" }]] }];
  for (const undefinedLengths of [false, true]) {
    const options = { explicit: false, undefinedLengths };
    const image = { columns: 2, rows: 1, pixels: Uint8Array.of(9, 8), more: nested, options };
    expect((await pixelsOf(image)).stored).toEqual([9, 8]);
  }
});

test("each frame is its own range", async () => {
  const pixels = new Uint8Array(12).map((_, index) => index);
  const opened = await open({ columns: 2, rows: 2, frames: 3, pixels });
  expect(opened.facts.frames).toBe(3);
  expect([...(await opened.stored(2)).pixels]).toEqual([8, 9, 10, 11]);
  await expect(opened.stored(3)).rejects.toMatchObject({ code: "no-pixel-data" });
});

test("an image that announces more than the file holds is refused before it is decoded", async () => {
  await expect(
    open({ columns: 60000, rows: 60000, bits: 16, pixels: new Uint8Array(64) }),
  ).rejects.toMatchObject({
    code: "truncated",
    expected: expect.stringContaining("7200000000 bytes"),
  });
});

test("a file without pixels, with no size, or with odd samples says so", async () => {
  await expect(open({ columns: 2, rows: 2 })).rejects.toMatchObject({ code: "no-pixel-data" });
  await expect(open({ columns: 0, rows: 2, pixels: new Uint8Array(4) })).rejects.toMatchObject({
    code: "unsupported-pixels",
  });
  await expect(open({ columns: 2, rows: 2, samples: 2, pixels: new Uint8Array(8) })).rejects.toMatchObject({
    code: "unsupported-pixels",
  });
});

test("every truncation of a file is refused or read, and never hangs", async () => {
  const whole = makeImageDicom({ columns: 4, rows: 4, bits: 16, pixels: new Uint8Array(32) });
  let refused = 0;
  for (let length = 0; length < whole.length; length += 3) {
    await openDicomPixels(whole.slice(0, length), noCodecs).then(
      () => undefined,
      (reason: unknown) => {
        expect(reason).toMatchObject({ name: "FormatError" });
        refused++;
      },
    );
  }
  expect(refused).toBe(Math.ceil(whole.length / 3));
});

test("a file without preamble is read, also when DICM stands in its data where a mark would", async () => {
  const more = [
    { tag: "00080005", vr: "CS", value: "ISO_IR 100" },
    { tag: "00080010", vr: "LO", value: "x".repeat(20) },
  ];
  const whole = makeImageDicom({ columns: 2, rows: 1, pixels: Uint8Array.of(3, 4), more });
  const meta = 132 + 12 + new DataView(whole.buffer).getUint32(140, true);
  const bare = whole.slice(meta);
  const plain = await openDicomPixels(bare, noCodecs);
  expect([...(await plain.stored(0)).pixels]).toEqual([3, 4]);
  const pad = [{ tag: "00080010", vr: "LO", value: `${"x".repeat(128 - 26)}DICMA1` }, more[0] ?? []].flat();
  const chance = makeImageDicom({ columns: 2, rows: 1, pixels: Uint8Array.of(5, 6), more: pad }).slice(meta);
  expect(String.fromCharCode(...chance.subarray(128, 132))).toBe("DICM");
  expect([...(await (await openDicomPixels(chance, noCodecs)).stored(0)).pixels]).toEqual([5, 6]);
});
