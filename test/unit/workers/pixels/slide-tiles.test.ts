import { expect, test } from "vitest";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { noCodecs } from "../../../support/no-codecs.ts";
import { makeRandom } from "../../../support/random.ts";
import { type ReferenceLevel, referenceHalf, referenceTile } from "../../../support/reference-levels.ts";
import { type MadeSlide, makeSlide } from "../../../support/slide-maker.ts";

const matrix = (columns: number, rows: number, samples: number, seed = 0) =>
  new Uint8Array(columns * rows * samples).map((_, at) => {
    const pixel = Math.floor(at / samples);
    return ((pixel % columns) * 5 + Math.floor(pixel / columns) * 11 + (at % samples) * 40 + seed) % 240;
  });

const open = (slide: MadeSlide) => openDicomPixels(makeSlide(slide), noCodecs);

async function expectPlane(
  opened: Awaited<ReturnType<typeof open>>,
  frameIndex: number,
  values: ArrayLike<number>,
  samples: number,
) {
  const { columns, rows } = opened.facts;
  let level: ReferenceLevel = { columns, rows, values: Array.from(values) };
  for (const [index, size] of (opened.facts.pyramid?.levels ?? []).entries()) {
    expect(size).toEqual({ columns: level.columns, rows: level.rows });
    for (let row = 0; row * 512 < size.rows; row++)
      for (let column = 0; column * 512 < size.columns; column++) {
        const tile = await opened.tile?.({ frameIndex, level: index, tileColumn: column, tileRow: row });
        const same =
          [...(tile?.pixels ?? [])].join() === referenceTile(level, samples, 512, column, row).join();
        expect([frameIndex, index, column, row, same]).toEqual([frameIndex, index, column, row, true]);
      }
    level = referenceHalf(level, samples);
  }
}

test("TILED_FULL: frames in rows of tiles, then focal planes, make one matrix; what hangs over its edge is not seen", async () => {
  const [columns, rows] = [2100, 130];
  const planes = [matrix(columns, rows, 3), matrix(columns, rows, 3, 77)];
  for (const tile of [
    [256, 64],
    [240, 240],
    [700, 50],
  ] as const) {
    const opened = await open({ columns, rows, tile, planes });
    expect(opened.facts).toMatchObject({ columns, rows, frames: 2, samples: 3, color: "rgb" });
    await expectPlane(opened, 0, planes[0] ?? [], 3);
    await expectPlane(opened, 1, planes[1] ?? [], 3);
    await expect(opened.display(0)).rejects.toMatchObject({ code: "too-large" });
    await expect(opened.tile?.({ frameIndex: 2, level: 0, tileColumn: 0, tileRow: 0 })).rejects.toMatchObject(
      {
        code: "no-pixel-data",
      },
    );
  }
});

test("TILED_SPARSE: tiles lie where they say, on a grid or not; the later lies on top; what is missing is white", async () => {
  const random = makeRandom(9);
  const [columns, rows] = [2200, 150];
  const plane = matrix(columns, rows, 1);
  for (let trial = 0; trial < 4; trial++) {
    const aligned = trial % 2 === 0;
    const sparse = Array.from({ length: 12 }, () => ({
      column: aligned ? 100 * Math.floor(random() * 22) : Math.floor(random() * columns) - 20,
      row: aligned ? 50 * Math.floor(random() * 3) : Math.floor(random() * rows) - 20,
      plane: 0,
    })).filter(
      (tile, at, all) => all.findIndex((o) => o.column === tile.column && o.row === tile.row) === at,
    );
    const expected = new Uint8Array(columns * rows).fill(255);
    for (const tile of sparse)
      for (let row = Math.max(0, tile.row); row < Math.min(rows, tile.row + 50); row++)
        for (let column = Math.max(0, tile.column); column < Math.min(columns, tile.column + 100); column++)
          expected[row * columns + column] = plane[row * columns + column] ?? 0;
    const opened = await open({ columns, rows, samples: 1, tile: [100, 50], planes: [plane], sparse });
    expect(opened.facts.frames).toBe(1);
    await expectPlane(opened, 0, expected, 1);
  }
});

