import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { eraseStudy } from "../../../../src/storage/erase-study.ts";
import { instanceBytes, instancePieces, mainParts } from "../../../../src/storage/instances.ts";
import { putAway } from "../../../../src/storage/put-away.ts";
import { sweepParts } from "../../../../src/storage/unfinished.ts";
import { makeInstanceCache } from "../../../../src/workers/pixels/instance-cache.ts";
import { storedSource } from "../../../../src/workers/pixels/stored-source.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { type FileFaults, makeMemoryFiles } from "../../../support/memory-files.ts";
import { makeRandom } from "../../../support/random.ts";

const waves = (length: number) =>
  new Uint8Array(length).map((_, at) => Math.abs((Math.floor(at / 97) % 500) - 250));

const clip = (uid: string, frames: number) =>
  makeImageDicom({
    columns: 1024,
    rows: 512,
    frames,
    bits: 16,
    pixels: waves(1024 * 512 * 2 * frames),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: uid,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
const long = clip("1.2.826.0.1.4711.9", 5);
const mark = { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" };

afterEach(() => vi.unstubAllGlobals());

/** Imports into a browser whose file system is `faults`; all above `fileAbove` bytes is large. */
async function importInto(
  faults: FileFaults,
  {
    fileAbove = 0,
    file = long,
    ...options
  }: { fileAbove?: number; file?: Uint8Array; rangedAbove?: number } = {},
) {
  const files = makeMemoryFiles(faults);
  vi.stubGlobal("navigator", files.navigator);
  const harness = makeImportHarness({ fileAbove, packAbove: Number.POSITIVE_INFINITY, ...options });
  const { database } = harness.context;
  const { result } = await harness.take([chosen("a.dcm", file)]);
  const [instance] = await database.instances.toArray();
  const bytes = instance ? await instanceBytes(database, instance.sopUid) : null;
  const named = () => files.of(`images-${database.name}`);
  const left = async () => ({
    files: named().size,
    chunks: await database.chunks.count(),
    unfinished: await database.unfinished.count(),
  });
  return { files, harness, database, result, instance, bytes, named, left };
}

const same = (a: Uint8Array | null | undefined, b: Uint8Array | null | undefined) =>
  expect(Buffer.compare(a ?? new Uint8Array(1), b ?? new Uint8Array(2))).toBe(0);

test.each([
  ["read by range", { rangedAbove: 0 }],
  ["in memory", {}],
])(
  "a large image lies in a file, the bytes and the row are those of one in rows: %s",
  async (_how, options) => {
    const rows = await importInto({}, { ...options, fileAbove: Number.POSITIVE_INFINITY });
    expect(await rows.left()).toEqual({ files: 0, chunks: rows.instance?.chunkCount, unfinished: 0 });
    const { instance, bytes, named, left } = await importInto({}, options);
    expect(instance).toEqual({ ...rows.instance, inFile: true });
    expect(await left()).toEqual({ files: 1, chunks: 0, unfinished: 0 });
    same(named().get(instance?.sopUid ?? ""), rows.bytes);
    same(bytes, rows.bytes);
    expect(Buffer.from(bytes ?? []).toString("latin1")).not.toMatch(/DOE|PLANTED/);
  },
);

test.each([
  ["in the thread", true],
  ["through the File", false],
])("of a file the same is read by range, in pieces and as frames as of rows: %s", async (_how, readers) => {
  const { database, instance, bytes, harness, files } = await importInto({ alone: !readers });
  if (!instance || !bytes) throw new Error("nothing stored");
  const source = storedSource(database, instance);
  const random = makeRandom(3);
  for (let round = 0; round < 60; round++) {
    const at = Math.floor(random() * bytes.length);
    const length = Math.floor(random() ** 3 * Math.min(3 << 20, bytes.length - at));
    same(await source.read(at, length), bytes.subarray(at, at + length));
  }
  await expect(source.read(bytes.length - 4, 5)).rejects.toMatchObject({ code: "truncated" });
  const pieces: Uint8Array[] = [];
  for await (const piece of instancePieces(database, instance)) pieces.push(piece);
  expect(pieces).toHaveLength(instance.chunkCount);
  same(Buffer.concat(pieces), bytes);
  expect(files.reads.count > 0).toBe(readers);
  const frame = await (await makeInstanceCache(database, harness.context.codecs)(instance.sopUid)).stored(4);
  const { buffer, byteOffset, byteLength } = frame.pixels;
  same(
    new Uint8Array(buffer, byteOffset, byteLength),
    waves(1024 * 512 * 2 * 5).subarray(1024 * 512 * 2 * 4),
  );
});

test("what is not large stays in rows, beside a browser that has files", async () => {
  const { instance: other } = await importInto({});
  const fileAbove = other?.lengthBytes ?? 0;
  const { left, instance } = await importInto({}, { fileAbove });
  expect(await left()).toEqual({ files: 0, chunks: instance?.chunkCount, unfinished: 0 });
  expect(instance?.inFile).toBeUndefined();
  const { left: beyond } = await importInto({}, { fileAbove: fileAbove - 1 });
  expect(await beyond()).toEqual({ files: 1, chunks: 0, unfinished: 0 });
});

test.each([
  ["there is no file system", { closed: true }],
  ["it gives no handle", { noHandles: true }],
  [
    "a file fails in the middle",
    (() => {
      let writes = 0;
      return {
        onWrite: () => {
          if (++writes > 3) throw new DOMException("lost", "InvalidStateError");
        },
      };
    })(),
  ],
])("where %s, a large image lies in rows and nobody is told", async (_what, faults: FileFaults) => {
  const plain = await importInto({}, { rangedAbove: 0, fileAbove: Number.POSITIVE_INFINITY });
  const { result, instance, bytes, left } = await importInto(faults, { rangedAbove: 0 });
  expect(result.refused).toEqual([]);
  expect(instance).toEqual(plain.instance);
  same(bytes, plain.bytes);
  expect(await left()).toMatchObject({ chunks: instance?.chunkCount, unfinished: 0 });
});

test("a file that failed leaves nothing of itself beside the rows", async () => {
  let writes = 0;
  const onWrite = () => {
    if (++writes > 3) throw new DOMException("lost", "InvalidStateError");
  };
  const { left, instance } = await importInto({ onWrite });
  expect(await left()).toEqual({ files: 0, chunks: instance?.chunkCount, unfinished: 0 });
});

test.each([
  ["writes less than it is given", { capacity: 3e6 }],
  [
    "says so",
    {
      onWrite: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    },
  ],
])("a full disk that %s leaves nothing of a large image, and is named", async (_how, faults: FileFaults) => {
  const { result, database, left } = await importInto(faults);
  expect(result.refused).toMatchObject([{ code: "no-space" }]);
  expect(await left()).toEqual({ files: 0, chunks: 0, unfinished: 0 });
  expect(await database.instances.count()).toBe(0);
});

test("a cancel between two pieces leaves nothing", async () => {
  const files = makeMemoryFiles();
  vi.stubGlobal("navigator", files.navigator);
  const harness = makeImportHarness({ rangedAbove: 0, fileAbove: 0 });
  const { database } = harness.context;
  const control = new AbortController();
  files.faults.onWrite = () => control.abort();
  const survey = await harness.call("survey", { files: [chosen("a.dcm", long)] });
  const run = harness.call("import", { surveyId: survey.surveyId, names: {} }, control.signal);
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  expect(files.of(`images-${database.name}`).size).toBe(0);
  for (const one of [database.chunks, database.instances, database.unfinished])
    expect(await one.count()).toBe(0);
});

test("what a killed tab left in files is swept: begun ones, strays, and those of images that lie in rows", async () => {
  const rows = await importInto({}, { fileAbove: Number.POSITIVE_INFINITY });
  const { database, files, instance } = rows;
  const folder = `images-${database.name}`;
  await files.plant(folder, "1.2.3", new Uint8Array(9));
  await database.unfinished.put({ sopUid: "1.2.3" });
  await files.plant(folder, "1.2.4", new Uint8Array(9));
  await files.plant(folder, instance?.sopUid ?? "", new Uint8Array(9));
  expect(await sweepParts(mainParts(database))).toBe(3);
  expect(await rows.left()).toEqual({ files: 0, chunks: instance?.chunkCount, unfinished: 0 });
  same(await instanceBytes(database, instance?.sopUid ?? ""), rows.bytes);
  const kept = await importInto({});
  expect(await sweepParts(mainParts(kept.database))).toBe(0);
  same(await instanceBytes(kept.database, kept.instance?.sopUid ?? ""), kept.bytes);
});

test("what another tab is writing now is not swept", async () => {
  const { database, files, named } = await importInto({});
  await files.plant(`images-${database.name}`, "1.2.3", new Uint8Array(9));
  const request = (_name: string, options: LockOptions, run: (lock: null) => unknown) => {
    expect(options).toEqual({ ifAvailable: true });
    return Promise.resolve(run(null));
  };
  vi.stubGlobal("navigator", { ...files.navigator, locks: { request } });
  expect(await sweepParts(mainParts(database))).toBe(0);
  expect([...named().keys()]).toContain("1.2.3");
});

test("an erased study leaves no file; one that cannot be deleted now goes at the next start", async () => {
  const easy = await importInto({});
  expect(await eraseStudy(easy.database, easy.instance?.studyUid ?? "", mark)).toMatchObject({ images: 1 });
  expect(await easy.left()).toEqual({ files: 0, chunks: 0, unfinished: 0 });
  const { database, files, instance, left } = await importInto({ stuck: true });
  await eraseStudy(database, instance?.studyUid ?? "", mark);
  expect(await database.instances.count()).toBe(0);
  expect(await left()).toEqual({ files: 1, chunks: 0, unfinished: 1 });
  files.faults.stuck = false;
  await sweepParts(mainParts(database));
  expect(await left()).toEqual({ files: 0, chunks: 0, unfinished: 0 });
});

test.each([
  ["read by range", { rangedAbove: 0 }],
  ["in memory", {}],
])("an image in a file is put away and comes back into one: %s", async (_how, options) => {
  const { database, harness, instance, bytes, left } = await importInto({}, options);
  const { studyUid = "", sopUid = "", lengthBytes = 0 } = instance ?? {};
  const before = await database.studies.get(studyUid);
  expect(await putAway(database, studyUid, [sopUid])).toBe(lengthBytes);
  expect(await left()).toEqual({ files: 0, chunks: 0, unfinished: 0 });
  expect(await instanceBytes(database, sopUid)).toBeNull();
  const { result } = await harness.take([chosen("a.dcm", long)]);
  expect(result.ready).toMatchObject([{ images: 1, known: 1 }]);
  expect(await database.instances.get(sopUid)).toEqual(instance);
  same(await instanceBytes(database, sopUid), bytes);
  expect(await left()).toEqual({ files: 1, chunks: 0, unfinished: 0 });
  expect(await database.studies.get(studyUid)).toEqual({ ...before, away: 0 });
});

test("an image whose file the browser lost is damaged in words, not silently short", async () => {
  const { database, instance, files } = await importInto({});
  if (!instance) throw new Error("nothing stored");
  await files.plant(`images-${database.name}`, instance.sopUid, new Uint8Array(instance.lengthBytes - 1));
  expect(await instanceBytes(database, instance.sopUid)).toBeNull();
  const last = storedSource(database, instance).read(instance.lengthBytes - 3, 3);
  await expect(last).rejects.toMatchObject({ code: "truncated" });
  const all = async () => {
    for await (const piece of instancePieces(database, instance)) expect(piece.length).toBeGreaterThan(0);
  };
  await expect(all()).rejects.toThrow("Part 6");
});
