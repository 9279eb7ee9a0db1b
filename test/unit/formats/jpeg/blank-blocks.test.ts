import { expect, test } from "vitest";
import { blankBlocks, wholeBlocks } from "../../../../src/formats/jpeg/blank-blocks.ts";
import { standardAc, standardDc, type TableParts } from "../../../../src/formats/jpeg/huffman-table.ts";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import {
  type BaselineParts,
  makeBaselineJpeg,
  readBaselineCoefficients,
  symbolsOf,
} from "../../../support/baseline-jpeg.ts";
import { expectSame } from "../../../support/expect-same.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";
import { seededBytes } from "../../../support/seeded-bytes.ts";

const codecs = makeCodecs(nodeCodecAssets());
const [columns, rows] = [45, 30];
const across = 6;
const blocks = across * 4;
const standard = { dc: standardDc, ac: standardAc };

/** Blocks of a made picture: a grey that wanders, some coefficients with long runs between them, now and then the last one. */
function madeBlocks(seed: number): number[][] {
  const noise = seededBytes(seed)(blocks * 8);
  return Array.from({ length: blocks }, (_, block) => {
    const at = (index: number) => noise[block * 8 + index] ?? 0;
    const own = new Array<number>(64).fill(0);
    own[0] = (at(0) % 90) - 45;
    for (let index = 1; index < 6; index++) own[1 + (at(index) % 62)] = (at(index + 1) % 21) - 10;
    if (at(7) % 3 === 0) own[63] = 2;
    return own;
  });
}

/** Tables of equal lengths that hold just what these blocks need: what an optimising encoder writes, and no more. */
function tightTables(all: readonly (readonly number[])[], restartEvery: number): BaselineParts["tables"][0] {
  const parts = (used: Set<number>): TableParts => {
    const symbols = Uint8Array.from(used).sort();
    const length = Math.ceil(Math.log2(symbols.length + 1));
    return {
      counts: new Uint8Array(16).map((_, at) => (at === length - 1 ? symbols.length : 0)),
      symbols,
    };
  };
  const differences = all.map(([first = 0], at) =>
    at === 0 || (restartEvery > 0 && at % restartEvery === 0) ? first : first - (all[at - 1]?.[0] ?? 0),
  );
  const size = (value: number) => (value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1);
  return {
    dc: parts(new Set(differences.map(size))),
    ac: parts(new Set(all.flatMap((block) => symbolsOf(block).map(({ symbol }) => symbol)))),
  };
}

const grey = (more: Partial<BaselineParts> = {}): BaselineParts => ({
  columns,
  rows,
  step: 12,
  components: [madeBlocks(1)],
  tables: [standard],
  ...more,
});
const colour = (more: Partial<BaselineParts> = {}): BaselineParts =>
  grey({ components: [madeBlocks(2), madeBlocks(3), madeBlocks(4)], ...more });

const tight = (restartEvery: number): BaselineParts => {
  const own = grey({ restartEvery });
  return { ...own, tables: [tightTables(own.components[0] ?? [], restartEvery)] };
};

const samples: readonly (readonly [string, BaselineParts, readonly number[]])[] = [
  ["grey", grey(), [0]],
  ["grey, shown inverted", grey(), [255]],
  ["the finest steps", grey({ step: 1 }), [0]],
  ["the coarsest steps", grey({ step: 255 }), [255]],
  ["restarts within a row", grey({ restartEvery: 4 }), [0]],
  ["a restart for each block", grey({ restartEvery: 1 }), [0]],
  ["luma and chroma", colour(), [0, 128, 128]],
  [
    "luma and chroma with a pair of tables each, and restarts",
    colour({ tables: [standard, standard], restartEvery: 5 }),
    [0, 128, 128],
  ],
  ["red, green and blue", colour({ adobe: 0 }), [0, 0, 0]],
  ["tables that lack what a blank block needs", tight(0), [0]],
  ["such tables and restarts", tight(7), [0]],
];
const box = { x: 11, y: 9, width: 14, height: 6 };
const isInside = (x: number, y: number) => x >= 8 && x < 32 && y >= 8 && y < 16;

