import { describe, expect, test } from "vitest";
import { tiffAllowedTags } from "../../../src/domain/deid/tiff-allowed-tags.ts";
import type { TiffIndex } from "../../../src/domain/deid/tiff-index.ts";
import type { TiffPlanPage } from "../../../src/domain/deid/tiff-plan.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { bytesOf } from "../../support/wasm-bytes.ts";
import {
  ascii,
  shorts,
  type TiffPageMaker,
  type TiffWriting,
  tiffOf,
  tiffPlanOf,
} from "../../support/wasm-tiff.ts";

const { inspectTiff, rewriteTiff } = makeOwnPipelinesNode();

const writings: readonly TiffWriting[] = [
  { bigEndian: false, big: false },
  { bigEndian: true, big: false },
  { bigEndian: false, big: true },
  { bigEndian: true, big: true },
];
const strip = (seed: number, length: number) =>
  new Uint8Array(length).map((_, i) => 1 + ((seed * 31 + i * 7) % 250));

/** 5 × 4 pixels, 8-bit grey, two strips of 2 rows, with identifying tags. */
const grey = (seed: number, children: readonly TiffPageMaker[] = []): TiffPageMaker => ({
  tags: {
    256: shorts(5),
    257: shorts(4),
    258: shorts(8),
    259: shorts(1),
    262: shorts(1),
    270: ascii("PLANTED DESCRIPTION"),
    277: shorts(1),
    278: shorts(2),
    282: { type: 5, values: [72.5] },
    305: ascii("PLANTED SOFTWARE"),
    306: ascii("2020:01:01 PLANTED"),
    315: ascii("PLANTED ARTIST"),
    65000: ascii("PLANTED PRIVATE"),
  },
  chunks: [strip(seed, 10), strip(seed + 1, 10)],
  children,
});

const pixelsOf = (bytes: Uint8Array, index: TiffIndex, page: number) =>
  (index.pages[page]?.chunks ?? []).map(({ at, len }) => bytes.slice(at, at + len));
const tagValues = (index: TiffIndex, page: number, tag: number) =>
  index.pages[page]?.entries.find((entry) => entry.tag === tag)?.values;

async function rewrite(
  file: Uint8Array,
  change?: (path: string) => Partial<TiffPlanPage>,
  native?: Uint8Array,
) {
  const plan = tiffPlanOf(file, await inspectTiff(file), tiffAllowedTags, change);
  const { bytes, report } = await rewriteTiff(file, plan, native);
  return { bytes, report, index: await inspectTiff(bytes) };
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (reason: { code: string }) => reason.code,
  );

/** Bytes that no header, directory, value or chunk owns. */
function slackOf(bytes: Uint8Array, index: TiffIndex): number {
  const owned = new Uint8Array(bytes.length);
  const own = (at: number, length: number) => owned.fill(1, at, at + length);
  own(0, index.big ? 16 : 8);
  for (const page of index.pages) {
    own(page.at, index.big ? 16 + page.entries.length * 20 : 6 + page.entries.length * 12);
    for (const { valueAt, valueLen } of page.entries) own(valueAt, valueLen);
    for (const { at, len } of page.chunks) own(at, len);
  }
  return owned.filter((byte) => byte === 0).length;
}

