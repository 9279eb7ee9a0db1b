import "fake-indexeddb/auto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { instanceBytes } from "../../src/storage/instances.ts";
import { localLabels } from "../../src/workers/sync/local-objects.ts";
import { makeRoom } from "../../src/workers/sync/make-room.ts";
import { ctSlice, labelledStore } from "../support/dicom-export.ts";
import { bundleOf, makerOf, takeBundle } from "../support/hub/bundles.ts";
import { makeMemoryHub } from "../support/hub/memory-hub.ts";
import { startOrthanc } from "../support/hub/orthanc.ts";
import { makeReview, takeOver } from "../support/hub/review-round.ts";
import { makeDevice, study } from "../support/hub/sync-device.ts";
import { fetchInto, keepKey, syncStore } from "../support/hub/sync-store.ts";
import { chosen, makeImportHarness } from "../support/import-harness.ts";
import { dicomSchema } from "../support/label-images.ts";
import { hasTool, toolOutput } from "../support/oracle-tools.ts";
import { makeRandom } from "../support/random.ts";
import { makeTiff } from "../support/tiff-image-maker.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const page = (bits: 8 | 16, samples: 1 | 3) => ({
  columns: 40,
  rows: 30,
  bits,
  samples,
  photometric: samples === 3 ? 2 : 1,
  values: Array.from({ length: 1200 * samples }, (_, at) => (at * 51) % (bits === 8 ? 256 : 65_536)),
});

const files = () =>
  [
    ...[0, 1, 2, 3, 4].map((at) => [`${at}.dcm`, ctSlice(at)] as const),
    ["grey.tif", makeTiff([page(16, 1), page(16, 1)])] as const,
    ["byte.tif", makeTiff([page(8, 1)])] as const,
    ["color.tif", makeTiff([page(8, 3), page(8, 3)])] as const,
  ] as const;

async function labelledTablet() {
  const tablet = await labelledStore(files());
  await tablet.context.database.settings.put({ key: "schemaId", value: dicomSchema.id });
  return tablet;
}

async function emptyTablet() {
  const tablet = makeImportHarness();
  await keepKey(tablet);
  return tablet;
}

type Tablet = Awaited<ReturnType<typeof emptyTablet>>;

async function expectSame(one: Tablet, two: Tablet, studies: readonly string[]) {
  for (const uid of studies) {
    const [here, there] = [
      await localLabels(one.context.database, uid),
      await localLabels(two.context.database, uid),
    ];
    expect(Object.keys(here.objects).length).toBeGreaterThan(5);
    expect(there.objects).toEqual(here.objects);
  }
}

describe.skipIf(!hasTool("Orthanc"))("two tablets and a real Orthanc", { timeout: 180_000 }, () => {
  it("share CT and TIFF studies through the hub; images make room on one, come back, and all is equal", async () => {
    const { baseUrl, stop } = await startOrthanc();
    stops.push(stop);
    const ask = (url: string, init: RequestInit) => fetch(url, init);
    const [one, two] = [await labelledTablet(), await emptyTablet()];
    const { database, codecs } = one.context;
    expect((await syncStore(database, "R1", ask, baseUrl, codecs)).end).toBe("done");
    const rows = await database.outbox.toArray();
    expect(rows.filter(({ state }) => state !== "verified")).toEqual([]);
    const studies = (await database.studies.toArray()).map(({ studyUid }) => studyUid);
    expect(studies).toHaveLength(4);
    for (const uid of studies) {
      const { result } = await fetchInto(two, uid, ask, baseUrl);
      expect([...result.refused, ...result.held]).toEqual([]);
    }
    // The first run follows; the second queues what the labels are now about, finds it on the hub and reads it back.
    for (let run = 0; run < 2; run++)
      await syncStore(two.context.database, "R1", ask, baseUrl, two.context.codecs);
    await expectSame(one, two, studies);

    const before = new Map<string, string>();
    for (const { sopUid } of await two.context.database.instances.toArray())
      before.set(
        sopUid,
        Buffer.from((await instanceBytes(two.context.database, sopUid)) ?? []).toString("base64"),
      );
    expect(before.size).toBe(8);
    const making = { hubId: "hub-1", wantedBytes: 1e12, isOpen: async () => false };
    const made = await makeRoom({ database: two.context.database, ...making });
    expect(made.images).toBe(8);
    for (const uid of studies) await fetchInto(two, uid, ask, baseUrl);
    for (const [sopUid, bytes] of before)
      expect(
        Buffer.from((await instanceBytes(two.context.database, sopUid)) ?? []).toString("base64") === bytes,
        sopUid,
      ).toBe(true);
    await expectSame(one, two, studies);
  });

  it("hand in, send back, correct and accept", async () => {
    const { baseUrl, stop } = await startOrthanc();
    stops.push(stop);
    const random = makeRandom(21);
    const common = { random, baseUrl, fetchFrom: (url: string, init: RequestInit) => fetch(url, init) };
    const one = await makeDevice({ reader: "R1", ...common });
    const two = await makeDevice({ reader: "R2", ...common, skewMs: -3 * 86_400_000 });
    const uid = await one.add(3);
    await one.task("submitted", "submitted");
    await one.sync();
    await two.sync();
    expect(await takeOver(two, "R2")).toBe("merged");
    await two.task("rejected", "draft", makeReview("rejected", "", "r1"));
    await two.sync();
    expect((await one.sync()).followed).toEqual([study]);
    expect(await one.state()).toBe("rejected");
    await one.move(uid, 5);
    await one.task("submitted", "submitted");
    await one.sync();
    await two.sync();
    expect(await takeOver(two, "R2")).toBe("merged");
    await two.task("accepted", "accepted", makeReview("accepted", "", "r2"));
    await two.sync();
    expect((await one.sync()).followed).toEqual([study]);
    expect(await one.state()).toBe("accepted");
    const rows = [...(await one.rows()), ...(await two.rows())];
    expect(rows.filter(({ state }) => state !== "verified")).toEqual([]);
  });
});

