import { expect, test } from "vitest";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { openTiffPixels } from "../../../../src/workers/pixels/open-tiff-pixels.ts";
import type { PixelSource } from "../../../../src/workers/pixels/pixel-source.ts";
import { makeSampleMemory } from "../../../../src/workers/pixels/sample-cache.ts";
import { noCodecs } from "../../../support/no-codecs.ts";
import { makeRandom } from "../../../support/random.ts";
import { type ReferenceLevel, referenceHalf, referenceTile } from "../../../support/reference-levels.ts";
import { type MadePage, type MadeTiffOptions, makeTiff } from "../../../support/tiff-image-maker.ts";

/** Values that differ from pixel to pixel and from place to place, but compress. */
const pattern = (columns: number, rows: number, samples = 1, top = 250) => {
  const values = new Float64Array(columns * rows * samples);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let sample = 0; sample < samples; sample++)
        values[at++] = ((column >> 2) * 7 + (row >> 1) * 13 + (column & row) + sample * 31) % top;
  return values;
};

const reducedMark: MadePage["more"] = [[254, 4, [1]]];
const open = (pages: readonly MadePage[], options: MadeTiffOptions = {}) =>
  openTiffPixels(makeTiff(pages, options), noCodecs);

const tileOf = async (opened: PixelSource, level: number, tileColumn: number, tileRow: number) => {
  const tile = await opened.tile?.({ frameIndex: 0, level, tileColumn, tileRow });
  return tile ? [...tile.pixels] : [];
};

/** Every tile of every level against the reference levels. */
async function expectLevels(opened: PixelSource, levels: readonly ReferenceLevel[], samples = 1) {
  const { pyramid } = opened.facts;
  expect(pyramid?.levels).toEqual(levels.map(({ columns, rows }) => ({ columns, rows })));
  const size = pyramid?.tileSize ?? 0;
  // Coarsest first, as a viewer asks.
  for (const [index, level] of [...levels.entries()].reverse()) {
    for (let row = 0; row * size < level.rows; row++)
      for (let column = 0; column * size < level.columns; column++) {
        const tile = await tileOf(opened, index, column, row);
        const wanted = referenceTile(level, samples, size, column, row);
        const same = tile.length === wanted.length && tile.every((value, at) => Object.is(value, wanted[at]));
        expect([index, column, row, same]).toEqual([index, column, row, true]);
      }
  }
}

test("a small page, and one without copies below 2^24 pixels, is read whole", async () => {
  const small = await open([{ columns: 8, rows: 8, values: pattern(8, 8) }]);
  expect(small.facts.pyramid).toBeUndefined();
  const wide = await open([{ columns: 3000, rows: 10, values: pattern(3000, 10) }]);
  expect(wide.facts.pyramid).toBeUndefined();
  expect(wide.tile).toBeUndefined();
});

test("SubIFDs are levels: each tile is the crop of what its level holds, halves stand between", async () => {
  const samples = 3;
  const fine = { columns: 2301, rows: 531, values: pattern(2301, 531, samples) };
  // A quarter with values of its own, so that it is seen whether it was read or made.
  const quarter = { columns: 575, rows: 132, values: pattern(575, 132, samples, 90) };
  for (const [big, tile] of [
    [false, [256, 256]],
    [true, [240, 112]],
  ] as const) {
    const subPages: MadePage[] = [{ ...quarter, samples, tile, compression: "deflate", more: reducedMark }];
    const opened = await open([{ ...fine, samples, tile, compression: "deflate", subPages }], { big });
    const levels = [fine, referenceHalf({ ...fine, values: [...fine.values] }, samples), quarter];
    await expectLevels(
      opened,
      levels.map((level) => ({ ...level, values: [...level.values] })),
      samples,
    );
    await expect(opened.display(0)).rejects.toMatchObject({ name: "FormatError", code: "too-large" });
  }
});

test("reduced pages of the main chain are levels where they are the same picture: no label, no mask, no other shape", async () => {
  const tile = [256, 256] as const;
  const main: MadePage = { columns: 2100, rows: 700, values: pattern(2100, 700), tile };
  const half = { columns: 1050, rows: 350, values: pattern(1050, 350, 1, 60), tile };
  const label = { columns: 300, rows: 300, values: pattern(300, 300), tile, more: reducedMark };
  const mask = { columns: 1050, rows: 350, values: pattern(1050, 350), tile, more: [[254, 4, [5]]] as const };
  const macro = { columns: 600, rows: 200, values: pattern(600, 200), tile, more: [[254, 4, [9]]] as const };
  const strips = { columns: 525, rows: 175, values: pattern(525, 175), more: reducedMark };
  for (const more of [reducedMark, []]) {
    const opened = await open([main, label, mask, macro, strips, { ...half, more }]);
    const first = { ...main, values: [...pattern(2100, 700)] };
    const second = { ...half, values: [...half.values] };
    await expectLevels(opened, [first, second, referenceHalf(second, 1)]);
    expect(opened.facts.frames).toBe(1);
  }
});

