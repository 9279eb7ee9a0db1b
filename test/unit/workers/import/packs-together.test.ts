import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import type { Instance } from "../../../../src/domain/study.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { eraseStudy } from "../../../../src/storage/erase-study.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { sweepPacks } from "../../../../src/storage/packs.ts";
import { tidyStores } from "../../../../src/workers/import/tidy-stores.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { type FileFaults, makeMemoryFiles } from "../../../support/memory-files.ts";
import {
  imagesOf,
  inRows,
  isZero,
  openGaps,
  packed,
  same,
  slice,
  slices,
  sumOf,
} from "../../../support/packed-series.ts";

// Packs under several writers, killed ones, full disks, and a quarantine beside them.
const count = 6;
const files = slices(0, count);
const mark = { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" };
let known: ReturnType<typeof inRows> | null = null;

afterEach(() => vi.unstubAllGlobals());

/** An empty store with packs for everything, and what the files of this page are when they are stored. */
async function emptyStore(faults: FileFaults = {}) {
  known ??= inRows(files);
  const { bytes } = await known;
  const disk = makeMemoryFiles(faults);
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove: 0 });
  const { database } = harness.context;
  return { disk, harness, database, packs: () => disk.of(`packs-${database.name}`), bytes };
}

type Store = Awaited<ReturnType<typeof emptyStore>>;

/** What must hold whatever happened: who has a row is whole, study and series count it, and no pack has a byte that no row names. */
async function expectSound({ database, packs, bytes }: Store): Promise<readonly Instance[]> {
  const images = await imagesOf(database);
  for (const { sopUid } of images) same(await instanceBytes(database, sopUid), bytes.get(sopUid));
  expect(await openGaps(database)).toBe(0);
  expect(new Set(packed(images).map(({ pack }) => pack?.id))).toEqual(new Set(packs().keys()));
  for (const [id, pack] of packs()) {
    const others = Uint8Array.from(pack);
    const own = images.filter((image) => image.pack?.id === id);
    for (const { pack: place, lengthBytes } of own)
      others.fill(0, place?.at ?? 0, (place?.at ?? 0) + lengthBytes);
    expect(others.length === 0 || isZero(others)).toBe(true);
  }
  await expectCounted(database, images);
  return images;
}

async function expectCounted(database: MainDatabase, images: readonly Instance[]): Promise<void> {
  const [study] = await database.studies.toArray();
  expect([study?.imageCount ?? 0, study?.bytes ?? 0]).toEqual([images.length, sumOf(images)]);
  const series = await database.series.toArray();
  const shown = series.flatMap(({ frames }) => frames.map(({ sopUid }) => sopUid));
  expect(shown.toSorted()).toEqual(images.map(({ sopUid }) => sopUid).toSorted());
  const chunks = await database.chunks.toCollection().primaryKeys();
  const rows = new Set(images.filter(({ pack }) => !pack).map(({ sopUid }) => sopUid));
  expect(chunks.filter(([sopUid]) => !rows.has(sopUid))).toEqual([]);
  expect(await database.deidRecords.count()).toBe(images.length);
}

test("two tabs that import the same files at once store each once and leave nothing of the other", async () => {
  const store = await emptyStore();
  const { harness } = store;
  const [one, other] = await Promise.all([
    harness.take(files),
    harness.take(files, "Case 1", harness.besides()),
  ]);
  expect([...one.result.refused, ...other.result.refused]).toEqual([]);
  await sweepPacks(store.database);
  expect(await expectSound(store)).toHaveLength(count);
});

test("two tabs that import parts of a series at once have a pack each, and its series has both", async () => {
  const store = await emptyStore();
  const { harness, packs } = store;
  await Promise.all([
    harness.take(files.slice(0, 3)),
    harness.take(files.slice(3), "Case 1", harness.besides()),
  ]);
  // Each wrote the row of the series as it saw it: the next start brings in what is missing there.
  await tidyStores(harness.context);
  const images = await expectSound(store);
  expect(images).toHaveLength(count);
  expect(packs().size).toBe(2);
});

