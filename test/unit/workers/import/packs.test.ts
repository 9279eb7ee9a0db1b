import "fake-indexeddb/auto";
import Dexie from "dexie";
import { afterEach, expect, test, vi } from "vitest";
import { attest } from "../../../../src/domain/deid/attest.ts";
import type { Instance } from "../../../../src/domain/study.ts";
import { eraseStudy } from "../../../../src/storage/erase-study.ts";
import { instanceBytes, instancePieces, mainParts, putInstances } from "../../../../src/storage/instances.ts";
import { sweepPacks } from "../../../../src/storage/packs.ts";
import { putAway } from "../../../../src/storage/put-away.ts";
import { storedChunks } from "../../../../src/storage/stored-chunks.ts";
import { sweepParts } from "../../../../src/storage/unfinished.ts";
import { makePackWriter } from "../../../../src/workers/import/pack-writer.ts";
import { tidyStores } from "../../../../src/workers/import/tidy-stores.ts";
import { makeInstanceCache } from "../../../../src/workers/pixels/instance-cache.ts";
import { storedSource } from "../../../../src/workers/pixels/stored-source.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { type FileFaults, makeMemoryFiles } from "../../../support/memory-files.ts";
import {
  frameOf,
  imagesOf,
  importInto,
  inRows,
  isZero,
  openGaps,
  packed,
  rangeOf,
  same,
  slice,
  slices,
  sumOf,
} from "../../../support/packed-series.ts";

const mark = { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" };

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["in the thread, beside its writer", {}],
  ["through the File, where handles keep others out", { alone: true }],
])("a series beyond the threshold lies in one pack and reads as of rows: %s", async (_how, faults) => {
  const rows = await inRows();
  const { database, images, packs, result, disk, harness } = await importInto(faults);
  expect(result.refused).toEqual([]);
  expect(images.map(({ pack: _pack, ...row }) => row)).toEqual(rows.images);
  const inPack = packed(images);
  expect(inPack.length).toBeGreaterThan(6);
  expect(images[0]?.pack).toBeUndefined();
  expect(new Set(inPack.map(({ pack }) => pack?.id))).toEqual(new Set(packs().keys()));
  expect(packs().size).toBe(1);
  expect([...packs().values()][0]?.length).toBe(sumOf(inPack));
  expect(await database.chunks.count()).toBe(images.length - inPack.length);
  expect(await database.packGaps.count()).toBe(0);
  expect(Buffer.from([...packs().values()][0] ?? []).toString("latin1")).not.toMatch(/DOE|PLANTED/);
  const cache = makeInstanceCache(database, harness.context.codecs);
  for (const image of images) {
    const { sopUid, lengthBytes, instanceNumber } = image;
    const whole = rows.bytes.get(sopUid);
    same(await instanceBytes(database, sopUid), whole);
    const pieces: Uint8Array[] = [];
    for await (const piece of instancePieces(database, image)) pieces.push(piece);
    same(Buffer.concat(pieces), whole);
    same(
      await storedSource(database, image).read(11, lengthBytes - 300),
      whole?.subarray(11, lengthBytes - 289),
    );
    const { pixels } = await (await cache(sopUid)).stored(0);
    same(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength), frameOf(instanceNumber ?? -1));
  }
  expect(disk.reads.count > 0).toBe(!("alone" in faults));
});

test("each series has a pack of its own, and a small one none", async () => {
  const files = [...slices(0, 8, 1), ...slices(0, 8, 2), ...slices(0, 1, 3)];
  const { images, packs } = await importInto({}, { files });
  const series = new Map(packed(images).map(({ pack, seriesUid }) => [pack?.id, seriesUid]));
  expect(series.size).toBe(2);
  expect(new Set(series.values()).size).toBe(2);
  expect(packs().size).toBe(2);
});

test("an import of more of the same series has a pack of its own", async () => {
  const { harness, database, packs } = await importInto({}, { files: slices(0, 8) });
  const [first] = packs().keys();
  const before = Uint8Array.from(packs().get(first ?? "") ?? []);
  await harness.take(slices(8, 16));
  expect(packs().size).toBe(2);
  same(packs().get(first ?? ""), before);
  const ids = new Set(packed(await imagesOf(database)).map(({ pack }) => pack?.id));
  expect(ids.size).toBe(2);
});

