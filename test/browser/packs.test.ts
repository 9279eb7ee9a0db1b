import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { Instance } from "../../src/domain/study.ts";
import { fileHandle, makeImporter } from "../../src/jobs/importer.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { eraseStudy } from "../../src/storage/erase-study.ts";
import { storedFile, storedFileNames } from "../../src/storage/file-places.ts";
import { instanceBytes } from "../../src/storage/instances.ts";
import { sweepPacks } from "../../src/storage/packs.ts";
import { putAway } from "../../src/storage/put-away.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { storedChunks } from "../../src/storage/stored-chunks.ts";
import { makeImageDicom } from "../support/image-dicom.ts";

// Packs in the private file system of a real browser; what goes wrong in one is in test/unit/workers/import/packs.test.ts.
const importer = makeImporter(
  () =>
    new Worker(new URL("../support/ranged-import.worker.ts", import.meta.url), {
      type: "module",
      name: "packs",
    }),
);
const main = openMainDatabase("import-packs");
const quarantine = openQuarantineDatabase("import-packs-quarantine");
const patience = { timeout: 30_000, interval: 5 };
const side = 256;
const count = 16;
const mark = { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" };

const slice = (number: number, study: number) =>
  makeImageDicom({
    columns: side,
    rows: side,
    bits: 16,
    pixels: new Uint8Array(side * side * 2).map((_, at) => (at % 2 === 0 ? (at / 2 + number) % 251 : 0)),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.826.0.1.4711.9.${study}.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: `1.2.826.0.1.4711.1.${study}` },
      { tag: "0020000E", vr: "UI", value: `1.2.826.0.1.4711.2.${study}` },
      { tag: "00200013", vr: "IS", value: String(number) },
    ],
  });

const take = async (study: number) => {
  const files = Array.from({ length: count }, (_, number) =>
    fileHandle(new File([Uint8Array.from(slice(number, study))], `${number}.dcm`)),
  );
  const survey = await importer.call("survey", { files });
  return importer.call("import", { surveyId: survey.surveyId, names: {} });
};
const hex = (digest: ArrayBuffer) =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const reader = new Worker(new URL("../support/stored-reader.worker.ts", import.meta.url), {
  type: "module",
  name: "packs",
});

/** The digest of an image as a worker reads it, by range and by handle. */
async function readBy(worker: Worker, { sopUid }: Pick<Instance, "sopUid">): Promise<string> {
  const answer = new Promise<unknown>((resolve) =>
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true }),
  );
  worker.postMessage({ sopUid, step: 30_001 });
  const digest = await answer;
  return digest instanceof ArrayBuffer ? hex(digest) : String(digest);
}

/** Every stored image is what its row says, read through the `File` by this page. */
async function allWhole(): Promise<readonly Instance[]> {
  const rows = await main.instances.toArray();
  for (const { sopUid, sha256 } of rows) {
    const bytes = await instanceBytes(main, sopUid);
    expect(hex(await crypto.subtle.digest("SHA-256", bytes ?? new Uint8Array()))).toBe(sha256);
  }
  return rows;
}

const packIds = (rows: readonly Instance[]) =>
  [...new Set(rows.flatMap(({ pack }) => pack?.id ?? []))].sort();
const names = async () => [...(await storedFileNames(main, "packs"))].sort();

beforeEach(async () => {
  for (const studyUid of await main.studies.toCollection().primaryKeys())
    await eraseStudy(main, studyUid, mark);
  await vi.waitFor(async () => {
    await sweepPacks(main);
    expect(await names()).toEqual([]);
  }, patience);
});

afterAll(async () => {
  importer.close();
  reader.terminate();
  await main.delete();
  await quarantine.delete();
  await (await navigator.storage.getDirectory()).removeEntry("packs-import-packs", { recursive: true });
});