test("an import that is killed at any step leaves whole images and nothing else; the next one brings the rest", async () => {
  let killed = true;
  let last = 0;
  for (; killed; last += 3) {
    const store = await emptyStore();
    const { disk, harness, database } = store;
    let steps = 0;
    const step = () => {
      if (++steps > last) disk.faults.dead = true;
    };
    const change = () => {
      step();
      if (disk.faults.dead) throw new DOMException("killed", "AbortError");
    };
    const { instances, packGaps, studies, series } = database;
    const hooks = [instances, packGaps, studies, series].flatMap((table) => [
      table.hook("creating"),
      table.hook("updating"),
      table.hook("deleting"),
    ]);
    for (const hook of hooks) hook.subscribe(change);
    disk.faults.onOperation = step;
    let ended = false;
    const end = () => {
      ended = true;
    };
    harness.take(files).then(end, end);
    await vi.waitFor(() => expect(ended || disk.hangs.count > 0).toBe(true), {
      timeout: 30_000,
      interval: 2,
    });
    killed = disk.faults.dead === true;
    for (const hook of hooks) hook.unsubscribe(change);
    delete disk.faults.onOperation;
    disk.faults.dead = false;
    disk.locks.clear();
    disk.release();
    await tidyStores(harness.context);
    await expectSound(store);
    disk.release();
    expect((await harness.restarted().take(files)).result.refused).toEqual([]);
    expect(await expectSound(store), `killed after step ${last}`).toHaveLength(count);
  }
  expect(last).toBeGreaterThan(20);
});

test("a disk that is full after any number of bytes keeps what fits, names the rest, and takes it once there is room", async () => {
  for (let capacity = 0; capacity < 60_000; capacity += 5003) {
    const store = await emptyStore({ capacity });
    const { harness, disk, packs } = store;
    const { result } = await harness.take(files);
    const images = await expectSound(store);
    expect(images.length + result.refused.length).toBe(count);
    for (const { code } of result.refused) expect(code).toBe("no-space");
    expect([...packs().values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(capacity);
    delete disk.faults.capacity;
    expect((await harness.take(files)).result.refused).toEqual([]);
    expect(await expectSound(store)).toHaveLength(count);
  }
});

test("images of a packed series that are held are released beside the pack or thrown away, and neither touches it", async () => {
  const store = await emptyStore();
  const { harness, database, packs, disk } = store;
  const { quarantine } = harness.context;
  const doubtful = [2, 4].map((number) => chosen(`${number}.dcm`, slice(number, 1, true)));
  const clear = files.filter((_, number) => number !== 2 && number !== 4);
  const { result } = await harness.take([...clear, ...doubtful]);
  expect([result.refused, result.held.length]).toEqual([[], 2]);
  const before = [...packs().values()].map((pack) => Uint8Array.from(pack));
  expect(before).toHaveLength(1);
  const stored = await expectSound(store);
  expect(stored).toHaveLength(4);
  const [first = "", second = ""] = result.held.map(({ sopUid }) => sopUid);
  expect((await harness.call("release", { sopUids: [first], boxes: [] })).released).toEqual([first]);
  await harness.call("discard", { sopUids: [second] });
  expect([await quarantine.held.count(), await quarantine.heldChunks.count()]).toEqual([0, 0]);
  const images = await imagesOf(database);
  await expectCounted(database, images);
  expect(images).toHaveLength(5);
  expect(images.find(({ sopUid }) => sopUid === first)).toMatchObject({ pixelVerdict: "released-by-person" });
  for (const [at, pack] of [...packs().values()].entries()) same(pack, before[at]);
  for (const { sopUid } of stored) same(await instanceBytes(database, sopUid), store.bytes.get(sopUid));
  disk.release();
  await eraseStudy(database, images[0]?.studyUid ?? "", mark);
  expect(packs().size).toBe(0);
  for (const table of [database.instances, database.chunks, database.deidRecords, database.packGaps])
    expect(await table.count()).toBe(0);
});
