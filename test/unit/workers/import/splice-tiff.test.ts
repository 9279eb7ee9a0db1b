import { expect, test } from "vitest";
import { tiffAllowedTags } from "../../../../src/domain/deid/tiff-allowed-tags.ts";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { makeSparseBytes, withRanges } from "../../../../src/workers/import/splice-bytes.ts";
import { makeSpliceSource } from "../../../../src/workers/import/splice-source.ts";
import { makeOwnPipelinesNode } from "../../../support/own-pipeline-node.ts";
import { ascii, shorts, type TiffPageMaker, tiffOf, tiffPlanOf } from "../../../support/wasm-tiff.ts";

const pipelines = makeOwnPipelinesNode();
const filler = "DOEPLANTED gap";
const chunk = (length: number, seed: number) =>
  new Uint8Array(length).map((_, i) => 1 + ((i * 31 + seed * 17) % 250));
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Two tiles a page, a SubIFD, and a name in a text tag and in every gap. */
const page = (tiles: readonly Uint8Array[], compression: number): TiffPageMaker => ({
  tags: {
    256: shorts(32),
    257: shorts(16),
    258: shorts(8),
    259: shorts(compression),
    262: shorts(1),
    277: shorts(1),
    305: ascii("DOEPLANTED software"),
    322: shorts(16),
    323: shorts(16),
  },
  tiled: true,
  chunks: tiles,
});

/** A source that counts what is read of it. */
function counted(bytes: Uint8Array) {
  let read = 0;
  const source = memorySource(bytes);
  return {
    lengthBytes: bytes.length,
    read: (offset: number, length: number) => {
      read += length;
      return source.read(offset, length);
    },
    bytesRead: () => read,
  };
}

async function spliced(bytes: Uint8Array) {
  const source = counted(bytes);
  const sparse = makeSparseBytes(source);
  const index = await withRanges(sparse, () => pipelines.inspectTiff(sparse.image()));
  const headerBytes = source.bytesRead();
  const plan = tiffPlanOf(bytes, index, tiffAllowedTags);
  const { recipe, report } = await withRanges(sparse, () => pipelines.spliceTiff(sparse.image(), plan));
  const output = makeSpliceSource(recipe, { source, pipelines });
  return { index, plan, recipe, report, output, headerBytes };
}

test.each([
  ["little endian", { bigEndian: false, big: false }],
  ["big endian", { bigEndian: true, big: false }],
  ["BigTIFF", { bigEndian: false, big: true }],
  ["big endian BigTIFF", { bigEndian: true, big: true }],
])("a recipe makes the very bytes of the whole rewrite, and no name: %s", async (_name, writing) => {
  const pages = [
    { ...page([chunk(256, 1), chunk(256, 2)], 1), children: [page([chunk(99, 3), chunk(120, 4)], 8)] },
    page([chunk(256, 5), chunk(256, 6)], 1),
  ];
  const bytes = tiffOf(pages, writing, filler);
  expect(latin1(bytes)).toContain("DOEPLANTED");
  const { index, plan, output } = await spliced(bytes);
  expect(index).toEqual(await pipelines.inspectTiff(bytes));
  const whole = await pipelines.rewriteTiff(bytes, plan);
  const made = await output.read(0, output.lengthBytes);
  expect(made).toEqual(whole.bytes);
  expect(latin1(made)).not.toContain("DOEPLANTED");
  // Any part of it alone is the same part.
  for (const [from, length] of [
    [0, 7],
    [100, 333],
    [output.lengthBytes - 200, 200],
  ] as const)
    expect(await output.read(from, length)).toEqual(whole.bytes.slice(from, from + length));
});

test("comments of JPEG tiles are zeros in place, everything else of the tile is as it was", async () => {
  const said = [..."DOEPLANTED"].map((letter) => letter.charCodeAt(0));
  const comment = (marker: number) => [0xff, marker, 0, said.length + 2, ...said];
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0, 2, 0xff, 0xd9];
  const tile = Uint8Array.from([0xff, 0xd8, ...comment(0xe1), ...frame, ...comment(0xfe), ...scan, ...said]);
  const bytes = tiffOf([page([tile, tile], 7)], { bigEndian: false, big: false });
  const { output } = await spliced(bytes);
  const made = await output.read(0, output.lengthBytes);
  expect(latin1(made)).not.toContain("DOEPLANTED");
  const silent = said.map(() => 0);
  const quiet = (marker: number) => [0xff, marker, 0, said.length + 2, ...silent];
  const clean = Uint8Array.from([0xff, 0xd8, ...quiet(0xe1), ...frame, ...quiet(0xfe), ...scan, ...silent]);
  expect(latin1(made)).toContain(latin1(clean) + latin1(clean));
  const index = await pipelines.inspectTiff(made);
  const [first] = index.pages[0]?.chunks ?? [];
  // A read that begins and ends inside a tile gives clean bytes too.
  expect(await output.read((first?.at ?? 0) + 3, 20)).toEqual(clean.slice(3, 23));
});

test("a tile whose markers cannot be followed is refused, not copied", async () => {
  const bytes = tiffOf([page([chunk(64, 1), chunk(64, 2)], 7)], { bigEndian: false, big: false });
  const { output } = await spliced(bytes);
  await expect(output.read(0, output.lengthBytes)).rejects.toMatchObject({ code: "markers-not-parsed" });
});

test("inspecting reads directories and tables, never the pixels", async () => {
  const bytes = bigTiff([chunk(3_000_000, 1), chunk(3_000_000, 2)]);
  const { headerBytes, index } = await spliced(bytes);
  expect(index.pages[0]?.chunks.length).toBe(2);
  expect(headerBytes).toBeLessThan(100_000);
});

/** A TIFF whose directory lies behind large tiles, made without spreading them into lists. */
function bigTiff(chunks: readonly Uint8Array[]): Uint8Array {
  const small = tiffOf([page([new Uint8Array(0), new Uint8Array(0)], 8)], { bigEndian: false, big: false });
  const tail = small.slice(8);
  const shift = chunks.reduce((sum, one) => sum + one.length, 0);
  const bytes = new Uint8Array(8 + shift + tail.length);
  bytes.set(small.subarray(0, 8));
  bytes.set(tail, 8 + shift);
  let at = 8;
  for (const one of chunks) {
    bytes.set(one, at);
    at += one.length;
  }
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(4, true) + shift;
  view.setUint32(4, directory, true);
  for (let i = 0; i < view.getUint16(directory, true); i++) {
    const entry = directory + 2 + 12 * i;
    const tag = view.getUint16(entry, true);
    const count = view.getUint32(entry + 4, true);
    const wide = tag === 305 || (count === 2 && (tag === 324 || tag === 325));
    if (wide) view.setUint32(entry + 8, view.getUint32(entry + 8, true) + shift, true);
    if (tag !== 324 && tag !== 325) continue;
    const table = view.getUint32(entry + 8, true);
    view.setUint32(table, tag === 324 ? 8 : (chunks[0]?.length ?? 0), true);
    view.setUint32(table + 4, tag === 324 ? 8 + (chunks[0]?.length ?? 0) : (chunks[1]?.length ?? 0), true);
  }
  return bytes;
}
