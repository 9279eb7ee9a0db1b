import { expect, test } from "vitest";
import type { MapEntry } from "../../../../src/domain/deid/reid-map.ts";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import { raiseGeneration } from "../../../../src/storage/generations.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { chooseReidMap, deleteReidMap, openMapEntries } from "../../../../src/storage/reid-map.ts";
import { writeSetting } from "../../../../src/storage/settings.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const file = (name = "PLANTEDNAME^JOHANNA") =>
  makeImageDicom({
    columns: 4,
    rows: 4,
    frames: 1,
    pixels: new Uint8Array(32).map((_, at) => at % 16),
    pixelVr: "OW",
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "1.2.826.0.1.4711.9",
    more: [
      { tag: "00080020", vr: "DA", value: "20240229" },
      { tag: "00080050", vr: "SH", value: "PLANTEDACC" },
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: name },
      { tag: "00100020", vr: "LO", value: "PLANTEDID-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
const by = { chain: "device-1", actor: "user-1", at: "2026-01-01T00:00:00.000Z" };
const passphrase = "four plain words here";

/** A device whose key lies under the passphrase. */
async function device(on: boolean) {
  const harness = makeImportHarness({ ownKey: true });
  const { database } = harness.context;
  await writeSetting(database, "device", by.chain);
  await harness.call("keyProtect", { passphrase });
  if (on) await chooseReidMap(database, true, by);
  return { harness, database };
}

test("without a choice there is no map; with one it holds who the study is of, and nobody reads that in the store", async () => {
  const off = await device(false);
  await off.harness.take([chosen("a.dcm", file())]);
  expect(await off.database.reidMap.count()).toBe(0);
  const { harness, database } = await device(true);
  await harness.take([chosen("a.dcm", file()), chosen("b.dcm", file())]);
  const [study] = await database.studies.toArray();
  const keys = await harness.context.keys();
  const entries: readonly MapEntry[] = await openMapEntries(database, keys.map);
  expect(entries).toEqual([
    {
      pseudonym: study?.patientKey,
      studyUid: study?.studyUid,
      issuer: "",
      patientId: "PLANTEDID-1",
      patientName: "PLANTEDNAME^JOHANNA",
      originalStudyUid: "1.2.826.0.1.4711.1",
      accessionNumber: "PLANTEDACC",
      studyDate: "20240229",
    },
  ]);
  expect(await harness.dump()).not.toMatch(/PLANTED|4711\.1/);
  await expect(openMapEntries(database, (await device(false)).database && keys.quarantine)).rejects.toThrow();
});

test("it leaves under the passphrase of the key only, and opens under no other; each time is in the chain", async () => {
  const { harness, database } = await device(true);
  await harness.take([chosen("a.dcm", file('=cmd "x"^A'))]);
  await expect(harness.call("mapExport", { passphrase: "another passphrase" })).rejects.toMatchObject({
    code: "map-passphrase",
  });
  const { name, text } = await harness.call("mapExport", { passphrase });
  expect(name).toMatch(/^project-[a-z2-7]{4}-[a-z2-7]{4}\.overread-map\.json$/);
  expect(text).not.toMatch(/PLANTED|cmd|20240229/);
  // On a device that has no key at all.
  const other = makeImportHarness({ ownKey: true });
  await writeSetting(other.context.database, "device", "device-2");
  const open = (changed: string, word = passphrase) =>
    other.call("mapOpen", { text: changed, passphrase: word });
  await expect(open(text, "another passphrase")).rejects.toMatchObject({ code: "map-passphrase" });
  await expect(open(text.replace(/"studies": 1/, '"studies": 2'))).rejects.toMatchObject({
    code: "map-damaged",
  });
  await expect(open("{}")).rejects.toMatchObject({ code: "map-foreign" });
  const opened = await open(text);
  const table = await (opened.file as File).text();
  expect(opened.studies).toBe(1);
  expect(table).toContain('"PLANTEDID-1"');
  // No spreadsheet takes a name for a formula.
  expect(table).toContain('"\'=cmd ""x""^A"');
  const actions = async (db: typeof database, chain: string) =>
    (await readAuditChain(db, chain)).map(({ action, detail }) => `${action} ${JSON.stringify(detail)}`);
  expect(await actions(database, by.chain)).toEqual(
    expect.arrayContaining(['reid-map {"on":true}', 'reid-map-exported {"studies":1}']),
  );
  expect(await actions(other.context.database, "device-2")).toEqual(['reid-map-opened {"studies":1}']);
  expect(await deleteReidMap(database, by)).toBe(1);
  expect(await database.reidMap.count()).toBe(0);
  expect((await actions(database, by.chain)).at(-1)).toBe('reid-map-deleted {"studies":1}');
});

test("a key without a passphrase lets no map out", async () => {
  const harness = makeImportHarness({ ownKey: true });
  await chooseReidMap(harness.context.database, true, by);
  await harness.take([chosen("a.dcm", file())]);
  await expect(harness.call("mapExport", { passphrase })).rejects.toMatchObject({
    code: "map-no-passphrase",
  });
});

test("a patient whose identifiers are issued anew gets new images beside the old; the pseudonym stays, the old come back as they are", async () => {
  const { harness, database } = await device(false);
  await harness.take([chosen("a.dcm", file())]);
  const [first] = await database.instances.toArray();
  const [study] = await database.studies.toArray();
  const before = await instanceBytes(database, first?.sopUid ?? "");
  expect(await raiseGeneration(database, study?.patientKey ?? "", by)).toBe(1);
  const { result } = await harness.take([chosen("a.dcm", file())]);
  expect(result.ready).toMatchObject([{ images: 1, known: 0 }]);
  const studies = await database.studies.toArray();
  expect(studies.map(({ patientKey }) => patientKey)).toEqual([study?.patientKey, study?.patientKey]);
  const all = await database.instances.toArray();
  expect(new Set(all.flatMap(({ sopUid, seriesUid, studyUid }) => [sopUid, seriesUid, studyUid])).size).toBe(
    6,
  );
  expect(await instanceBytes(database, first?.sopUid ?? "")).toEqual(before);
  const second = all.find(({ sopUid }) => sopUid !== first?.sopUid);
  const bytes = Buffer.from((await instanceBytes(database, second?.sopUid ?? "")) ?? []).toString("latin1");
  expect(bytes).toContain("generation 1");
  expect((await database.deidRecords.get(second?.sopUid ?? ""))?.generation).toBe(1);
  // The worklist tells the two studies of one patient apart.
  const issues = await Promise.all(
    [first, second].map(async (image) => (await database.studies.get(image?.studyUid ?? ""))?.issue),
  );
  expect(issues).toEqual([undefined, 1]);
  // Both are known, the original and what came of it before.
  const again = await harness.take([chosen("a.dcm", file()), chosen("old.dcm", before ?? new Uint8Array())]);
  expect(again.result.ready.map(({ images, known }) => [images, known])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(await database.instances.count()).toBe(2);
  expect((await readAuditChain(database, by.chain)).at(-1)).toMatchObject({
    action: "generation-raised",
    target: study?.patientKey,
    detail: { generation: 1 },
  });
});