/** Reference levels of one page, each half of the one before. */
function halvesOf(page: ReferenceLevel, count: number): ReferenceLevel[] {
  const levels = [page];
  while (levels.length <= count) levels.push(referenceHalf(levels.at(-1) as ReferenceLevel, 1));
  return levels;
}

test("halves of halves are the same from strips of any height, tiles, and bands of one strip", async () => {
  const [columns, rows] = [8200, 45];
  const values = pattern(columns, rows);
  const levels = halvesOf({ columns, rows, values: [...values] }, 3);
  const copy = { columns: 600, rows: 3, values: pattern(600, 3) };
  const layouts: Partial<MadePage>[] = [
    { rowsPerStrip: 1 },
    { rowsPerStrip: 7, compression: "deflate" },
    { tile: [512, 16], compression: "deflate" },
    { tile: [4096, 48] },
  ];
  for (const layout of layouts) {
    const tile = layout.tile ? { tile: [16, 16] as const } : {};
    const opened = await open([{ columns, rows, values, ...layout, subPages: [{ ...copy, ...tile }] }]);
    await expectLevels(opened, [...levels, { ...copy, values: [...copy.values] }]);
  }
});

/** A page of one uncompressed strip that is larger than the maker cares to write: its tags patched, its pixels appended. */
function hugePage(columns: number, rows: number): { file: Uint8Array<ArrayBuffer>; pixels: Uint8Array } {
  const small = makeTiff([{ columns: 1, rows: 1, values: [0] }]);
  const pixels = new Uint8Array(columns * rows).map((_, at) => (at % columns) + 3 * (at / columns));
  const file = new Uint8Array(small.length + pixels.length);
  file.set(small);
  file.set(pixels, small.length);
  const view = new DataView(file.buffer);
  const first = view.getUint32(4, true);
  const patches = new Map([
    [256, columns],
    [257, rows],
    [273, small.length],
    [278, rows],
    [279, pixels.length],
  ]);
  for (let at = first + 2; at < first + 2 + view.getUint16(first, true) * 12; at += 12) {
    const value = patches.get(view.getUint16(at, true));
    if (value !== undefined) view.setUint32(at + 8, value, true);
  }
  return { file, pixels };
}

test("a page above 2^24 pixels has levels down to 1024 a side, and is read by range only", async () => {
  const [columns, rows] = [8193, 2049];
  const { file, pixels } = hugePage(columns, rows);
  let most = 0;
  let total = 0;
  const memory = memorySource(file);
  const source = {
    ...memory,
    read: (offset: number, length: number) => {
      most = Math.max(most, length);
      total += length;
      return memory.read(offset, length);
    },
  };
  // Room for two bands: what is read once is not kept.
  const opened = await openTiffPixels(source, noCodecs, makeSampleMemory(4 << 20));
  expect(opened.facts.pyramid?.levels).toEqual([
    { columns, rows },
    { columns: 4097, rows: 1025 },
    { columns: 2049, rows: 513 },
    { columns: 1025, rows: 257 },
    { columns: 513, rows: 129 },
  ]);
  for (const tileColumn of [0, 1]) await opened.tile?.({ frameIndex: 0, level: 4, tileColumn, tileRow: 0 });
  // The coarsest level takes one pass over the strips: each is read once.
  expect(total).toBeLessThan(1.01 * pixels.length);
  const random = makeRandom(4);
  for (let trial = 0; trial < 30; trial++) {
    const level = Math.floor(random() * 5);
    const size = opened.facts.pyramid?.levels[level] ?? { columns: 0, rows: 0 };
    const tileColumn = Math.floor((random() * size.columns) / 512);
    const tileRow = Math.floor((random() * size.rows) / 512);
    const tile = await opened.tile?.({ frameIndex: 0, level, tileColumn, tileRow });
    const [x, y] = [Math.floor(random() * (tile?.columns ?? 1)), Math.floor(random() * (tile?.rows ?? 1))];
    const at = (left: number, top: number, depth: number): number => {
      if (depth === 0) return pixels[top * columns + left] ?? 0;
      const above = {
        columns: Math.ceil(columns / 2 ** (depth - 1)),
        rows: Math.ceil(rows / 2 ** (depth - 1)),
      };
      const there: number[] = [];
      for (const below of [2 * top, 2 * top + 1])
        for (const right of [2 * left, 2 * left + 1])
          if (right < above.columns && below < above.rows) there.push(at(right, below, depth - 1));
      return Math.floor(there.reduce((sum, value) => sum + value, 0) / there.length + 0.5);
    };
    const found = tile?.pixels[y * (tile?.columns ?? 0) + x];
    expect([level, tileColumn, tileRow, found]).toEqual([
      level,
      tileColumn,
      tileRow,
      at(tileColumn * 512 + x, tileRow * 512 + y, level),
    ]);
  }
  expect(most).toBeLessThanOrEqual(2 << 20);
});