describe.each(writings)("%j", (writing) => {
  const file = tiffOf([grey(1, [grey(3)]), grey(5)], writing, "PLANTED GAP ");

  test("finds every directory, SubIFDs behind their parent, with tags, values and strips", async () => {
    const index = await inspectTiff(file);
    expect(index).toMatchObject({ bytes: file.length, ...writing });
    expect(index.pages.map(({ path }) => path)).toEqual(["0", "0/0", "1"]);
    expect(tagValues(index, 0, 256)).toEqual([5]);
    expect(tagValues(index, 0, 282)).toEqual([72.5]);
    expect(pixelsOf(file, index, 1)).toEqual([strip(3, 10), strip(4, 10)]);
    expect(slackOf(file, index)).toBeGreaterThan(0);
  });

  test("the rewrite keeps pixels and listed tags, nothing else, and leaves no byte between", async () => {
    const { bytes, report, index } = await rewrite(file, (path) => ({
      description: path === "1" ? "Aperio|MPP = 0.5" : null,
    }));
    expect(index.pages.map(({ path }) => path)).toEqual(["0", "0/0", "1"]);
    for (const page of [0, 1, 2]) {
      expect(pixelsOf(bytes, index, page)).toEqual(pixelsOf(file, await inspectTiff(file), page));
      for (const { tag } of index.pages[page]?.entries ?? [])
        expect([...tiffAllowedTags, 270]).toContain(tag);
      expect(tagValues(index, page, 282)).toEqual([72.5]);
    }
    expect(slackOf(bytes, index)).toBe(0);
    expect(Buffer.from(file).includes("PLANTED")).toBe(true);
    expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
    expect(Buffer.from(bytes).includes("Aperio|MPP = 0.5")).toBe(true);
    expect(report).toMatchObject({ pagesKept: 3, pagesDropped: 0, bytes: bytes.length });
  });

  test("a second run gives the same bytes", async () => {
    const first = await rewrite(file);
    expect(Buffer.compare((await rewrite(first.bytes)).bytes, first.bytes)).toBe(0);
  });

  test("a dropped page is gone, pixels and all", async () => {
    const { bytes, index } = await rewrite(file, (path) =>
      path === "1" ? { action: "drop", tags: [] } : {},
    );
    expect(index.pages.map(({ path }) => path)).toEqual(["0", "0/0"]);
    expect(Buffer.from(bytes).includes(Buffer.from(strip(5, 10)))).toBe(false);
  });

  test("a box blanks its own pixels across strips and no other", async () => {
    const box = { x: 1, y: 1, width: 2, height: 2, frames: "all" as const };
    const { bytes, index, report } = await rewrite(file, (path) =>
      path === "0" ? { boxes: [box], blank: [0] } : {},
    );
    const before = bytesOf(...pixelsOf(file, await inspectTiff(file), 0));
    for (const y of [1, 2]) for (const x of [1, 2]) before[y * 5 + x] = 0;
    expect(bytesOf(...pixelsOf(bytes, index, 0))).toEqual(before);
    expect(report.boxesApplied).toBe(1);
  });

  test("decoded pixels take the place of a page's own, in the file's byte order", async () => {
    const native = bytesOf(
      new Uint8Array(4),
      new Uint8Array(40).map((_, i) => i),
    );
    const slice = { at: 4, len: 40, bitsPerSample: 16 as const, samples: 1, photometric: 1 };
    const { bytes, index } = await rewrite(file, (path) => (path === "0" ? { native: slice } : {}), native);
    const [pixels] = pixelsOf(bytes, index, 0);
    const view = new DataView((pixels ?? new Uint8Array(2)).buffer);
    expect(pixels?.length).toBe(40);
    expect(view.getUint16(2, !writing.bigEndian)).toBe(0x0302);
    expect(tagValues(index, 0, 258)).toEqual([16]);
    expect(tagValues(index, 0, 278)).toEqual([4]);
  });

  test("each truncation is an error, and ends", async () => {
    for (let length = 0; length < file.length; length += 7)
      expect(await refusal(inspectTiff(file.slice(0, length)))).toMatch(
        /not-tiff|truncated|out-of-range|malformed|cycle|overlap/,
      );
  });
});

const plain = writings[0] as TiffWriting;

test("tiles at the edge, planes apart and packed bits are blanked where the box is", async () => {
  const tiled: TiffPageMaker = {
    tags: {
      256: shorts(20),
      257: shorts(18),
      258: shorts(8, 8),
      259: shorts(1),
      262: shorts(1),
      277: shorts(2),
      284: shorts(2),
      322: shorts(16),
      323: shorts(16),
    },
    chunks: Array.from({ length: 8 }, (_, i) => new Uint8Array(256).fill(i + 1)),
    tiled: true,
  };
  const packed: TiffPageMaker = {
    tags: {
      256: shorts(10),
      257: shorts(2),
      258: shorts(1),
      259: shorts(1),
      262: shorts(1),
      277: shorts(1),
      278: shorts(2),
    },
    chunks: [new Uint8Array(4).fill(255)],
  };
  const file = tiffOf([tiled, packed], plain);
  const { bytes, index } = await rewrite(file, (path) => ({
    boxes: [{ x: path === "0" ? 15 : 7, y: 0, width: 2, height: 1, frames: "all" }],
    blank: path === "0" ? [100, 200] : [0],
  }));
  const tiles = pixelsOf(bytes, index, 0);
  expect(tiles.map((tile) => [tile[0], tile[15], tile[16]])).toEqual([
    [1, 100, 1],
    [100, 2, 2],
    [3, 3, 3],
    [4, 4, 4],
    [5, 200, 5],
    [200, 6, 6],
    [7, 7, 7],
    [8, 8, 8],
  ]);
  expect(pixelsOf(bytes, index, 1)).toEqual([Uint8Array.from([0xfe, 0x7f, 255, 255])]);
});

