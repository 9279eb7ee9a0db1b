import { expect, test } from "vitest";
import { openTiffPages, openTiffPixels } from "../../../../src/workers/pixels/open-tiff-pixels.ts";
import { noCodecs } from "../../../support/no-codecs.ts";
import { type MadePage, type MadeTiffOptions, makeTiff } from "../../../support/tiff-image-maker.ts";

const columns = 13;
const rows = 9;
const noise = (count: number, top: number) =>
  Array.from({ length: count }, (_, index) => ((index * 2654435761) >>> 7) % (top + 1));

async function stored(page: MadePage, options: MadeTiffOptions = {}): Promise<number[]> {
  const opened = await openTiffPixels(makeTiff([page], options), noCodecs);
  return [...(await opened.stored(0)).pixels];
}

const compressions = ["none", "packbits", "lzw", "deflate"] as const;
const orders: readonly MadeTiffOptions[] = [
  {},
  { bigEndian: true },
  { big: true },
  { big: true, bigEndian: true },
];
const layouts: readonly Partial<MadePage>[] = [{}, { rowsPerStrip: 4 }, { tile: [16, 16] }, { tile: [8, 4] }];

test.each(compressions)(
  "%s: every depth, byte order and layout gives the stored values",
  async (compression) => {
    for (const bits of [8, 16, 32]) {
      for (const options of orders) {
        for (const layout of layouts) {
          const values = noise(columns * rows, bits === 32 ? 2 ** 31 - 1 : 2 ** bits - 1);
          expect(await stored({ columns, rows, values, bits, compression, ...layout }, options)).toEqual(
            values,
          );
        }
      }
    }
  },
);

test("predictor 2 wraps at the sample's width, over each sample of a pixel", async () => {
  for (const bits of [8, 16, 32] as const) {
    for (const options of [{}, { bigEndian: true }]) {
      const values = noise(columns * rows * 3, 2 ** Math.min(bits, 31) - 1);
      const page = { columns, rows, values, bits, samples: 3, compression: "lzw", predictor: 2 } as const;
      expect(await stored(page, options)).toEqual(values);
      expect(await stored({ ...page, planar: 2, tile: [16, 16] }, options)).toEqual(values);
    }
  }
});

test("floats: 32 and 64 bits, with and without predictor 3, in both byte orders", async () => {
  const values = Array.from({ length: columns * rows }, (_, index) =>
    Math.fround(Math.sin(index) * 10 ** (index % 7)),
  );
  for (const bits of [32, 64]) {
    for (const predictor of [1, 3] as const) {
      for (const options of [{}, { bigEndian: true }]) {
        const page = { columns, rows, values, bits, format: 3, compression: "deflate", predictor } as const;
        expect(await stored(page, options)).toEqual(values);
      }
    }
  }
});

test("signed samples keep their sign", async () => {
  const values = [-128, -1, 0, 127];
  expect(await stored({ columns: 2, rows: 2, values, format: 2 })).toEqual(values);
  const wide = [-32768, -1, 0, 32767];
  expect(await stored({ columns: 2, rows: 2, values: wide, bits: 16, format: 2 })).toEqual(wide);
});

test("packed bits: rows begin on a byte, highest bit first, either fill order", async () => {
  for (const bits of [1, 2, 4, 12]) {
    const values = noise(columns * rows, 2 ** bits - 1);
    expect(await stored({ columns, rows, values, bits })).toEqual(values);
    expect(await stored({ columns, rows, values, bits, fillOrder: 2, compression: "packbits" })).toEqual(
      values,
    );
  }
});

test("a long LZW chunk fills its table more than once", async () => {
  const values = noise(200 * 200, 255);
  expect(await stored({ columns: 200, rows: 200, values, compression: "lzw" })).toEqual(values);
  const flat = Array.from({ length: 200 * 200 }, () => 7);
  expect(await stored({ columns: 200, rows: 200, values: flat, compression: "lzw" })).toEqual(flat);
});

test("pages of one size are frames; smaller copies, masks and other sizes are not", async () => {
  const page = (value: number, more: MadePage["more"] = []) => ({
    columns: 2,
    rows: 1,
    values: [value, value],
    more,
  });
  const thumbnail = page(7, [[254, 4, [1]]]);
  const other = { columns: 3, rows: 1, values: [1, 2, 3] };
  const file = makeTiff([page(1), thumbnail, page(2), other]);
  const opened = await openTiffPixels(file, noCodecs);
  // Only what is a picture of its own is left out: it is told.
  expect(opened.facts).toMatchObject({ columns: 2, rows: 1, frames: 2, leftOutPages: 1 });
  expect([...(await opened.stored(1)).pixels]).toEqual([2, 2]);
  const copied = { columns: 4, rows: 2, values: [1, 1, 1, 1, 1, 1, 1, 1] };
  const all = await openTiffPixels(makeTiff([copied, page(1), thumbnail]), noCodecs);
  expect(all.facts.leftOutPages).toBeUndefined();
  expect(await openTiffPages(file, noCodecs)).toHaveLength(4);
});

