import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { queueAgain, waitingRows } from "../../../../src/storage/outbox.ts";
import { localOnlyImages } from "../../../../src/storage/sync-versions.ts";
import { makeVersion } from "../../../../src/workers/sync/make-version.ts";
import { labelledStore } from "../../../support/dicom-export.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice } from "../../../support/hub/sync-device.ts";
import { syncStore } from "../../../support/hub/sync-store.ts";
import { makeRandom } from "../../../support/random.ts";
import { makeTiff } from "../../../support/tiff-image-maker.ts";

const columns = 12;
const rows = 10;
const page = {
  columns,
  rows,
  bits: 8,
  values: Array.from({ length: columns * rows }, (_, at) => (at * 37) % 251),
};

/** A labelled TIFF on a device and a hub. */
async function tiffDevice() {
  const { context } = await labelledStore([["a.tif", makeTiff([page])]]);
  const hub = makeMemoryHub();
  const sync = () => syncStore(context.database, "R1", hub.fetch, undefined, context.codecs);
  const images = async () => (await context.database.outbox.toArray()).filter(({ kind }) => kind === "image");
  return { database: context.database, hub, sync, images };
}

describe("an image that cannot be queued", () => {
  it("is named with its reason when no Secondary Capture can be written, and goes once it can and a person asks", async () => {
    const { database, hub, sync, images } = await tiffDevice();
    const [image] = await database.instances.toArray();
    const whole = image?.facts;
    // More frames than there are samples of: the writer finds no bytes for the last one.
    await database.instances.toCollection().modify((row) => {
      Object.assign(row, { facts: { ...row.facts, frames: 3 } });
    });
    expect((await sync()).end).toBe("done");
    const [named] = await waitingRows(database);
    expect(named).toMatchObject({
      uid: image?.sopUid,
      study: image?.studyUid,
      kind: "image",
      state: "rejected",
      fault: { code: "not-written" },
    });
    expect(hub.objects.has(image?.sopUid ?? "")).toBe(false);
    // The labels went all the same, and the row stays as long as nobody acts.
    expect(
      (await database.outbox.toArray()).filter(({ state }) => state === "verified").length,
    ).toBeGreaterThan(0);
    await sync();
    expect(await waitingRows(database)).toHaveLength(1);

    await queueAgain(database, [image?.sopUid ?? ""]);
    await sync();
    expect((await waitingRows(database)).map(({ fault }) => fault)).toEqual([{ code: "not-written" }]);

    await database.instances.toCollection().modify((row) => {
      Object.assign(row, { facts: whole });
    });
    await queueAgain(database, [image?.sopUid ?? ""]);
    await sync();
    expect((await images()).map(({ state, fault }) => [state, fault])).toEqual([["verified", null]]);
    expect(hub.objects.has(image?.sopUid ?? "")).toBe(true);
  });

  it("is named when it is no longer what its record vouches for, and keeps nothing else from going", async () => {
    const random = makeRandom(5);
    const hub = makeMemoryHub(random);
    const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
    await one.add(3);
    const [image] = await one.database.instances.toArray();
    // The labels first: they are about an image that was whole then.
    const signal = new AbortController().signal;
    expect(await makeVersion(one.maker(signal), image?.studyUid ?? "")).toBe("made");
    await one.database.chunks.toCollection().modify((chunk) => {
      const bytes = new Uint8Array(chunk.bytes.slice(0));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      Object.assign(chunk, { bytes: bytes.buffer });
    });
    expect((await one.sync()).end).toBe("done");
    expect((await one.rows()).map(({ kind, state, fault }) => [kind, state, fault?.code ?? null])).toEqual(
      expect.arrayContaining([
        ["report", "verified", null],
        ["image", "rejected", "not-here"],
      ]),
    );
  });

  it("is counted beside the studies that travel when no Secondary Capture holds its kind", async () => {
    const { database, sync } = await tiffDevice();
    const [image] = await database.instances.toArray();
    if (!image) throw new Error("no image");
    const facts = { ...image.facts, type: "f32" as const };
    await database.instances.add({ ...image, sopUid: "2.25.99", facts });
    await sync();
    expect(await localOnlyImages(database)).toEqual({ count: 1, obstacles: ["wide-samples"] });
    expect((await database.outbox.toArray()).some(({ uid }) => uid === "2.25.99")).toBe(false);
  });
});