describe.skipIf(!hasTool("dciodvfy"))("what is sent of TIFFs and reviews", { timeout: 120_000 }, () => {
  it("is valid DICOM in the eyes of dciodvfy: each kind of capture, submitted, sent back and accepted reports, and the objects of a bundle", async () => {
    const folder = mkdtempSync(join(tmpdir(), "overread-tablets-"));
    let count = 0;
    const found = new Set<string>();
    const check = (bytes: Uint8Array) => {
      const path = join(folder, `${++count}.dcm`);
      writeFileSync(path, bytes);
      const said = toolOutput("dciodvfy", [path]).split("\n");
      const name = said.find((line) =>
        /^(Comprehensive3DSR|Segmentation|Multiframe\w+SCImage|CTImage)$/.test(line),
      );
      expect(name, said.join("\n")).toBeDefined();
      found.add(name ?? "");
      expect(said.filter((line) => line.startsWith("Error"))).toEqual([]);
    };
    const one = await labelledTablet();
    const hub = makeMemoryHub();
    await syncStore(one.context.database, "R1", hub.fetch, undefined, one.context.codecs);
    for (const { bytes, json } of hub.objects.values()) {
      // The made CT slices are no whole CT objects; what this app writes is.
      if (json["00080060"]?.Value[0] !== "CT") check(bytes);
    }
    expect([...found].sort()).toEqual([
      "Comprehensive3DSR",
      "MultiframeGrayscaleByteSCImage",
      "MultiframeGrayscaleWordSCImage",
      "MultiframeTrueColorSCImage",
      "Segmentation",
    ]);
    const reader = await makeDevice({ reader: "R1", random: makeRandom(9), fetchFrom: hub.fetch });
    await reader.add(3);
    await reader.task("submitted", "submitted");
    await reader.sync();
    await reader.task("rejected", "draft", makeReview("rejected", "", "r1"));
    await reader.sync();
    await reader.task("accepted", "accepted", makeReview("accepted", "", "r2"));
    await reader.sync();
    const reports = await reader.database.labelObjects.toArray();
    expect(reports).toHaveLength(3);
    for (const { bytes } of reports) check(new Uint8Array(bytes));
  });

  it("travels in a bundle without a hub too", async () => {
    const [one, two] = [await labelledTablet(), await emptyTablet()];
    const zip = await bundleOf(makerOf(one.context.database, "R1", one.context.codecs));
    const there = makerOf(two.context.database, "R1", two.context.codecs);
    const { opened } = await takeBundle(there, zip ?? new Blob());
    if (typeof opened === "string") throw new Error(opened);
    const images = opened.files.map(async ({ file }) =>
      chosen(file.name, new Uint8Array(await file.arrayBuffer())),
    );
    const { result } = await two.take(await Promise.all(images));
    expect([...result.refused, ...result.held]).toEqual([]);
    await takeBundle(there, zip ?? new Blob());
    const studies = (await one.context.database.studies.toArray()).map(({ studyUid }) => studyUid);
    await expectSame(one, two, studies);
  });
});