test("a series lies in one file, is read while more is written into it, and goes with its study", async () => {
  const run = take(1);
  await vi.waitFor(async () => expect(await main.instances.count()).toBeGreaterThan(0), patience);
  const [early] = await main.instances.toArray();
  if (!early) throw new Error("nothing stored");
  expect(await readBy(reader, early)).toBe(early.sha256);
  // Another tab starts meanwhile.
  await sweepPacks(main);
  expect(await run).toMatchObject({ refused: [], held: [] });
  const rows = await allWhole();
  expect(rows).toHaveLength(count);
  expect(rows.every(({ pack }) => pack)).toBe(true);
  expect(await names()).toEqual(packIds(rows));
  expect(await names()).toHaveLength(1);
  expect([await main.chunks.count(), await main.packGaps.count()]).toEqual([0, 0]);
  for (const row of rows) expect(await readBy(reader, row)).toBe(row.sha256);
  await eraseStudy(main, early.studyUid, mark);
  expect(await names()).toEqual([]);
  expect(await main.packGaps.count()).toBe(0);
});

test("a worker that is killed while it writes a pack leaves whole images and nothing behind them", async () => {
  const run = take(2).catch(() => null);
  await vi.waitFor(async () => expect(await names()).toHaveLength(1), patience);
  importer.close();
  await run;
  // A fresh worker starts with the next call, and tidies.
  await importer.call("held", {});
  await vi.waitFor(async () => {
    const rows = await main.instances.toArray();
    expect(await names()).toEqual(packIds(rows));
    expect(await main.packGaps.count()).toBe(0);
    const end = rows.reduce(
      (most, { pack, lengthBytes }) => Math.max(most, (pack?.at ?? 0) + lengthBytes),
      0,
    );
    const [name] = await names();
    const file = name ? await storedFile(main, { kind: "packs", name }) : null;
    expect(file?.size ?? 0).toBe(end);
  }, patience);
  await allWhole();
  // What is imported again goes on beside it.
  expect((await take(2)).refused).toEqual([]);
  expect(await allWhole()).toHaveLength(count);
});

test("what is put away where no file can be written is overwritten when a worker starts, the others as they were", async () => {
  await take(3);
  const rows = await main.instances.toArray();
  const [first] = rows.toSorted((a, b) => (a.pack?.at ?? 0) - (b.pack?.at ?? 0));
  if (!first?.pack) throw new Error("nothing in a pack");
  // A page gets no handle to write by.
  expect(await putAway(main, first.studyUid, [first.sopUid])).toBe(0);
  expect(await main.packGaps.count()).toBe(1);
  importer.close();
  await importer.call("held", {});
  await vi.waitFor(async () => expect(await main.packGaps.count()).toBe(0), patience);
  const file = await storedFile(main, { kind: "packs", name: first.pack.id });
  const range = file?.slice(first.pack.at, first.pack.at + first.lengthBytes);
  const bytes = new Uint8Array((await range?.arrayBuffer()) ?? []);
  expect(bytes.length).toBe(first.lengthBytes);
  expect(bytes.every((byte) => byte === 0)).toBe(true);
  for (const row of rows) if (row.sopUid !== first.sopUid) expect(await readBy(reader, row)).toBe(row.sha256);
});

test("of a pack that is mostly dead only what lives is on the disk after a start, and who had it open reads on", async () => {
  await take(4);
  const rows = (await main.instances.toArray()).toSorted((a, b) => (a.pack?.at ?? 0) - (b.pack?.at ?? 0));
  const stay = rows.filter((_, at) => at % 5 === 4);
  const [old = ""] = packIds(rows);
  const [first] = stay;
  if (!first) throw new Error("nothing in a pack");
  const chunkAt = storedChunks(main, first);
  const before = await chunkAt(0);
  await putAway(
    main,
    first.studyUid,
    rows.filter((row) => !stay.includes(row)).map(({ sopUid }) => sopUid),
  );
  importer.close();
  await importer.call("held", {});
  await vi.waitFor(async () => {
    expect(await main.packGaps.count()).toBe(0);
    expect(await names()).toHaveLength(1);
    expect(await names()).not.toContain(old);
  }, patience);
  const [name = ""] = await names();
  const file = await storedFile(main, { kind: "packs", name });
  expect(file?.size).toBe(stay.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
  for (const row of stay) expect(await readBy(reader, row)).toBe(row.sha256);
  expect(await chunkAt(0)).toEqual(before);
  expect(before?.length).toBeGreaterThan(0);
});