test.each(samples)(
  "of %s every block outside of the box keeps its coefficients, and decodes to the same samples; inside there is one value",
  async (_name, parts, blank) => {
    const before = makeBaselineJpeg(parts);
    const count = parts.components.length;
    const after = blankBlocks(before, { columns, rows, samples: count }, [box], blank);
    if (!after) throw new Error("not edited");
    const [old, now] = [readBaselineCoefficients(before), readBaselineCoefficients(after)];
    expectSame(old, parts.components);
    for (const [index, own] of now.entries())
      for (const [at, block] of own.entries()) {
        if (!isInside((at % across) * 8, Math.floor(at / across) * 8)) expectSame(block, old[index]?.[at]);
        else expect(block.slice(1).every((value) => value === 0)).toBe(true);
      }
    const [was, is] = await Promise.all(
      [before, after].map((stream) => codecs.decode(stream, "1.2.840.10008.1.2.4.50", "jpeg")),
    );
    const wrong = Array.from({ length: columns * rows * count }, (_, at) => at).filter((at) => {
      const pixel = Math.floor(at / count);
      const inside = isInside(pixel % columns, Math.floor(pixel / columns));
      return is?.bytes[at] !== (inside ? blank[at % count] : was?.bytes[at]);
    });
    expect(wrong).toEqual([]);
  },
);

test("without a box in it a stream comes back to the byte", () => {
  for (const [, parts] of samples) {
    const stream = makeBaselineJpeg(parts);
    const size = { columns, rows, samples: parts.components.length };
    expect(
      blankBlocks(
        stream,
        size,
        [],
        parts.components.map(() => 0),
      ),
    ).toEqual(stream);
  }
});

test("a box is widened to whole blocks as far as the frame goes, and one outside of it is none", () => {
  expect(wholeBlocks([box], columns, rows)).toEqual([{ x: 8, y: 8, width: 24, height: 8 }]);
  expect(wholeBlocks([{ x: 39.5, y: 23.5, width: 99, height: 99 }], columns, rows)).toEqual([
    { x: 32, y: 16, width: 13, height: 14 },
  ]);
  expect(wholeBlocks([{ x: 50, y: 2, width: 5, height: 5 }], columns, rows)).toEqual([]);
});

test("what is not plain is left to the other way: subsampling, progressive, another size, a value that cannot be met", () => {
  const stream = makeBaselineJpeg(grey());
  const size = { columns, rows, samples: 1 };
  for (const { name, base64, columns: wide, rows: high, samples: count } of jpegFiles) {
    if (!/4:2:0|progressive/.test(name)) continue;
    const file = new Uint8Array(Buffer.from(base64, "base64"));
    expect(blankBlocks(file, { columns: wide, rows: high, samples: count }, [box], [0, 128, 128])).toBeNull();
  }
  expect(blankBlocks(stream, { ...size, columns: 44 }, [box], [0])).toBeNull();
  expect(blankBlocks(stream, { ...size, samples: 3 }, [box], [0, 128, 128])).toBeNull();
  expect(blankBlocks(stream, size, [box], [17])).toBeNull();
  expect(blankBlocks(stream, size, [box], [])).toBeNull();
});

test("a stream that ends at any byte, or has any byte changed, is edited or left, and nothing else happens", () => {
  for (const parts of [grey({ restartEvery: 4 }), colour(), tight(0)]) {
    const stream = makeBaselineJpeg(parts);
    const size = { columns, rows, samples: parts.components.length };
    const blank = parts.components.map((_, index) => (index === 0 ? 0 : 128));
    for (let end = 0; end < stream.length; end++)
      expect(blankBlocks(stream.subarray(0, end), size, [box], blank)).toBeNull();
    const noise = seededBytes(9)(stream.length);
    for (let at = 0; at < stream.length; at++) {
      const changed = stream.slice();
      changed[at] = (changed[at] ?? 0) ^ ((noise[at] ?? 0) | 1);
      const edited = blankBlocks(changed, size, [box], blank);
      expect(edited === null || edited.at(-1) === 0xd9).toBe(true);
    }
  }
});
