import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { attest } from "../../../../src/domain/deid/attest.ts";
import { framesPerPart } from "../../../../src/formats/secondary-capture/capture-part.ts";
import { dropBallast, isBallastUsed, layBallast } from "../../../../src/storage/ballast.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { bringBack, noteOpened } from "../../../../src/storage/put-away.ts";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { makeRoom } from "../../../../src/workers/sync/make-room.ts";
import { makeVersion } from "../../../../src/workers/sync/make-version.ts";
import { hubUidsOf } from "../../../../src/workers/sync/queue-images.ts";
import { ctSlice, labelledStore } from "../../../support/dicom-export.ts";
import { bundleOf, makerOf } from "../../../support/hub/bundles.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { fetchInto, syncStore } from "../../../support/hub/sync-store.ts";
import { chosen } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeRandom } from "../../../support/random.ts";
import { makeTiff } from "../../../support/tiff-image-maker.ts";

const page = { columns: 40, rows: 30, bits: 16, values: Array.from({ length: 1200 }, (_, at) => at * 51) };
const tiff = makeTiff([page, page]);
const everything = Number.MAX_SAFE_INTEGER;
const nothingOpen = async () => false;

/** A CT study and a TIFF, labelled and all verified on a hub. */
async function safeStore() {
  const store = await labelledStore([
    ["0.dcm", ctSlice(0)],
    ["1.dcm", ctSlice(1)],
    ["a.tif", tiff],
  ]);
  const { database, codecs } = store.context;
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  const hub = makeMemoryHub();
  await syncStore(database, "R1", hub.fetch, undefined, codecs);
  const making = { database, hubId: "hub-1", wantedBytes: everything, isOpen: nothingOpen };
  const studies = await database.studies.toArray();
  const ct = studies.find(({ modalities }) => modalities.includes("CT"))?.studyUid ?? "";
  const other = studies.find(({ studyUid }) => studyUid !== ct)?.studyUid ?? "";
  return { store, database, hub, making, ct, other };
}