test("JPEG strips and tables lose comments and application data; profiles lose their text", async () => {
  const comment = bytesOf([0xff, 0xfe, 0, 9], "PLANTED");
  const coded = bytesOf([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7]);
  const jpeg = (...parts: Uint8Array[]) => bytesOf([0xff, 0xd8], ...parts, [0xff, 0xd9]);
  const table = bytesOf([0xff, 0xdb, 0, 4, 1, 1]);
  const header = bytesOf(
    new Uint8Array(36),
    "acsp",
    new Uint8Array(88),
    [0, 0, 0, 2],
    "desc",
    [0, 0, 0, 156, 0, 0, 0, 16],
    "wtpt",
    [0, 0, 0, 172, 0, 0, 0, 20],
  );
  const profile = bytesOf(
    header,
    "desc",
    [0, 0, 0, 0],
    "PLANTED!",
    "XYZ ",
    [0, 0, 0, 0],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  );
  profile.set([0, 0, 0, profile.length], 0);
  const page: TiffPageMaker = {
    tags: {
      256: shorts(8),
      257: shorts(8),
      258: shorts(8),
      259: shorts(7),
      262: shorts(1),
      277: shorts(1),
      278: shorts(8),
      347: { type: 7, bytes: jpeg(comment, table) },
      34675: { type: 7, bytes: profile },
    },
    chunks: [jpeg(comment, coded)],
  };
  const file = tiffOf([page], plain);
  expect(
    Buffer.from(file)
      .toString("latin1")
      .match(/PLANTED/g)?.length,
  ).toBe(3);
  const { bytes, index, report } = await rewrite(file);
  expect(Buffer.from(bytes).includes("PLANTED")).toBe(false);
  expect(pixelsOf(bytes, index, 0)).toEqual([jpeg(coded)]);
  const bytesOfTag = (tag: number) => {
    const entry = index.pages[0]?.entries.find((candidate) => candidate.tag === tag);
    return bytes.slice(entry?.valueAt ?? 0, (entry?.valueAt ?? 0) + (entry?.valueLen ?? 0));
  };
  expect(bytesOfTag(347)).toEqual(jpeg(table));
  expect([...bytesOfTag(34675).slice(-12)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(report.chunksStripped).toBe(1);
  expect(slackOf(bytes, index)).toBe(0);
});

describe("refuses", () => {
  const file = tiffOf([grey(1), grey(5)], plain);

  test("directories in a circle, overlapping parts, lying counts, and what is no TIFF", async () => {
    const index = await inspectTiff(file);
    const [first, second] = index.pages;
    if (!first || !second) throw new Error("no pages");
    const patched = (at: number, value: number) => {
      const copy = file.slice();
      new DataView(copy.buffer).setUint32(at, value, true);
      return copy;
    };
    const next = second.at + 2 + second.entries.length * 12;
    expect(await refusal(inspectTiff(patched(next, first.at)))).toBe("cycle");
    expect(await refusal(inspectTiff(patched(next, 0xfffffff0)))).toBe("out-of-range");
    const offsets = first.entries.find(({ tag }) => tag === 273);
    expect(await refusal(inspectTiff(patched(offsets?.valueAt ?? 0, first.at)))).toBe("overlap");
    const description = first.entries.findIndex(({ tag }) => tag === 270);
    expect(await refusal(inspectTiff(patched(first.at + 2 + description * 12 + 4, 0xffffffff)))).toBe(
      "out-of-range",
    );
    expect(await refusal(inspectTiff(bytesOf("II*\0")))).toBe("not-tiff");
    expect(await refusal(inspectTiff(bytesOf("GIF89a and more")))).toBe("not-tiff");
  });

  test("a plan for other bytes, a tag off the list, text in a number's place, boxes on compressed pixels", async () => {
    const index = await inspectTiff(file);
    const plan = tiffPlanOf(file, index, tiffAllowedTags);
    const other = file.slice();
    other[8] = (other[8] ?? 0) ^ 1;
    expect(await refusal(rewriteTiff(other, plan))).toBe("rewrite-mismatch");
    expect(await refusal(rewriteTiff(file, { ...plan, pages: plan.pages.slice(1) }))).toBe(
      "rewrite-mismatch",
    );
    expect(await refusal(rewriteTiff(file, tiffPlanOf(file, index, [...tiffAllowedTags, 305])))).toBe(
      "bad-tag",
    );
    const text = tiffOf([{ ...grey(1), tags: { ...grey(1).tags, 296: ascii("PLANTED") } }], plain);
    expect(await refusal(rewrite(text))).toBe("bad-tag");
    const packed = tiffOf([{ ...grey(1), tags: { ...grey(1).tags, 259: shorts(5) } }], plain);
    const box = { boxes: [{ x: 0, y: 0, width: 1, height: 1, frames: "all" as const }], blank: [0] };
    expect(await refusal(rewrite(packed, () => box))).toBe("compressed-pixels");
    const unknown = tiffOf([{ ...grey(1), tags: { ...grey(1).tags, 259: shorts(12345) } }], plain);
    expect(await refusal(rewrite(unknown))).toBe("unknown-compression");
  });
});