test.each([
  ["there is no file system", { closed: true }],
  ["it gives no handle", { noHandles: true }],
  [
    "the file fails in the middle",
    (() => {
      let writes = 0;
      return {
        onWrite: () => {
          if (++writes > 3) throw new DOMException("lost", "InvalidStateError");
        },
      };
    })(),
  ],
  [
    "the disk does not answer for it",
    {
      onFlush: () => {
        throw new DOMException("lost", "InvalidStateError");
      },
    },
  ],
  [
    "the file fails and cannot even be cut",
    (() => {
      let writes = 0;
      const lost = () => {
        throw new DOMException("lost", "InvalidStateError");
      };
      return {
        onWrite: () => {
          if (++writes > 3) lost();
        },
        onTruncate: lost,
      };
    })(),
  ],
])("where %s, the rest of a series lies in rows and nobody is told", async (_what, faults: FileFaults) => {
  const rows = await inRows();
  const { result, images, database } = await importInto(faults);
  expect(result.refused).toEqual([]);
  expect(images).toHaveLength(12);
  for (const { sopUid } of images) same(await instanceBytes(database, sopUid), rows.bytes.get(sopUid));
  expect(await database.chunks.count()).toBe(12 - packed(images).length);
  expect(packed(images).length).toBeLessThan(6);
});

test("without locks nothing goes into a pack: a sweep in another tab could not know that it is written", async () => {
  const disk = makeMemoryFiles();
  vi.stubGlobal("navigator", { storage: disk.navigator.storage });
  const harness = makeImportHarness({ packAbove: 0 });
  await harness.take(slices(0, 6));
  expect(packed(await imagesOf(harness.context.database))).toEqual([]);
  expect(disk.of(`packs-${harness.context.database.name}`).size).toBe(0);
});

test("a full disk stores what fits, names the others, and leaves nothing of those", async () => {
  const { result, images, packs, database } = await importInto({ capacity: 40_000 });
  expect(result.refused.length).toBeGreaterThan(3);
  expect(new Set(result.refused.map(({ code }) => code))).toEqual(new Set(["no-space"]));
  expect(images.length + result.refused.length).toBe(12);
  expect([...packs().values()][0]?.length).toBe(sumOf(packed(images)));
  for (const { sopUid } of images) expect(await instanceBytes(database, sopUid)).not.toBeNull();
});

test("a transaction that fails takes its bytes out of the pack; the others of the series stay whole", async () => {
  const rows = await inRows(slices(0, 8));
  const disk = makeMemoryFiles();
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove: 0 });
  const { database } = harness.context;
  database.instances.hook("creating", (_key, { instanceNumber }) => {
    if (instanceNumber === 5) throw new DOMException("no room", "QuotaExceededError");
  });
  const { result } = await harness.take(slices(0, 8));
  expect(result.refused).toMatchObject([{ code: "no-space" }]);
  const images = await imagesOf(database);
  expect(images.map(({ instanceNumber }) => instanceNumber)).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(packed(images)).toHaveLength(7);
  const [bytes] = disk.of(`packs-${database.name}`).values();
  expect(bytes?.length).toBe(sumOf(images));
  for (const { sopUid } of images) same(await instanceBytes(database, sopUid), rows.bytes.get(sopUid));
});

/** What a killed import leaves: bytes behind what has rows, the notice of it, and no lock. */
async function killed(store: Awaited<ReturnType<typeof importInto>>) {
  const { disk, database, images } = store;
  const [last] = packed(images).slice(-1);
  const { id = "" } = last?.pack ?? {};
  const before = disk.of(`packs-${database.name}`).get(id) ?? new Uint8Array();
  await disk.plant(`packs-${database.name}`, id, Uint8Array.from([...before, 1, 2, 3]));
  await database.packGaps.put({ pack: id, at: -1, lengthBytes: 0 });
  return { id, length: before.length };
}

test("what a killed import wrote into a pack before its rows is cut off at the next start", async () => {
  const rows = await inRows();
  const store = await importInto();
  const { id, length } = await killed(store);
  await tidyStores(store.harness.context);
  expect(store.packs().get(id)?.length).toBe(length);
  expect(await store.database.packGaps.count()).toBe(0);
  for (const { sopUid } of store.images)
    same(await instanceBytes(store.database, sopUid), rows.bytes.get(sopUid));
});

