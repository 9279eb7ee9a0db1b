import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import type { Instance } from "../../../src/domain/study.ts";
import { compactPacks } from "../../../src/storage/compact-packs.ts";
import { eraseStudy } from "../../../src/storage/erase-study.ts";
import { instanceBytes } from "../../../src/storage/instances.ts";
import { mostlyDead, sweepPacks } from "../../../src/storage/packs.ts";
import { putAway } from "../../../src/storage/put-away.ts";
import { storedChunks } from "../../../src/storage/stored-chunks.ts";
import { tidyStores } from "../../../src/workers/import/tidy-stores.ts";
import { importInto, inRows, isZero, rangeOf, same, slices, sumOf } from "../../support/packed-series.ts";

const isOpen = async () => false;
const mark = { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" };

afterEach(() => vi.unstubAllGlobals());

const files = slices(0, 5);
let inRowsOnce: ReturnType<typeof inRows> | null = null;

/** Three of five images of a pack were put away: those that stay are the second and the last. */
async function mostlyDeadPack() {
  inRowsOnce ??= inRows(files);
  const rows = await inRowsOnce;
  const store = await importInto({}, { files, packAbove: 0 });
  const { database, images, packs, disk } = store;
  const studyUid = images[0]?.studyUid ?? "";
  const [id = ""] = packs().keys();
  const stay = images.filter((_, at) => at === 1 || at === 4);
  const go = images.filter((image) => !stay.includes(image)).map(({ sopUid }) => sopUid);
  expect(await putAway(database, studyUid, go)).toBe(0);
  const isWhole = async (left: readonly Instance[] = stay) => {
    for (const { sopUid } of left) same(await instanceBytes(database, sopUid), rows.bytes.get(sopUid));
    // Whoever has read lets the file go.
    disk.release();
  };
  const sizes = () => [...packs().values()].map(({ length }) => length);
  return { ...store, studyUid, id, stay, rows, isWhole, sizes };
}

test("more than half dead, a pack is copied into a smaller one, and its room is free", async () => {
  const { database, packs, id, stay, isWhole, sizes } = await mostlyDeadPack();
  const before = packs().get(id)?.length ?? 0;
  expect(await database.packGaps.toArray()).toEqual([{ pack: id, at: mostlyDead, lengthBytes: 0 }]);
  expect(await compactPacks(database, { isOpen })).toBe(before - sumOf(stay));
  expect([sizes(), packs().has(id)]).toEqual([[sumOf(stay)], false]);
  expect(await database.packGaps.count()).toBe(0);
  await isWhole();
  // Of the rows nothing but the place is another.
  for (const image of stay) {
    const { pack: _, ...row } = image;
    expect(await database.instances.get(image.sopUid)).toMatchObject(row);
  }
  expect(await compactPacks(database, { isOpen })).toBe(0);
});

test("half dead or less, it stays as it is", async () => {
  const { database, images, packs } = await importInto({}, { files: slices(0, 6), packAbove: 0 });
  const go = images.slice(0, 3).map(({ sopUid }) => sopUid);
  await putAway(database, images[0]?.studyUid ?? "", go);
  expect(await database.packGaps.count()).toBe(0);
  const [id] = packs().keys();
  expect(await compactPacks(database, { isOpen })).toBe(0);
  expect([...packs().keys()]).toEqual([id]);
});

test("a tab that is killed at any step loses nothing, and the next start brings it to its end", async () => {
  const { database, disk, harness, packs, id, stay, isWhole, sizes } = await mostlyDeadPack();
  const { instances, packGaps } = database;
  const folder = `packs-${database.name}`;
  const before = {
    rows: await instances.toArray(),
    gaps: await packGaps.toArray(),
    bytes: Uint8Array.from(packs().get(id) ?? []),
  };
  let killed = true;
  let last = 0;
  while (killed) {
    last++;
    disk.clear(folder);
    await disk.plant(folder, id, Uint8Array.from(before.bytes));
    await packGaps.bulkPut(before.gaps);
    await instances.bulkPut(before.rows);
    disk.hangs.count = 0;
    let steps = 0;
    const step = () => {
      if (++steps >= last) disk.faults.dead = true;
    };
    // Of a killed tab no transaction ends that had not.
    const change = () => {
      step();
      if (disk.faults.dead) throw new DOMException("killed", "AbortError");
    };
    const hooks = [instances, packGaps].flatMap((table) => [
      table.hook("creating"),
      table.hook("updating"),
      table.hook("deleting"),
    ]);
    for (const hook of hooks) hook.subscribe(change);
    disk.faults.onOperation = step;
    let ended = false;
    void compactPacks(database, { isOpen }).then(() => {
      ended = true;
    });
    await vi.waitFor(() => expect(ended || disk.hangs.count > 0).toBe(true), {
      timeout: 20_000,
      interval: 2,
    });
    killed = !ended;
    for (const hook of hooks) hook.unsubscribe(change);
    delete disk.faults.onOperation;
    disk.faults.dead = false;
    disk.locks.clear();
    disk.release();
    await isWhole();
    await tidyStores(harness.context);
    await isWhole();
    expect(sizes(), `killed at step ${last}`).toEqual([sumOf(stay)]);
    expect(packs().has(id)).toBe(false);
    expect(await packGaps.count()).toBe(0);
  }
  expect(last).toBeGreaterThan(15);
});

test("cancelled between two images, it leaves the pack as it was and nothing beside it", async () => {
  const { database, packs, id, isWhole } = await mostlyDeadPack();
  const stop = new AbortController();
  let asked = 0;
  const cancelAtSecond = async () => {
    if (++asked === 2) stop.abort();
    return false;
  };
  expect(await compactPacks(database, { isOpen: cancelAtSecond, signal: stop.signal })).toBe(0);
  expect([...packs().keys()]).toEqual([id]);
  await isWhole();
  expect(await database.packGaps.count()).toBe(1);
});

test.each([1, 2, 3])(
  "a study that is opened (asked for the %i. time) keeps its pack, and gives it once it is closed",
  async (when) => {
    const { database, packs, id, isWhole } = await mostlyDeadPack();
    let asked = 0;
    await compactPacks(database, { isOpen: async () => ++asked >= when });
    expect(asked).toBe(when);
    expect([...packs().keys()]).toEqual([id]);
    await isWhole();
    expect(await compactPacks(database, { isOpen })).toBeGreaterThan(0);
    await isWhole();
  },
);

test("a pack that somebody else writes or copies is left to them", async () => {
  const { database, disk, packs, id } = await mostlyDeadPack();
  const names: string[] = [];
  const request = disk.locks.request;
  let end = () => {};
  const other = new Promise<void>((resolve) => {
    end = resolve;
  });
  disk.navigator.locks.request = (name, ...rest) => {
    names.push(name);
    return request(name, ...rest);
  };
  await compactPacks(database, { isOpen: async () => true });
  void request(names[0] ?? "", () => other);
  expect(await compactPacks(database, { isOpen })).toBe(0);
  expect([...packs().keys()]).toEqual([id]);
  end();
});

test.each([1, 2, 3])(
  "an image that is put away meanwhile (%i) leaves zeros behind, in neither pack its bytes",
  async (when) => {
    const { database, studyUid, packs, stay, isWhole } = await mostlyDeadPack();
    const [first, last] = stay as [Instance, Instance];
    let asked = 0;
    const putFirstAway = async () => {
      if (++asked === when) await putAway(database, studyUid, [first.sopUid]);
      return false;
    };
    const [old] = packs().values();
    const bytes = Buffer.from(rangeOf(packs(), first) ?? []);
    expect(isZero(bytes)).toBe(false);
    await compactPacks(database, { isOpen: putFirstAway });
    await sweepPacks(database);
    expect(await instanceBytes(database, first.sopUid)).toBeNull();
    await isWhole([last]);
    expect(packs().size).toBe(1);
    for (const pack of packs().values()) {
      expect(Buffer.from(pack).includes(bytes)).toBe(false);
      expect(pack.length).toBeLessThan(old?.length ?? 0);
    }
    expect((await database.packGaps.toArray()).filter(({ at }) => at !== mostlyDead)).toEqual([]);
  },
);

test("a study that is erased meanwhile leaves no pack", async () => {
  const { database, studyUid, packs } = await mostlyDeadPack();
  let asked = 0;
  const erase = async () => {
    if (++asked === 3) await eraseStudy(database, studyUid, mark);
    return false;
  };
  await compactPacks(database, { isOpen: erase });
  await sweepPacks(database);
  expect(packs().size).toBe(0);
  expect(await database.packGaps.count()).toBe(0);
});

test("a disk that is full or fails on the way leaves the pack as it was and nothing beside it", async () => {
  const { database, disk, packs, id, isWhole, sizes } = await mostlyDeadPack();
  const [before = 0] = sizes();
  const faults = [
    { capacity: before + 9000 },
    { noHandles: true },
    {
      onFlush: () => {
        throw new DOMException("lost", "InvalidStateError");
      },
    },
  ];
  for (const fault of faults) {
    Object.assign(disk.faults, fault);
    expect(await compactPacks(database, { isOpen })).toBe(0);
    for (const name of Object.keys(fault)) Reflect.deleteProperty(disk.faults, name);
    await sweepPacks(database);
    expect([...packs().keys()]).toEqual([id]);
    expect(sizes()).toEqual([before]);
    await isWhole();
  }
  // Where the browser tells that there is no room nothing is begun.
  const storage = { ...disk.navigator.storage, estimate: async () => ({ quota: 1e9, usage: 1e9 - 1000 }) };
  vi.stubGlobal("navigator", { locks: disk.locks, storage });
  const seen = [...packs().keys()];
  expect(await compactPacks(database, { isOpen })).toBe(0);
  expect([...packs().keys()]).toEqual(seen);
  vi.stubGlobal("navigator", disk.navigator);
  expect(await compactPacks(database, { isOpen })).toBeGreaterThan(0);
});

test("a pack of which the browser lost a part is not copied", async () => {
  const { database, disk, packs, id, stay } = await mostlyDeadPack();
  const folder = `packs-${database.name}`;
  const bytes = packs().get(id) ?? new Uint8Array();
  await disk.plant(folder, id, Uint8Array.from(bytes.subarray(0, bytes.length - 5)));
  expect(await compactPacks(database, { isOpen })).toBe(0);
  expect([...packs().keys()]).toEqual([id]);
  expect(await instanceBytes(database, stay[1]?.sopUid ?? "")).toBeNull();
  expect(await instanceBytes(database, stay[0]?.sopUid ?? "")).not.toBeNull();
});

test.each([
  ["by a handle", false],
  ["through the File", true],
])("who began to read before goes on after it, %s", async (_how, alone) => {
  const { database, disk, packs, stay, rows } = await mostlyDeadPack();
  const [image] = stay as [Instance, Instance];
  disk.faults.alone = alone;
  const chunkAt = storedChunks(database, image);
  const whole = rows.bytes.get(image.sopUid);
  same(await chunkAt(0), whole);
  await compactPacks(database, { isOpen });
  await vi.waitFor(async () => {
    await sweepPacks(database);
    expect(packs().size).toBe(1);
  });
  expect(packs().has(image.pack?.id ?? "")).toBe(false);
  same(await chunkAt(0), whole);
  if (alone) return;
  // Put away after it was copied: none, not the zeros of its second place.
  await putAway(database, image.studyUid, [image.sopUid]);
  expect(await chunkAt(0)).toBeNull();
});