test("sparse tiles over each other at two depths are two planes; side by side at many depths they are one", async () => {
  const [columns, rows] = [40, 20];
  const planes = [matrix(columns, rows, 1), matrix(columns, rows, 1, 9)];
  const slide = { columns, rows, samples: 1 as const, tile: [20, 20] as const, planes };
  const at = (column: number, plane: number) => ({ column, row: 0, plane });
  const stack = await open({ ...slide, sparse: [at(0, 0), at(20, 0), at(0, 1), at(20, 1)] });
  expect(stack.facts.frames).toBe(2);
  expect([...(await stack.display(1)).pixels]).toEqual([...(planes[1] ?? [])]);
  const uneven = await open({ ...slide, sparse: [at(0, 0), at(20, 1)] });
  expect(uneven.facts.frames).toBe(1);
});

test("a small slide is one frame; its stored frames stay what the file holds", async () => {
  const [columns, rows] = [50, 45];
  const plane = matrix(columns, rows, 3);
  const opened = await open({ columns, rows, tile: [20, 20], planes: [plane], role: "THUMBNAIL" });
  expect(opened.facts).toMatchObject({ columns, rows, frames: 1 });
  expect(opened.facts.pyramid).toBeUndefined();
  expect([...(await opened.display(0)).pixels]).toEqual([...plane]);
  expect(opened.storedCount).toBe(9);
  expect(await opened.stored(4)).toMatchObject({ columns: 20, rows: 20 });
  expect(opened.matrix).toMatchObject({ role: "THUMBNAIL" });
});

test("the recommended colour stands where a slide has no tile", async () => {
  const slide = { columns: 40, rows: 20, tile: [20, 20] as const, planes: [matrix(40, 20, 3)] };
  const sparse = [{ column: 0, row: 0, plane: 0 }];
  // L* 0, a* and b* 0: black.
  const more = [{ tag: "00480015", vr: "US", value: [0, 32_896, 32_896] }];
  const black = await (await open({ ...slide, sparse, more })).display(0);
  expect([...black.pixels.slice(60, 63)]).toEqual([0, 0, 0]);
  const white = await (await open({ ...slide, sparse })).display(0);
  expect([...white.pixels.slice(60, 63)]).toEqual([255, 255, 255]);
});

test("a part of a concatenation fills its own places only", async () => {
  const [columns, rows] = [40, 40];
  const plane = matrix(columns, rows, 1);
  const whole = { columns, rows, samples: 1 as const, tile: [20, 20] as const, planes: [plane] };
  const more = [{ tag: "00209228", vr: "UL", value: [2] }];
  // A file of the whole whose frames are said to begin at the third place: the last two fall on a second plane.
  const opened = await open({ ...whole, more });
  expect(opened.matrix?.planes.map((tiles) => tiles.map((tile) => tile.row))).toEqual([
    [20, 20],
    [0, 0],
  ]);
});

test("a large plain frame is read in bands: 8 and 16 bits, either byte order, planes, bits", async () => {
  const [columns, rows] = [4099, 4097];
  const random = makeRandom(3);
  const cases = [
    { bits: 8, samples: 1, planar: 0 as const, bigEndian: false },
    { bits: 16, samples: 1, planar: 0 as const, bigEndian: true },
    { bits: 8, samples: 3, planar: 1 as const, bigEndian: false },
    { bits: 8, samples: 3, planar: 1 as const, bigEndian: true },
    { bits: 1, samples: 1, planar: 0 as const, bigEndian: false },
  ];
  for (const { bits, samples, planar, bigEndian } of cases) {
    const pixels = new Uint8Array(Math.ceil((columns * rows * samples * bits) / 16) * 2);
    for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 31 + (at >> 9)) & 255;
    const bytes = makeImageDicom({
      columns,
      rows,
      bits,
      samples,
      planar,
      pixels,
      options: { bigEndian },
    });
    const opened = await openDicomPixels(bytes, noCodecs);
    expect(opened.facts.pyramid?.levels).toHaveLength(4);
    const whole = (await opened.stored(0)).pixels;
    for (let trial = 0; trial < 8; trial++) {
      const [tileColumn, tileRow] = [Math.floor(random() * 9), Math.floor(random() * 9)];
      const tile = await opened.tile?.({ frameIndex: 0, level: 0, tileColumn, tileRow });
      const width = tile?.columns ?? 0;
      for (let row = 0; row < (tile?.rows ?? 0); row += 37) {
        const from = ((tileRow * 512 + row) * columns + tileColumn * 512) * samples;
        expect([
          ...(tile?.pixels.subarray(row * width * samples, (row + 1) * width * samples) ?? []),
        ]).toEqual([...whole.subarray(from, from + width * samples)]);
      }
    }
  }
});
