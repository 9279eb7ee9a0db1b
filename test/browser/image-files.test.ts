import { afterAll, expect, test, vi } from "vitest";
import { fileHandle, makeImporter } from "../../src/jobs/importer.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { eraseStudy } from "../../src/storage/erase-study.ts";
import { storedFileNames } from "../../src/storage/file-places.ts";
import { instanceBytes, mainParts } from "../../src/storage/instances.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { sweepParts } from "../../src/storage/unfinished.ts";
import { storedSource } from "../../src/workers/pixels/stored-source.ts";
import { makeImageDicom } from "../support/image-dicom.ts";

// The private file system of a real browser; what goes wrong in one is in test/unit/workers/import/image-files.test.ts.
const importer = makeImporter(
  () =>
    new Worker(new URL("../support/ranged-import.worker.ts", import.meta.url), {
      type: "module",
      name: "files",
    }),
);
const main = openMainDatabase("import-files");
const quarantine = openQuarantineDatabase("import-files-quarantine");
const patience = { timeout: 30_000, interval: 5 };
const frames = 24;
const frameBytes = 1024 * 1024 * 2;
const pixels = new Uint8Array(frameBytes * frames);
for (let at = 0; at < pixels.length; at++) pixels[at] = Math.abs((Math.floor(at / 97) % 500) - 250);

const clip = (number: number) =>
  makeImageDicom({
    columns: 1024,
    rows: 1024,
    frames,
    bits: 16,
    pixels,
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.826.0.1.4711.9.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });

const take = async (number: number) => {
  const file = fileHandle(new File([Uint8Array.from(clip(number))], `${number}.dcm`));
  const survey = await importer.call("survey", { files: [file] });
  return importer.call("import", { surveyId: survey.surveyId, names: {} });
};
const hex = (digest: ArrayBuffer) =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

afterAll(async () => {
  importer.close();
  await main.delete();
  await quarantine.delete();
  await (await navigator.storage.getDirectory()).removeEntry("images-import-files", { recursive: true });
});

test("a large image lies in a file, is read by range as its source was, and goes with its study", async () => {
  expect(await take(1)).toMatchObject({ refused: [], held: [] });
  const [row] = await main.instances.toArray();
  if (!row) throw new Error("nothing stored");
  expect([row.inFile, await main.chunks.count(), await main.unfinished.count()]).toEqual([true, 0, 0]);
  expect(await storedFileNames(main, "images")).toEqual([row.sopUid]);
  const bytes = await instanceBytes(main, row.sopUid);
  expect(hex(await crypto.subtle.digest("SHA-256", bytes ?? new Uint8Array()))).toBe(row.sha256);
  const source = storedSource(main, row);
  const pixelsAt = row.lengthBytes - pixels.length;
  for (const [at, length] of [
    [0, 2],
    [frameBytes * 7 - 5, 11],
    [frameBytes * 3, frameBytes],
    [frameBytes * 20 + 1, 3 * frameBytes],
    [pixels.length - 1, 1],
  ] as const) {
    const read = await source.read(pixelsAt + at, length);
    expect(read.length).toBe(length);
    expect(read.every((byte, i) => byte === pixels[at + i])).toBe(true);
  }
  // A worker reads by a handle, and may still hold it when the study is erased.
  const reader = new Worker(new URL("../support/stored-reader.worker.ts", import.meta.url), {
    type: "module",
    name: "files",
  });
  const answer = new Promise((resolve) => reader.addEventListener("message", ({ data }) => resolve(data)));
  reader.postMessage({ sopUid: row.sopUid, step: 3_000_001 });
  const digest = await answer;
  expect(digest).toBeInstanceOf(ArrayBuffer);
  expect(hex(digest as ArrayBuffer)).toBe(row.sha256);
  await eraseStudy(main, row.studyUid, { chain: "dev-a", at: "2026-01-02T00:00:00.000Z", actor: "someone" });
  expect(await storedFileNames(main, "images")).toEqual([]);
  expect(await main.unfinished.count()).toBe(0);
  reader.terminate();
});

test("a worker that is killed while it writes the file leaves the image whole, or nothing of it", async () => {
  const run = take(2).catch(() => null);
  await vi.waitFor(async () => expect(await storedFileNames(main, "images")).toHaveLength(1), patience);
  importer.close();
  await run;
  // A fresh worker starts with the next call, and tidies.
  await importer.call("held", {});
  await vi.waitFor(async () => {
    expect(await main.unfinished.count()).toBe(0);
    const rows = await main.instances.toArray();
    expect(await storedFileNames(main, "images")).toEqual(rows.map(({ sopUid }) => sopUid));
  }, patience);
});

test("a sweep in another tab leaves the file that is being written", async () => {
  const before = (await storedFileNames(main, "images")).length;
  const run = take(3);
  await vi.waitFor(
    async () => expect(await storedFileNames(main, "images")).toHaveLength(before + 1),
    patience,
  );
  await sweepParts(mainParts(main));
  expect((await run).refused).toEqual([]);
  const rows = await main.instances.toArray();
  expect(rows).toHaveLength(before + 1);
  for (const { sopUid, sha256 } of rows) {
    const bytes = await instanceBytes(main, sopUid);
    expect(hex(await crypto.subtle.digest("SHA-256", bytes ?? new Uint8Array()))).toBe(sha256);
  }
});
