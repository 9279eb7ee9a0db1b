import { expect, test, vi } from "vitest";
import type { BlankBox } from "../../../../src/domain/deid/plan.ts";
import { instanceBytes, mainParts } from "../../../../src/storage/instances.ts";
import { putAway } from "../../../../src/storage/put-away.ts";
import { heldParts } from "../../../../src/storage/quarantine.ts";
import { storingParts, sweepParts } from "../../../../src/storage/unfinished.ts";
import { makeInstanceCache } from "../../../../src/workers/pixels/instance-cache.ts";
import { makeDicom } from "../../../support/dicom-maker.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { losslessJpeg } from "../../../support/lossless-jpeg.ts";
import { makeSlide } from "../../../support/slide-maker.ts";
import { makeTiff } from "../../../support/tiff-maker.ts";
import { tiffSamples } from "../../../support/tiff-samples.ts";
import { makeUltrasound } from "../../../support/ultrasound-maker.ts";

const names = [
  { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
  { tag: "00100020", vr: "LO", value: "PLANTED-1" },
  { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
  { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
] as const;
/** Slow waves, in which the search for text sees no mark; two bytes far from one another differ all the same. */
const waves = (length: number) =>
  new Uint8Array(length).map((_, at) => Math.abs((Math.floor(at / 97) % 500) - 250));

/** Longer than a piece, so that its digests and its chunks are put together of several. */
const long = makeImageDicom({
  columns: 1024,
  rows: 512,
  frames: 5,
  bits: 16,
  pixels: waves(1024 * 512 * 2 * 5),
  pixelVr: "OW",
  sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
  sopUid: "1.2.826.0.1.4711.9",
  more: [
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00081030", vr: "LO", value: "DOE PLANTED knee" },
    ...names,
  ],
});

/** Twelve frames, compressed each in a fragment of its own, with a table of them. */
const jpeg = makeDicom(
  [
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.3.1" },
    { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.5" },
    { tag: "00080060", vr: "CS", value: "US" },
    ...names,
    { tag: "00280002", vr: "US", value: [1] },
    { tag: "00280004", vr: "CS", value: "MONOCHROME2" },
    { tag: "00280008", vr: "IS", value: "12" },
    { tag: "00280010", vr: "US", value: [16] },
    { tag: "00280011", vr: "US", value: [16] },
    { tag: "00280100", vr: "US", value: [16] },
    { tag: "00280101", vr: "US", value: [12] },
    { tag: "00280102", vr: "US", value: [11] },
    { tag: "00280103", vr: "US", value: [0] },
  ],
  {
    transferSyntax: "1.2.840.10008.1.2.4.70",
    fragments: Array.from({ length: 12 }, (_, frame) =>
      losslessJpeg(
        Array.from({ length: 256 }, (_, at) => (at * 13 + frame * 57) % 4096),
        16,
        16,
        12,
      ),
    ),
  },
).bytes;

const ultrasound = makeUltrasound({ frames: 3, lines: [{ x: 12, y: 10, width: 200, height: 22 }] }).file;
const slide = makeSlide({ columns: 96, rows: 64, tile: [32, 32], planes: [waves(96 * 64 * 3)], more: names });
const texts = { 270: "DOEPLANTED knee", 305: "DOEPLANTED" };
const tiff = (bits: 8 | 16) =>
  makeTiff(
    [
      { columns: 900, rows: 1200, bits, data: waves((900 * 1200 * bits) / 8), texts },
      { columns: 40, rows: 30, bits, data: waves((40 * 30 * bits) / 8), texts: { 270: "label DOEPLANTED" } },
    ],
    { between: "DOEPLANTED gap", end: "DOEPLANTED end" },
  );
const box: BlankBox = { x: 8, y: 6, width: 208, height: 30, frames: "all" };

/** Takes a file in as a person would who draws `boxes`; every file is large where `ranged`. */
async function through(name: string, file: Uint8Array, boxes: readonly BlankBox[], ranged: boolean) {
  const whole = vi.fn();
  const harness = makeImportHarness({
    ...(ranged ? { rangedAbove: 0 } : {}),
    pipelines: (own) => ({
      ...own,
      rewriteDicom: (...input) => {
        whole();
        return own.rewriteDicom(...input);
      },
      rewriteTiff: (...input) => {
        whole();
        return own.rewriteTiff(...input);
      },
    }),
  });
  const { result } = await harness.take([chosen(name, file)]);
  const held = result.held.map(({ sopUid }) => sopUid);
  const release = held.length > 0 ? await harness.call("release", { sopUids: held, boxes }) : null;
  const { database, quarantine } = harness.context;
  const [instance] = await database.instances.toArray();
  const bytes = instance && (await instanceBytes(database, instance.sopUid));
  const record = instance && (await database.deidRecords.get(instance.sopUid));
  const left = [await database.unfinished.count(), await quarantine.unfinished.count()];
  return { harness, result, release, instance, bytes, record, left, whole: whole.mock.calls.length };
}

test.each([
  ["a native clip longer than a piece", "a.dcm", long, []],
  ["compressed frames", "a.dcm", jpeg, []],
  ["an ultrasound clip that a person blanks", "a.dcm", ultrasound, [box]],
  ["a slide in tiles", "a.dcm", slide, []],
  ["a slide in tiles, blanked", "a.dcm", slide, [{ ...box, x: 20, width: 40 }]],
  ["a TIFF", "a.tif", tiff(16), []],
  ["a TIFF that a person releases", "a.tif", tiff(8), []],
  ["a TIFF that a person blanks", "a.tif", tiff(8), [box]],
] as const)(
  "read by range, the same is stored to the byte, with the same record: %s",
  async (_kind, name, file, boxes) => {
    const whole = await through(name, file, boxes, false);
    const ranged = await through(name, file, boxes, true);
    expect(ranged.result).toEqual(whole.result);
    expect(ranged.release).toEqual(whole.release);
    expect(whole.bytes?.length).toBeGreaterThan(1000);
    expect(Buffer.compare(ranged.bytes ?? new Uint8Array(), whole.bytes ?? new Uint8Array())).toBe(0);
    expect(ranged.instance).toEqual(whole.instance);
    expect(ranged.record).toEqual(whole.record);
    expect(await ranged.harness.dump()).not.toMatch(/DOE|PLANTED|SCAN-9/);
    expect([ranged.whole, ranged.left]).toEqual([0, [0, 0]]);
    expect(whole.whole).toBeGreaterThan(0);
  },
);

test.each([
  ["native", long],
  ["compressed", jpeg],
] as const)(
  "an object of this project that comes back large is taken as it is, to the byte: %s",
  async (_kind, file) => {
    const first = await through("a.dcm", file, [], true);
    const second = await through("a.dcm", first.bytes ?? new Uint8Array(), [], true);
    expect(second.release).toBeNull();
    expect(second.instance?.sopUid).toBe(first.instance?.sopUid);
    expect(Buffer.compare(second.bytes ?? new Uint8Array(), first.bytes ?? new Uint8Array(1))).toBe(0);
  },
);

test("with one other pixel byte it is a foreign file, also when it is large", async () => {
  const first = await through("a.dcm", jpeg, [], true);
  const pixels = Uint8Array.from(first.bytes ?? []);
  pixels[pixels.length - 60] = (pixels[pixels.length - 60] ?? 0) ^ 1;
  expect((await through("a.dcm", pixels, [], true)).instance?.sopUid).not.toBe(first.instance?.sopUid);
});

test("a large file that is here already is known and not stored twice", async () => {
  const { harness, instance } = await through("a.dcm", long, [], true);
  const { result } = await harness.take([chosen("b.dcm", long)]);
  expect(result.ready).toMatchObject([{ images: 1, known: 1 }]);
  expect(await harness.context.database.chunks.count()).toBe(instance?.chunkCount);
});

test("compressed frames of a large image are blanked in memory while they fit into it", async () => {
  const { record, whole } = await through("a.dcm", jpeg, [{ ...box, x: 2, width: 4, height: 4 }], true);
  expect(record?.boxes).toHaveLength(1);
  expect(whole).toBeGreaterThan(0);
});

test("where compressed frames do not fit into memory, blanking is refused in words, and a release without boxes is not", async () => {
  const harness = makeImportHarness({ rangedAbove: 0, mostWhole: 0 });
  const { result } = await harness.take([chosen("a.dcm", jpeg)]);
  const sopUids = result.held.map(({ sopUid }) => sopUid);
  const boxes = [{ ...box, x: 2, width: 4, height: 4 }];
  await expect(harness.call("release", { sopUids, boxes })).rejects.toMatchObject({
    code: "blank-too-large",
  });
  expect(await harness.context.quarantine.held.count()).toBe(1);
  expect(await harness.context.database.chunks.count()).toBe(0);
  expect((await harness.call("release", { sopUids, boxes: [] })).released).toEqual(sopUids);
});

test("what can only be read as a whole is refused where it is too large for that", async () => {
  const harness = makeImportHarness({ rangedAbove: 0, mostWhole: 100 });
  const deflated = makeDicom([...names], { transferSyntax: "1.2.840.10008.1.2.1.99" }).bytes;
  const { result } = await harness.take([chosen("a.dcm", deflated), chosen("b.dcm", long)]);
  expect(result.refused).toMatchObject([{ name: "a.dcm", code: "too-large" }]);
  expect(result.ready).toHaveLength(1);
});

test("a large image whose bytes were put away comes back whole from its file, also where memory has no room for it", async () => {
  const { harness, instance, bytes } = await through("a.dcm", long, [], true);
  const { database } = harness.context;
  const { sopUid = "", studyUid = "" } = instance ?? {};
  const away = async () => {
    await putAway(database, studyUid, [sopUid]);
    expect(await instanceBytes(database, sopUid)).toBeNull();
  };
  await away();
  const { result } = await harness.take([chosen("a.dcm", long)]);
  expect(result.refused).toEqual([]);
  expect(result.ready).toMatchObject([{ images: 1, known: 1 }]);
  expect(
    Buffer.compare((await instanceBytes(database, sopUid)) ?? new Uint8Array(), bytes ?? new Uint8Array(1)),
  ).toBe(0);
  expect(await database.instances.get(sopUid)).toEqual(instance);
  await away();
  Object.assign(harness.context, { mostWhole: long.length / 2 });
  expect((await harness.take([chosen("a.dcm", long)])).result.refused).toEqual([]);
  expect(await database.instances.get(sopUid)).toEqual(instance);
  expect(await database.unfinished.count()).toBe(0);
});

const oldJpeg = new Uint8Array(Buffer.from(tiffSamples.oldJpegTables.file, "base64"));

test("a large file that cannot be cleaned by range is cleaned in memory, to the same bytes", async () => {
  const whole = await through("old.tif", oldJpeg, [], false);
  const ranged = await through("old.tif", oldJpeg, [], true);
  expect(ranged.result.refused).toEqual([]);
  // Cleaned by the rewrite in memory, and by that alone: the release had it by range.
  expect([ranged.whole, ranged.left]).toEqual([1, [0, 0]]);
  expect(whole.bytes?.length).toBeGreaterThan(1000);
  expect(Buffer.compare(ranged.bytes ?? new Uint8Array(), whole.bytes ?? new Uint8Array())).toBe(0);
  expect(ranged.instance).toEqual(whole.instance);
  expect(ranged.record).toEqual(whole.record);
});

test("a large file that cannot be cleaned by range nor in memory is refused, once and by name", async () => {
  const harness = makeImportHarness({ rangedAbove: 0, mostWhole: 100 });
  const { result } = await harness.take([chosen("old.tif", oldJpeg)]);
  expect(result.refused).toMatchObject([{ name: "old.tif", code: "too-large" }]);
  expect(result.held).toEqual([]);
  const { database, quarantine } = harness.context;
  expect(await database.refusals.count()).toBe(1);
  expect([await quarantine.heldChunks.count(), await quarantine.unfinished.count()]).toEqual([0, 0]);
});

test("a stored page of a large image is decoded like any other", async () => {
  const { harness, instance } = await through("a.dcm", long, [], true);
  const open = makeInstanceCache(harness.context.database, harness.context.codecs);
  const frame = await (await open(instance?.sopUid ?? "")).stored(4);
  const { buffer, byteOffset, byteLength } = frame.pixels;
  const source = waves(1024 * 512 * 2 * 5).subarray(1024 * 512 * 2 * 4);
  expect(Buffer.compare(new Uint8Array(buffer, byteOffset, byteLength), source)).toBe(0);
});

test("a full store leaves nothing of a large image, and says that it is full", async () => {
  for (const [file, held] of [
    [long, false],
    [tiff(8), true],
  ] as const) {
    const harness = makeImportHarness({ rangedAbove: 0 });
    const { database, quarantine } = harness.context;
    const table = held ? quarantine.heldChunks : database.chunks;
    let rows = 0;
    table.hook("creating", () => {
      if (++rows > 1) throw new DOMException("full", "QuotaExceededError");
    });
    const { result } = await harness.take([chosen("a.dcm", file)]);
    expect(result.refused).toMatchObject([{ code: "no-space" }]);
    const counts = [database.chunks, database.instances, database.unfinished];
    const heldCounts = [quarantine.heldChunks, quarantine.held, quarantine.unfinished];
    for (const one of [...counts, ...heldCounts]) expect(await one.count()).toBe(0);
  }
});

test("a cancel in the middle of a large file ends it and leaves nothing of it", async () => {
  const harness = makeImportHarness({ rangedAbove: 0 });
  const { database } = harness.context;
  const control = new AbortController();
  database.chunks.hook("creating", () => control.abort());
  const survey = await harness.call("survey", { files: [chosen("a.dcm", long)] });
  const run = harness.call("import", { surveyId: survey.surveyId, names: {} }, control.signal);
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  for (const one of [database.chunks, database.instances, database.unfinished, database.refusals])
    expect(await one.count()).toBe(0);
});

test("what a killed tab began to store is swept, and nothing else", async () => {
  const { harness, instance } = await through("a.dcm", long, [], true);
  const { database, quarantine } = harness.context;
  const bytes = new ArrayBuffer(8);
  await database.unfinished.put({ sopUid: "1.2.3" });
  await database.chunks.bulkPut([0, 1, 2].map((index) => ({ sopUid: "1.2.3", index, bytes })));
  expect(await sweepParts(mainParts(database))).toBe(1);
  expect(await database.chunks.count()).toBe(instance?.chunkCount);
  expect(await database.unfinished.count()).toBe(0);
  await quarantine.unfinished.put({ sopUid: "1.2.3" });
  await quarantine.heldChunks.put({ sopUid: "1.2.3", index: 0, iv: new Uint8Array(12), bytes });
  expect(await sweepParts(heldParts(quarantine))).toBe(1);
  expect(await quarantine.heldChunks.count()).toBe(0);
});

test("what another tab has stored whole is not taken away by one that comes later, fails, or is swept", async () => {
  const { harness, instance } = await through("a.dcm", long, [], true);
  const { database } = harness.context;
  const sopUid = instance?.sopUid ?? "";
  const late = vi.fn(() => Promise.reject(new Error("full")));
  expect(await storingParts(mainParts(database), sopUid, late)).toBeNull();
  expect(late).not.toHaveBeenCalled();
  // One that had begun before the other was done.
  await database.unfinished.put({ sopUid });
  await sweepParts(mainParts(database));
  expect(await database.chunks.count()).toBe(instance?.chunkCount);
  expect(await database.unfinished.count()).toBe(0);
});

test("progress counts while a large file is under way, and never past it", async () => {
  const harness = makeImportHarness({ rangedAbove: 0 });
  const survey = await harness.call("survey", { files: [chosen("a.dcm", long)] });
  const seen: number[] = [];
  const signal = new AbortController().signal;
  await harness.call("import", { surveyId: survey.surveyId, names: {} }, signal, (progress) => {
    seen.push((progress as { bytes: number }).bytes);
  });
  expect(Math.max(...seen)).toBe(long.length);
});