describe("making room", () => {
  it("puts away images that the hub holds, keeps every label, and gets the same pixels back from the hub", async () => {
    const { store, database, hub, making, ct, other } = await safeStore();
    const before = new Map<string, string>();
    for (const { sopUid } of await database.instances.toArray())
      before.set(sopUid, Buffer.from((await instanceBytes(database, sopUid)) ?? []).toString("hex"));
    const labels = await localLabels(database, ct);
    const made = await makeRoom(making);
    expect(made.images).toBe(3);
    expect(await database.chunks.count()).toBe(0);
    expect(await localLabels(database, ct)).toEqual({ ...labels, instances: expect.anything() });
    expect((await database.studies.get(ct))?.away).toBe(2);
    // Nothing more goes, and a run goes through.
    expect((await makeRoom(making)).images).toBe(0);
    expect((await syncStore(database, "R1", hub.fetch)).end).toBe("done");
    expect((await database.outbox.toArray()).every(({ state }) => state === "verified")).toBe(true);

    const { result, files } = await fetchInto(store, ct, hub.fetch);
    expect(files).toHaveLength(2);
    expect(result.refused).toEqual([]);
    for (const { sopUid, evicted } of await database.instances.where("studyUid").equals(ct).toArray()) {
      expect(evicted ?? false).toBe(false);
      expect(Buffer.from((await instanceBytes(database, sopUid)) ?? []).toString("hex")).toBe(
        before.get(sopUid),
      );
    }
    expect(await database.studies.get(ct)).toMatchObject({ away: 0, imageCount: 2 });

    // A TIFF comes back as its samples, under the UID that its labels name.
    await fetchInto(store, other, hub.fetch);
    const [image] = await database.instances.where("studyUid").equals(other).toArray();
    const samples = new Uint16Array(
      (await instanceBytes(database, image?.sopUid ?? ""))?.buffer ?? new ArrayBuffer(),
    );
    expect([...samples]).toEqual([...page.values, ...page.values]);
    expect((await syncStore(database, "R1", hub.fetch)).end).toBe("done");
  });

  it("gets images back from their own files too", async () => {
    const { store, database, making, ct } = await safeStore();
    await makeRoom(making);
    const { result } = await store.take([chosen("0.dcm", ctSlice(0)), chosen("a.tif", tiff)]);
    expect([...result.refused, ...result.held]).toEqual([]);
    expect((await database.studies.get(ct))?.away).toBe(1);
    const kept = await database.instances.filter(({ evicted }) => !evicted).toArray();
    for (const { sopUid } of kept) expect(await instanceBytes(database, sopUid)).not.toBeNull();
    expect(kept).toHaveLength(2);
  });

  it("takes what was opened longest ago, and stops when there is enough", async () => {
    const { database, making, ct, other } = await safeStore();
    await noteOpened(database, other, Date.parse("2026-03-01"));
    await noteOpened(database, ct, Date.parse("2026-02-01"));
    await makeRoom({ ...making, wantedBytes: 1 });
    expect((await database.studies.get(ct))?.away).toBe(2);
    expect((await database.studies.get(other))?.away ?? 0).toBe(0);
  });

  it("leaves what is open, what another hub holds, what is not verified, and what was drawn on since", async () => {
    const { database, making, ct, other } = await safeStore();
    expect((await makeRoom({ ...making, isOpen: async () => true })).images).toBe(0);
    expect((await makeRoom({ ...making, hubId: "hub-2" })).images).toBe(0);
    await database.outbox.where({ study: ct, kind: "image" }).modify({ state: "sent" });
    await database.studies.update(other, { appliedSeq: 99 });
    expect((await makeRoom(making)).images).toBe(0);
    expect(await database.chunks.count()).toBeGreaterThan(0);
  });

  it("leaves an image of several objects until the hub holds every one of them", async () => {
    const { database, making, other } = await safeStore();
    const [image] = await database.instances.where("studyUid").equals(other).toArray();
    if (!image) throw new Error("no TIFF was stored");
    expect(hubUidsOf(image)).toHaveLength(1);
    const longer = { ...image, facts: { ...image.facts, frames: framesPerPart(image.facts) + 1 } };
    expect(hubUidsOf(longer)).toHaveLength(2);
    await database.instances.put(longer);
    await makeRoom(making);
    expect((await database.instances.get(image.sopUid))?.evicted ?? false).toBe(false);
    expect(await instanceBytes(database, image.sopUid)).not.toBeNull();
  });

  it("what comes back keeps what the slide's other files told of it, and counts once", async () => {
    const { store, database, making, ct } = await safeStore();
    const [image] = await database.instances.where("studyUid").equals(ct).toArray();
    if (!image) throw new Error("no CT was stored");
    const slide = { levels: [[image.sopUid]] } as unknown as NonNullable<typeof image.slide>;
    const facts = { ...image.facts, pyramid: { levels: [] } } as unknown as typeof image.facts;
    await database.instances.update(image.sopUid, { slide, facts });
    const bytes = (await database.studies.get(ct))?.bytes;
    await makeRoom(making);
    await store.take([chosen("0.dcm", ctSlice(0)), chosen("1.dcm", ctSlice(1))]);
    const back = await database.instances.get(image.sopUid);
    expect(back).toMatchObject({ slide, facts });
    expect(back?.evicted ?? false).toBe(false);
    // Another tab may bring back what is back already.
    const record = await database.deidRecords.get(image.sopUid);
    const chunks = (await database.chunks.where("sopUid").equals(image.sopUid).sortBy("index")).map(
      (row) => row.bytes,
    );
    if (!back || !record) throw new Error("nothing came back");
    await bringBack(database, attest({ instance: back, chunks }, { record, sha256: back.sha256 }), record);
    expect(await database.studies.get(ct)).toMatchObject({ away: 0, bytes });
  });

  it("makes a version of what was merged while images were away only when they are back, and loses nothing", async () => {
    const { store, hub, database, making, ct } = await safeStore();
    await makeRoom(making);
    const [label] = await database.annotations.where("studyUid").equals(ct).toArray();
    await database.annotations.delete(label?.instanceUid ?? "");
    const maker = makerOf(database, "R1");
    expect(await makeVersion(maker, ct)).toBe("away");
    expect(await bundleOf(maker)).not.toBeNull();
    await fetchInto(store, ct, hub.fetch);
    expect(await makeVersion(maker, ct)).toBe("made");
  });
});

describe("the ballast", () => {
  it("makes way for a label on a full device, and the person is told", async () => {
    const one = await makeDevice({
      reader: "R1",
      random: makeRandom(3),
      fetchFrom: () => Promise.reject(new Error()),
    });
    const { database } = one;
    await layBallast(database, 2 ** 31);
    expect((await database.ballast.get(1))?.bytes.byteLength).toBe(8 * 2 ** 20);
    // What Chromium gives: an AbortError with the quota inside (sync 3.10).
    database.annotations.hook("creating", () => {
      if (!dropped) throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
    });
    let dropped = false;
    database.ballast.hook("deleting", () => {
      dropped = true;
    });
    await one.add(3);
    expect(await one.labels()).toHaveLength(1);
    expect(await database.annotations.where("studyUid").equals(study).count()).toBe(1);
    expect(await database.ballast.count()).toBe(0);
    expect(await isBallastUsed(database)).toBe(true);
    dropped = false;
    await expect(one.add(4)).rejects.toMatchObject({ code: "quota" });
    expect(await dropBallast(database)).toBe(false);
    await layBallast(database, 2 ** 31);
    expect(await isBallastUsed(database)).toBe(false);
  });

  it("is not laid where room is short already", async () => {
    const one = await makeDevice({
      reader: "R1",
      random: makeRandom(4),
      fetchFrom: () => Promise.reject(new Error()),
    });
    await layBallast(one.database, 100 * 2 ** 20);
    expect(await one.database.ballast.count()).toBe(0);
  });
});