test("planar samples are put together, extra ones left out; white-is-zero and 16 bits stay stored values", async () => {
  const [columns, rows, samples] = [2049, 40, 4];
  const values = pattern(columns, rows, samples);
  const base: MadePage = { columns, rows, values, samples, planar: 2, photometric: 2, tile: [128, 16] };
  const sub: MadePage = {
    ...base,
    columns: 1024,
    rows: 20,
    values: pattern(1024, 20, samples),
    more: reducedMark,
  };
  const opened = await open([{ ...base, subPages: [sub] }]);
  const whole = [...values].filter((_, at) => at % samples < 3);
  const level = { columns, rows, values: whole };
  expect(await tileOf(opened, 0, 4, 0)).toEqual(referenceTile(level, 3, 512, 4, 0));
  const wide: MadePage = {
    columns,
    rows,
    values: pattern(columns, rows, 1, 60_000),
    bits: 16,
    photometric: 0,
  };
  const half: MadePage = { ...wide, columns: 1024, rows: 20, values: pattern(1024, 20), more: reducedMark };
  const grey = await open([{ ...wide, subPages: [half] }], { bigEndian: true });
  expect(grey.facts).toMatchObject({ color: "mono1", type: "u16" });
  expect(await tileOf(grey, 0, 3, 0)).toEqual(
    referenceTile({ columns, rows, values: [...pattern(columns, rows, 1, 60_000)] }, 1, 512, 3, 0),
  );
});

test("palette indices and bits are never averaged", async () => {
  const map = Array.from({ length: 768 }, (_, index) => (index % 256) * 257);
  const [columns, rows] = [2049, 12];
  const values = pattern(columns, rows, 1, 256);
  const quarter = { columns: 512, rows: 3, values: pattern(512, 3), more: [...reducedMark, [320, 3, map]] };
  const page: MadePage = {
    columns,
    rows,
    values,
    photometric: 3,
    more: [[320, 3, map]],
    subPages: [{ ...quarter, photometric: 3 } as MadePage],
  };
  const opened = await open([page]);
  const half = referenceHalf({ columns, rows, values: [...values] }, 1, true);
  expect(await tileOf(opened, 1, 1, 0)).toEqual(referenceTile(half, 1, 512, 1, 0));
});

test("requests beside the image, and chunks that lie about their size, end with a reason", async () => {
  const page = { columns: 2100, rows: 30, values: pattern(2100, 30), tile: [256, 16] as const };
  const half: MadePage = {
    columns: 1050,
    rows: 15,
    values: pattern(1050, 15),
    tile: [256, 16],
    more: reducedMark,
  };
  const file = makeTiff([{ ...page, subPages: [half] }]);
  const opened = await openTiffPixels(file, noCodecs);
  for (const [level, column, row] of [
    [0, 5, 0],
    [0, 0, 1],
    [9, 0, 0],
    [0, -1, 0],
  ] as const)
    await expect(tileOf(opened, level, column, row)).rejects.toMatchObject({ name: "FormatError" });
  await expect(opened.tile?.({ frameIndex: 1, level: 0, tileColumn: 0, tileRow: 0 })).rejects.toMatchObject({
    code: "no-pixel-data",
  });
  // The tile width says 60,000: none of the few bytes of a tile can become that.
  const view = new DataView(file.buffer);
  const first = view.getUint32(4, true);
  for (let at = first + 2; at < first + 2 + view.getUint16(first, true) * 12; at += 12)
    if (view.getUint16(at, true) === 322 || view.getUint16(at, true) === 323)
      view.setUint32(at + 8, 60_000, true);
  const lying = await openTiffPixels(file, noCodecs);
  await expect(tileOf(lying, 0, 0, 0)).rejects.toMatchObject({
    code: expect.stringMatching(/too-large|truncated/),
  });
});

test("a cancelled coarse tile stops, and the next request goes on", async () => {
  const [columns, rows] = [8200, 40];
  const copy = { columns: 600, rows: 3, values: pattern(600, 3) };
  const page = { columns, rows, values: pattern(columns, rows), rowsPerStrip: 4, subPages: [copy] };
  const opened = await open([page]);
  const last = (opened.facts.pyramid?.levels.length ?? 1) - 2;
  const control = new AbortController();
  control.abort();
  const request = { frameIndex: 0, level: last, tileColumn: 0, tileRow: 0 };
  await expect(opened.tile?.(request, control.signal)).rejects.toMatchObject({ name: "AbortError" });
  expect((await opened.tile?.(request))?.columns).toBe(512);
});