test("what is shown: white-is-zero, palette, extra samples left out, CMYK as RGB", async () => {
  const shown = async (page: MadePage) => {
    const opened = await openTiffPixels(makeTiff([page]), noCodecs);
    return { facts: opened.facts, pixels: [...(await opened.display(0)).pixels] };
  };
  expect((await shown({ columns: 1, rows: 1, values: [9], photometric: 0 })).facts.color).toBe("mono1");
  const map = Array.from({ length: 768 }, (_, index) => (index % 256) * 257);
  const palette = await shown({ columns: 1, rows: 1, values: [3], photometric: 3, more: [[320, 3, map]] });
  expect(palette.pixels).toEqual([3]);
  expect(palette.facts.palette?.green.slice(0, 4)).toEqual([0, 1, 2, 3]);
  const alpha = { columns: 2, rows: 1, samples: 4, photometric: 2, values: [1, 2, 3, 99, 4, 5, 6, 98] };
  expect((await shown(alpha)).pixels).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await shown({ columns: 2, rows: 1, samples: 2, values: [1, 99, 2, 98] })).pixels).toEqual([1, 2]);
  const ink = { columns: 2, rows: 1, samples: 4, photometric: 5, values: [0, 255, 0, 0, 0, 0, 0, 255] };
  expect((await shown(ink)).pixels).toEqual([255, 0, 255, 0, 0, 0]);
});

test("a page that announces more than the file can hold is refused before it is decoded", async () => {
  const file = makeTiff([{ columns: 2, rows: 2, values: [1, 2, 3, 4], rowsPerStrip: 60_000 }]);
  const view = new DataView(file.buffer);
  const at = view.getUint32(4, true);
  view.setUint32(at + 2 + 8, 60_000, true);
  view.setUint32(at + 2 + 12 + 8, 60_000, true);
  const opened = await openTiffPixels(file, noCodecs);
  await expect(opened.stored(0)).rejects.toMatchObject({ name: "FormatError", code: "too-large" });
});

test("cycles, truncation and other compressions end with a reason", async () => {
  const file = makeTiff([{ columns: 2, rows: 1, values: [1, 2] }]);
  const view = new DataView(file.buffer);
  const first = view.getUint32(4, true);
  view.setUint32(first + 2 + view.getUint16(first, true) * 12, first, true);
  expect((await openTiffPixels(file, noCodecs)).facts.frames).toBe(1);
  for (let length = 0; length < file.length; length++) {
    const cut = openTiffPixels(file.slice(0, length), noCodecs).then((opened) => opened.stored(0));
    await cut.catch((reason: unknown) => expect(reason).toMatchObject({ name: "FormatError" }));
  }
  const jpegXl = makeTiff([{ columns: 2, rows: 1, values: [1, 2] }]);
  const place = new DataView(jpegXl.buffer).getUint32(4, true) + 2 + 3 * 12 + 8;
  new DataView(jpegXl.buffer).setUint16(place, 50002, true);
  const opened = await openTiffPixels(jpegXl, noCodecs);
  await expect(opened.stored(0)).rejects.toMatchObject({ code: "unsupported-pixels", found: "JPEG XL" });
});

test("sizes that no file could hold mean empty chunks; sizes that the file is cut off before are missed", async () => {
  const made = (claimed: number) => {
    const file = makeTiff([{ columns: 2, rows: 1, values: [1, 2] }]);
    const view = new DataView(file.buffer);
    const first = view.getUint32(4, true);
    for (let index = 0; index < view.getUint16(first, true); index++) {
      const at = first + 2 + index * 12;
      if (view.getUint16(at, true) !== 279) continue;
      view.setUint32(at + 4, claimed, true);
      view.setUint32(at + 8, file.length, true);
    }
    return file;
  };
  const lying = await openTiffPixels(made(33_554_432), noCodecs);
  expect([...(await lying.stored(0)).pixels]).toEqual([0, 0]);
  await expect(openTiffPixels(made(2), noCodecs)).rejects.toMatchObject({ code: "truncated" });
});
