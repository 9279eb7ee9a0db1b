import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import type { Instance } from "../../../../src/domain/study.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { makeRoom } from "../../../../src/workers/sync/make-room.ts";
import { importInto, same, slices, sumOf } from "../../../support/packed-series.ts";

const everything = Number.MAX_SAFE_INTEGER;

afterEach(() => vi.unstubAllGlobals());

/** A series in one pack, of which a hub holds the images of these numbers. */
async function safeOnHub(numbers: readonly number[]) {
  const store = await importInto({}, { files: slices(0, 8), packAbove: 0 });
  const { database, images, packs } = store;
  const study = await database.studies.get(images[0]?.studyUid ?? "");
  if (!study) throw new Error("nothing stored");
  const { studyUid, appliedSeq } = study;
  const at = { madeAtMs: 0, count: null, lastFullMs: 0 };
  await database.syncStudies.put({ studyUid, base: "v1", also: [], seq: appliedSeq, ...at });
  const safe = images.filter((_, number) => numbers.includes(number));
  const none = { tries: 0, nextAtMs: 0, doubtful: false, fault: null };
  await database.outbox.bulkPut(
    safe.map(({ sopUid: uid, seriesUid: series, lengthBytes }, seq) => ({
      ...{ uid, study: studyUid, series, kind: "image", state: "verified", prio: 2, seq, lengthBytes },
      ...none,
      hubId: "hub-1",
    })),
  );
  const before = new Map<string, Uint8Array | null>();
  for (const { sopUid } of images) before.set(sopUid, await instanceBytes(database, sopUid));
  store.disk.release();
  const sizeBytes = () => [...packs().values()].reduce((sum, { length }) => sum + length, 0);
  let open = false;
  const making = { database, hubId: "hub-1", wantedBytes: everything, isOpen: async () => open };
  const isHere = async (here: readonly Instance[]) => {
    for (const { sopUid } of here) same(await instanceBytes(database, sopUid), before.get(sopUid));
  };
  return { ...store, making, sizeBytes, isHere, study: studyUid, setOpen: (now: boolean) => (open = now) };
}

test("what is told to be free is what the disk got back, also where images of a pack stay", async () => {
  const { database, images, making, sizeBytes, isHere, study } = await safeOnHub([0, 2, 3, 4, 5]);
  const before = sizeBytes();
  const made = await makeRoom(making);
  expect(made).toEqual({ images: 5, bytes: before - sizeBytes() });
  const stay = images.filter((_, number) => [1, 6, 7].includes(number));
  expect(sizeBytes()).toBe(sumOf(stay));
  expect((await database.studies.get(study))?.bytes).toBe(sumOf(stay));
  await isHere(stay);
});

test("an image whose room would not come back stays on the device", async () => {
  const { images, making, sizeBytes, isHere } = await safeOnHub([1, 2, 3]);
  const before = sizeBytes();
  expect(await makeRoom(making)).toEqual({ images: 0, bytes: 0 });
  expect(sizeBytes()).toBe(before);
  await isHere(images);
});

test("of those the end of a pack can be cut off", async () => {
  const { images, making, sizeBytes, isHere } = await safeOnHub([1, 6, 7]);
  const before = sizeBytes();
  expect(await makeRoom(making)).toEqual({ images: 2, bytes: sumOf(images.slice(6)) });
  expect(sizeBytes()).toBe(before - sumOf(images.slice(6)));
  await isHere(images.slice(0, 6));
});

test("a pack that could not be copied while its study was open gives its room the next time, with nothing more put away", async () => {
  const { images, making, sizeBytes, isHere, setOpen } = await safeOnHub([0, 2, 3, 4, 5]);
  const before = sizeBytes();
  let asked = 0;
  // Opened right after its images were looked at.
  const opened = { ...making, isOpen: async () => asked++ > 0 };
  expect(await makeRoom(opened)).toEqual({ images: 5, bytes: 0 });
  expect(sizeBytes()).toBe(before);
  setOpen(false);
  const made = await makeRoom(making);
  expect(made).toEqual({ images: 0, bytes: before - sizeBytes() });
  expect(made.bytes).toBeGreaterThan(0);
  await isHere(images.filter((_, number) => [1, 6, 7].includes(number)));
});

test("cancelled, it goes on with no other study and copies nothing", async () => {
  const { images, making, sizeBytes, isHere } = await safeOnHub([0, 2, 3, 4, 5]);
  const before = sizeBytes();
  const made = await makeRoom({ ...making, signal: AbortSignal.abort() });
  expect([made, sizeBytes()]).toEqual([{ images: 0, bytes: 0 }, before]);
  await isHere(images);
});