test("a row is written with the notice that its pack is not ended, so that a kill right after it is tidied, too", async () => {
  const disk = makeMemoryFiles();
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove: 0 });
  const { database } = harness.context;
  let noticed = 0;
  database.packGaps.hook("creating", (_key, { at }) => {
    noticed += at === -1 ? 1 : 0;
  });
  database.instances.hook("creating", () => {
    expect(noticed).toBeGreaterThan(0);
  });
  await harness.take(slices(0, 3));
  expect(await database.instances.count()).toBe(3);
  expect(await database.packGaps.count()).toBe(0);
});

test("a pack of which no row was written is swept, but not while its import lives", async () => {
  const { disk, database, packs, images, harness } = await importInto();
  const [kept] = packs().keys();
  const record = await database.deidRecords.get(images[0]?.sopUid ?? "");
  if (!record || !images[0]) throw new Error("nothing stored");
  const writer = makePackWriter({ ...harness.context, packAbove: 0 });
  const instance = { ...images[0], sopUid: "1.2.3" };
  await writer.append([
    attest({ instance, chunks: [new ArrayBuffer(50)] }, { record, sha256: record.outputSha256 }),
  ]);
  expect(packs().size).toBe(2);
  await sweepPacks(database);
  expect(packs().size).toBe(2);
  // The tab is gone.
  disk.locks.clear();
  disk.release();
  await sweepPacks(database);
  expect([...packs().keys()]).toEqual([kept]);
});

test("a tidying tab leaves what another one has written and not named yet", async () => {
  const { database, packs, images, harness } = await importInto({}, { files: slices(0, 1) });
  const [image] = images;
  const record = await database.deidRecords.get(image?.sopUid ?? "");
  const study = await database.studies.get(image?.studyUid ?? "");
  if (!image || !record || !study) throw new Error("nothing stored");
  const made = (sopUid: string) => ({
    attested: attest(
      { instance: { ...image, sopUid, lengthBytes: 50 }, chunks: [new Uint8Array(50).fill(7).buffer] },
      { record, sha256: record.outputSha256 },
    ),
    rows: { study, series: null, record: { ...record, sopUid } },
  });
  const writer = makePackWriter({ ...harness.context, packAbove: 0 });
  const first = made("1.2.3");
  const [pack = null] = await writer.append([first.attested]);
  await putInstances(database, [{ ...first, pack }]);
  await writer.keep();
  await writer.append([made("1.2.4").attested]);
  expect(await database.packGaps.count()).toBe(1);
  await sweepPacks(database);
  expect([...packs().values()].map(({ length }) => length)).toEqual([100]);
  // The import that wrote it ends: what has no row goes.
  await writer.drop();
  await writer.close();
  expect([...packs().values()].map(({ length }) => length)).toEqual([50]);
  expect(await database.packGaps.count()).toBe(0);
});

test("an image that is put away is overwritten where others stay; bytes count as free when they are", async () => {
  const rows = await inRows();
  const { database, packs, images } = await importInto({}, { packAbove: 0 });
  const { studyUid = "", sopUid = "" } = images[4] ?? {};
  const study = await database.studies.get(studyUid);
  expect(isZero(rangeOf(packs(), images[4] as Instance))).toBe(false);
  expect(await putAway(database, studyUid, [sopUid])).toBe(0);
  expect(isZero(rangeOf(packs(), images[4] as Instance))).toBe(true);
  expect(await instanceBytes(database, sopUid)).toBeNull();
  expect((await database.instances.get(sopUid))?.pack).toBeUndefined();
  expect((await database.studies.get(studyUid))?.bytes).toBe(
    (study?.bytes ?? 0) - (images[4]?.lengthBytes ?? 0),
  );
  const left = images.filter((image) => image.sopUid !== sopUid);
  for (const image of left) same(await instanceBytes(database, image.sopUid), rows.bytes.get(image.sopUid));
  expect(await database.packGaps.count()).toBe(0);
  // The last ones are cut off, and with the very last the file goes.
  const behind = images.slice(6).map((image) => image.sopUid);
  expect(await putAway(database, studyUid, behind)).toBe(sumOf(images.slice(6)));
  expect([...packs().values()][0]?.length).toBe(sumOf(images.slice(0, 6)));
  for (const image of images.slice(0, 4))
    same(await instanceBytes(database, image.sopUid), rows.bytes.get(image.sopUid));
  const all = images.map((image) => image.sopUid);
  expect(await putAway(database, studyUid, all)).toBe(sumOf(images.slice(0, 6)));
  expect(packs().size).toBe(0);
});

