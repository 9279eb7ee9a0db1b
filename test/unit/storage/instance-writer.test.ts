import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { attest } from "../../../src/domain/deid/attest.ts";
import type { DeidRecord } from "../../../src/domain/deid/deid-record.ts";
import type { Instance, Series, Study } from "../../../src/domain/study.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { makeInstanceWriter } from "../../../src/storage/instance-writer.ts";
import type { InstanceRows } from "../../../src/storage/instances.ts";

let stores = 0;

/** An image of two chunks; what this test does not look at is left out of its rows. */
function made(sopUid: string, studyUid = "1.1", byte = 1) {
  const record = {
    sopUid,
    studyUid,
    sourceHmac: `hmac ${sopUid}`,
    outputSha256: "digest",
    verdict: "released",
    risk: { class: "LOW", reasons: [] },
    residual: { searched: 1, hits: 0, falseAlarms: 0 },
    reviewer: null,
  } as unknown as DeidRecord;
  const instance = {
    sopUid,
    studyUid,
    seriesUid: `${studyUid}.1`,
    lengthBytes: 8,
    chunkCount: 2,
  } as Instance;
  const study = {
    studyUid,
    description: "Knee",
    modalities: ["MR"],
    seriesCount: 0,
    imageCount: 0,
    bytes: 0,
  } as unknown as Study;
  const series = { seriesUid: instance.seriesUid, studyUid } as Series;
  const chunks = [new Uint8Array(4).fill(byte).buffer, new Uint8Array(4).fill(byte).buffer];
  const attested = attest({ instance, chunks }, { record, sha256: "digest" });
  const rows = (withSeries: boolean): InstanceRows => ({ study, record, series: withSeries ? series : null });
  return [attested, rows] as const;
}

/** A store whose transactions over images are counted, and that throws where `full` says so. */
function makeStore(full: (sopUid: string) => boolean = () => false) {
  const database = openMainDatabase(`writer-${++stores}`);
  let transactions = 0;
  const { transaction } = database;
  database.transaction = ((...given: Parameters<typeof transaction>) => {
    transactions++;
    return transaction.apply(database, given);
  }) as typeof transaction;
  database.chunks.hook("creating", (_key, { sopUid }) => {
    if (full(sopUid)) throw new DOMException("no room", "QuotaExceededError");
  });
  return { database, writer: makeInstanceWriter(database), transactions: () => transactions };
}

const numbered = Array.from({ length: 5 }, (_, at) => `9.${at}`);

test("what comes while the disk is busy goes into the next transaction together, and is counted one by one", async () => {
  const { database, writer, transactions } = makeStore();
  const stored = await Promise.all(
    numbered.map((sopUid, at) => {
      const [attested, rows] = made(sopUid, at < 4 ? "1.1" : "1.2");
      return writer.put(attested, rows(at === 0 || at === 4));
    }),
  );
  expect(stored).toEqual([true, true, true, true, true]);
  expect(transactions()).toBe(2);
  expect(await database.studies.orderBy("studyUid").toArray()).toMatchObject([
    { studyUid: "1.1", imageCount: 4, bytes: 32, seriesCount: 1, modalities: ["MR"] },
    { studyUid: "1.2", imageCount: 1, bytes: 8, seriesCount: 1 },
  ]);
  expect(await database.chunks.count()).toBe(10);
  expect(await database.deidRecords.count()).toBe(5);
  expect(await database.instances.toCollection().primaryKeys()).toEqual(numbered);
});

test("one that does not fit takes none with it that came together with it", async () => {
  const { database, writer } = makeStore((sopUid) => sopUid === "9.2");
  const ends = await Promise.allSettled(
    numbered.map((sopUid) => {
      const [attested, rows] = made(sopUid);
      return writer.put(attested, rows(true));
    }),
  );
  expect(ends.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  const whole = numbered.filter((sopUid) => sopUid !== "9.2");
  expect(await database.instances.toCollection().primaryKeys()).toEqual(whole);
  expect(await database.deidRecords.toCollection().primaryKeys()).toEqual(whole);
  expect(await database.chunks.count()).toBe(8);
  expect((await database.studies.toArray())[0]).toMatchObject({ imageCount: 4, bytes: 32 });
});

test("an identifier that comes twice is stored once, by the first, whether they come together or not", async () => {
  const { database, writer } = makeStore();
  const put = (sopUid: string, byte: number) => {
    const [attested, rows] = made(sopUid, "1.1", byte);
    return writer.put(attested, rows(true));
  };
  const together = await Promise.all([put("9.0", 1), put("9.1", 2), put("9.1", 3)]);
  expect(together).toEqual([true, true, false]);
  expect(await put("9.0", 4)).toBe(false);
  const chunks = await database.chunks.toArray();
  expect(chunks.map(({ bytes }) => new Uint8Array(bytes)[0])).toEqual([1, 1, 2, 2]);
  expect((await database.studies.toArray())[0]).toMatchObject({ imageCount: 2, bytes: 16 });
});
