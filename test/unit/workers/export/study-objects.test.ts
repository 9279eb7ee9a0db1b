import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { attest } from "../../../../src/domain/deid/attest.ts";
import type { StudyObject } from "../../../../src/domain/study-object.ts";
import { putStudyObject } from "../../../../src/storage/study-objects.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { sha256Hex } from "../../../../src/workers/export/sha256-hex.ts";
import { fixtureOptions, fixtureReader, makeStore, memorySink } from "../../../support/export-fixture.ts";

const bytes = new Uint8Array(3000).map((_, at) => (at * 7) & 255);
const path = `${fixtureOptions.name}/dicom/objects/2.25.1/2.25.30.dcm`;

/** A store whose study has a report of two chunks. */
async function storeWithReport() {
  const database = await makeStore();
  const [record] = await database.deidRecords.toArray();
  if (!record) throw new Error("no record");
  const sha256 = await sha256Hex(bytes);
  const own = {
    ...record,
    sopUid: "2.25.30",
    outputSha256: sha256,
    risk: { class: "NONE" as const, signs: [] },
  };
  const object: StudyObject = {
    sopUid: "2.25.30",
    seriesUid: "2.25.31",
    studyUid: "2.25.1",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.88.33",
    kind: "report",
    refersTo: ["2.25.3"],
    entries: 2,
    lengthBytes: bytes.length,
    sha256,
    chunkCount: 2,
    importedAt: record.at,
  };
  const chunks = [bytes.slice(0, 1024).buffer, bytes.slice(1024).buffer];
  await putStudyObject(database, attest({ object, chunks }, { record: own, sha256 }), own);
  return database;
}

async function exported(database: Awaited<ReturnType<typeof storeWithReport>>, dicom = true) {
  const store = memorySink();
  const others = fixtureOptions.formats.filter((format) => format !== "dicom");
  const result = await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, formats: dicom ? [...others, "dicom"] : others },
  );
  return { result, store };
}

test("a report goes out with the cleaned files of its study, byte for byte, listed and compared; without them it stays", async () => {
  const database = await storeWithReport();
  const { result, store } = await exported(database);
  expect(store.files.get(path)).toEqual(bytes);
  expect(result.checks.find(({ format }) => format === "dicom")).toMatchObject({
    written: 2,
    compared: 2,
    mismatches: 0,
  });
  const manifest = JSON.parse(
    new TextDecoder().decode(store.files.get(`${fixtureOptions.name}/manifest.json`)),
  ) as { studyObjects?: unknown };
  expect(manifest.studyObjects).toEqual([
    {
      kind: "report",
      file: "dicom/objects/2.25.1/2.25.30.dcm",
      sop: "2.25.30",
      study: "2.25.1",
      refersTo: ["2.25.3"],
    },
  ]);
  expect((await exported(database, false)).store.files.has(path)).toBe(false);
});

test("a report whose bytes are not those of its record, or that has no record, does not leave", async () => {
  const changed = await storeWithReport();
  await changed.chunks.update(["2.25.30", 1], { bytes: new Uint8Array(1976).buffer });
  await expect(exported(changed)).rejects.toThrow(/Not de-identified/);
  const unrecorded = await storeWithReport();
  await unrecorded.deidRecords.delete("2.25.30");
  await expect(exported(unrecorded)).rejects.toMatchObject({ code: "not-deidentified" });
  const short = await storeWithReport();
  await short.chunks.delete(["2.25.30", 1]);
  await expect(exported(short)).rejects.toMatchObject({ code: "not-deidentified" });
});