test("what cannot be overwritten now is overwritten at the next start, the others as they were", async () => {
  const rows = await inRows();
  const { database, packs, images, disk, harness } = await importInto({}, { packAbove: 0 });
  const { studyUid = "", sopUid = "" } = images[4] ?? {};
  disk.faults.noHandles = true;
  expect(await putAway(database, studyUid, [sopUid])).toBe(0);
  expect(isZero(rangeOf(packs(), images[4] as Instance))).toBe(false);
  // The same image comes back meanwhile: what it left is overwritten all the same.
  await harness.take(slices(4, 5));
  disk.faults.noHandles = false;
  await tidyStores(harness.context);
  expect(isZero(rangeOf(packs(), images[4] as Instance))).toBe(true);
  expect(await database.packGaps.count()).toBe(0);
  for (const image of images) same(await instanceBytes(database, image.sopUid), rows.bytes.get(image.sopUid));
});

test("an erased study leaves no pack; one that cannot be deleted now goes at the next start", async () => {
  const easy = await importInto({}, { packAbove: 0 });
  await eraseStudy(easy.database, easy.images[0]?.studyUid ?? "", mark);
  expect(easy.packs().size).toBe(0);
  expect(await easy.database.packGaps.count()).toBe(0);
  const { database, packs, images, disk } = await importInto({ stuck: true }, { packAbove: 0 });
  await eraseStudy(database, images[0]?.studyUid ?? "", mark);
  expect(await database.instances.count()).toBe(0);
  expect(packs().size).toBe(1);
  disk.faults.stuck = false;
  await sweepPacks(database);
  expect(packs().size).toBe(0);
  expect(await database.packGaps.count()).toBe(0);
});

test("an image of a pack that is put away comes back, whole, and is known", async () => {
  const rows = await inRows();
  const { database, images, harness } = await importInto({}, { packAbove: 0 });
  const { studyUid = "", sopUid = "" } = images[3] ?? {};
  const before = await database.studies.get(studyUid);
  await putAway(database, studyUid, [sopUid]);
  const { result } = await harness.take(slices(3, 4));
  expect(result.ready).toMatchObject([{ images: 1, known: 1 }]);
  const { pack: _pack, ...row } = images[3] ?? {};
  expect(await database.instances.get(sopUid)).toEqual(row);
  same(await instanceBytes(database, sopUid), rows.bytes.get(sopUid));
  expect(await database.studies.get(studyUid)).toEqual({ ...before, away: 0 });
});

test("an image that another tab has stored meanwhile leaves nothing of itself in the pack", async () => {
  const disk = makeMemoryFiles();
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove: 0 });
  const { database } = harness.context;
  const twice = [...slices(0, 4), chosen("again.dcm", slice(2)), ...slices(4, 6)];
  await harness.take(twice);
  const images = await imagesOf(database);
  expect(images).toHaveLength(6);
  const [bytes] = disk.of(`packs-${database.name}`).values();
  const named = images.map(({ pack, lengthBytes }) => [pack?.at ?? 0, lengthBytes] as const);
  const others = Uint8Array.from(bytes ?? []);
  for (const [at, length] of named) others.fill(0, at, at + length);
  expect(isZero(others)).toBe(true);
});

test("a sweep of begun images leaves those that lie in packs", async () => {
  const { database, images, packs } = await importInto({}, { packAbove: 0 });
  const { sopUid = "" } = images[1] ?? {};
  await database.unfinished.put({ sopUid });
  await database.chunks.put({ sopUid, index: 0, bytes: new ArrayBuffer(9) });
  await sweepParts(mainParts(database));
  expect([await database.unfinished.count(), await database.chunks.count()]).toEqual([0, 0]);
  expect(await instanceBytes(database, sopUid)).not.toBeNull();
  expect(packs().size).toBe(1);
});

test("an image whose pack the browser lost is damaged in words, not silently short", async () => {
  const { database, images, disk } = await importInto({}, { packAbove: 0 });
  const last = images.at(-1) as Instance;
  const [id, bytes] = [...disk.of(`packs-${database.name}`)][0] ?? ["", new Uint8Array()];
  await disk.plant(`packs-${database.name}`, id, Uint8Array.from(bytes.subarray(0, bytes.length - 1)));
  expect(await instanceBytes(database, last.sopUid)).toBeNull();
  const read = storedSource(database, last).read(last.lengthBytes - 3, 3);
  await expect(read).rejects.toMatchObject({ code: "truncated" });
});

test("who reads an image while it is put away gets its bytes or none, never the zeros that took their place", async () => {
  const { database, images, harness } = await importInto({}, { packAbove: 0 });
  const image = images[4] as Instance;
  const chunkAt = storedChunks(database, image);
  const source = storedSource(database, image);
  expect(isZero((await chunkAt(0)) ?? undefined)).toBe(false);
  const pieces = instancePieces(database, image);
  await putAway(database, image.studyUid, [image.sopUid]);
  expect(await chunkAt(0)).toBeNull();
  await expect(pieces.next()).rejects.toThrow(/missing from the store/);
  await expect(source.read(0, image.lengthBytes)).rejects.toMatchObject({ code: "truncated" });
  // It is back, elsewhere: where it lay before is still not it.
  await harness.take(slices(4, 5));
  expect(await chunkAt(0)).toBeNull();
  expect(await instanceBytes(database, image.sopUid)).not.toBeNull();
});

test("what the browser lost of a pack does not come back as zeros when something behind it is put away", async () => {
  const { database, images, disk } = await importInto({}, { packAbove: 0 });
  const [lost, away, last] = images.slice(-3) as [Instance, Instance, Instance];
  const folder = `packs-${database.name}`;
  const [id, bytes] = [...disk.of(folder)][0] ?? ["", new Uint8Array()];
  await disk.plant(folder, id, bytes.slice(0, (lost.pack?.at ?? 0) + 10));
  await putAway(database, away.studyUid, [away.sopUid]);
  for (const { sopUid } of [lost, last]) expect(await instanceBytes(database, sopUid)).toBeNull();
  expect(await database.packGaps.count()).toBe(0);
});

test("a disk that takes no zeros is asked again at the next start", async () => {
  const { database, packs, images, disk } = await importInto({}, { packAbove: 0 });
  const image = images[4] as Instance;
  disk.faults.capacity = 0;
  await putAway(database, image.studyUid, [image.sopUid]);
  expect(isZero(rangeOf(packs(), image))).toBe(false);
  expect(await database.packGaps.count()).toBe(1);
  delete disk.faults.capacity;
  await sweepPacks(database);
  expect(isZero(rangeOf(packs(), image))).toBe(true);
  expect(await database.packGaps.count()).toBe(0);
});

test("a study that is erased while its import goes on leaves zeros in the pack, and what comes after it is whole", async () => {
  const disk = makeMemoryFiles();
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove: 0 });
  const { database } = harness.context;
  let erasing: Promise<unknown> | null = null;
  database.instances.hook("creating", (_key, { instanceNumber, studyUid }) => {
    if (instanceNumber === 3)
      erasing ??= Promise.resolve().then(() =>
        Dexie.ignoreTransaction(() => eraseStudy(database, studyUid, mark)),
      );
  });
  await harness.take(slices(0, 8));
  await erasing;
  await sweepPacks(database);
  const images = await imagesOf(database);
  expect(images.length).toBeLessThan(8);
  expect(await openGaps(database)).toBe(0);
  const rows = await inRows(slices(0, 8));
  vi.stubGlobal("navigator", disk.navigator);
  for (const { sopUid } of images) same(await instanceBytes(database, sopUid), rows.bytes.get(sopUid));
  for (const [id, bytes] of disk.of(`packs-${database.name}`)) {
    const others = Uint8Array.from(bytes);
    for (const { pack, lengthBytes } of images)
      if (pack?.id === id) others.fill(0, pack.at, pack.at + lengthBytes);
    expect(isZero(others)).toBe(true);
  }
});
