import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { DeidOptions } from "../../../../src/domain/deid/options.ts";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import { writeDeidOptions } from "../../../../src/storage/deid-options.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { type MadeElement, madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const by = { chain: "device", actor: "steward", at: "2026-01-01T00:00:00.000Z" };

const file = (modality: "CT" | "US", number: number) =>
  makeImageDicom({
    columns: 4,
    rows: 4,
    frames: 1,
    pixels: new Uint8Array(modality === "CT" ? 32 : 16),
    pixelVr: "OW",
    bits: modality === "CT" ? 16 : 8,
    sopClassUid: `1.2.840.10008.5.1.4.1.1.${modality === "CT" ? "2" : "3.1"}`,
    sopUid: `1.2.826.0.1.4711.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: modality },
      { tag: "00080020", vr: "DA", value: "20200304" },
      { tag: "00080030", vr: "TM", value: "101112" },
      { tag: "00080080", vr: "LO", value: "Hospital of Nowhere" },
      { tag: "00081010", vr: "SH", value: "SCANNER-77" },
      { tag: "00081030", vr: "LO", value: "CT chest Doe at Hospital of Nowhere, 4 Mar 2020, knee" },
      { tag: "00080070", vr: "LO", value: "Philips" },
      { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "00100030", vr: "DA", value: "19500412" },
      { tag: "00101010", vr: "AS", value: "093Y" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.100" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.200" },
      { tag: "70530010", vr: "LO", value: "Philips PET Private Group" },
      { tag: "70530011", vr: "LO", value: "ACME" },
      { tag: "70531000", vr: "DS", value: "0.000551" },
      { tag: "70531003", vr: "LO", value: "private words" },
      { tag: "70531100", vr: "DS", value: "4711.5" },
    ],
  });

async function through(options: Partial<DeidOptions>, modality: "CT" | "US" = "CT") {
  const harness = makeImportHarness();
  const { database } = harness.context;
  // What is not built is not read.
  const unbuilt = { cleanVisualFeatures: true } as Partial<DeidOptions>;
  await writeDeidOptions(database, { ...unbuilt, ...options } as DeidOptions, by);
  const { result } = await harness.take([chosen("a.dcm", file(modality, 1))]);
  // What is chosen while an image is held does not change under what it was cleaned.
  if (result.held.length > 0) await writeDeidOptions(database, {} as DeidOptions, by);
  for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [] });
  const [row] = await database.instances.toArray();
  if (!row) throw new Error(JSON.stringify(result.refused.map(({ code }) => code)));
  const bytes = Buffer.from((await instanceBytes(database, row.sopUid)) ?? []).toString("latin1");
  return { row, bytes, record: await database.deidRecords.get(row.sopUid), database };
}

test("what the project keeps is in the file, what it does not is not, and marker and record name it", async () => {
  const { bytes, record } = await through({
    longitudinal: "full",
    retainInstitutionIdentity: true,
    retainDeviceIdentity: true,
    retainPatientCharacteristics: true,
  });
  for (const kept of ["Hospital of Nowhere", "SCANNER-77", "20200304", "101112", "090Y"])
    expect(bytes).toContain(kept);
  expect(bytes).not.toMatch(/PLANTED|DOE|Doe|CT chest|19500412|093Y/);
  for (const code of ["113100", "113106", "113108", "113109", "113112"]) expect(bytes).toContain(code);
  expect(bytes).not.toMatch(/113107|113110|113111/);
  expect(record?.options).toEqual(["d", "i", "c", "f"]);
});

test("nothing chosen: nothing kept", async () => {
  const { bytes, record } = await through({});
  expect(bytes).not.toMatch(/Philips PET|0\.000551|Hospital|SCANNER|20200304|101112|0\d\dY|PLANTED/);
  expect(record?.options).toEqual([]);
});

test("dates move by whole days, the same for all files of a patient; times stay", async () => {
  const { bytes } = await through({ longitudinal: "modified" });
  expect(bytes).toContain("101112");
  expect(bytes).not.toContain("20200304");
  expect(bytes).toContain("MODIFIED");
  const date = /DA..(\d{8})/s.exec(bytes)?.[1] ?? "";
  const { bytes: again } = await through({ longitudinal: "modified" }, "US");
  expect(date).toMatch(/^20[12]\d{5}$/);
  expect(again).toContain(date);
});

test("kept UIDs are those of the original", async () => {
  const { row, bytes } = await through({ retainUids: true });
  expect(row.sopUid).toBe("1.2.826.0.1.4711.1");
  expect(bytes).toContain("1.2.826.0.1.4711.200");
});

test("a held image is released under the options that it was cleaned by", async () => {
  const { bytes, record } = await through({ retainInstitutionIdentity: true, longitudinal: "full" }, "US");
  expect(bytes).toContain("Hospital of Nowhere");
  expect(bytes).toContain("UNMODIFIED");
  expect(bytes).toContain(`policy ${record?.policyHash.slice(0, 32)}`);
  expect(record?.options).toEqual(["i", "f"]);
});

test("descriptions stay without who and where", async () => {
  const { bytes, record } = await through({ cleanDescriptors: true });
  expect(bytes).toContain("CT chest knee");
  expect(bytes).toContain("Philips");
  expect(bytes).toContain("113105");
  expect(bytes).not.toMatch(/Doe|DOE|Hospital|Nowhere|PLANTED|SCANNER|2020|1950/);
  expect(record?.options).toEqual(["t"]);
});

test("makers' numbers that the standard calls safe stay with their block, and nothing else that is private", async () => {
  const { bytes, record } = await through({ retainSafePrivate: true });
  expect(bytes).toContain("Philips PET Private Group");
  expect(bytes).toContain("0.000551");
  expect(bytes).toContain("113111");
  expect(bytes).not.toMatch(/ACME|private words|4711\.5|PLANTED/);
  expect(record?.options).toEqual(["p"]);
});

test.each(["explicit", "implicit"])(
  "what a later file of the patient says counts for an earlier one: %s",
  async (syntax) => {
    const harness = makeImportHarness();
    const { database } = harness.context;
    await writeDeidOptions(database, { cleanDescriptors: true } as DeidOptions, by);
    const one = (number: number, more: readonly MadeElement[]) =>
      makeDicom(
        [
          { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
          { tag: "00080018", vr: "UI", value: `1.2.826.0.1.4711.${number}` },
          { tag: "00080060", vr: "CS", value: "CT" },
          { tag: "00100020", vr: "LO", value: "PLANTED-1" },
          { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.100" },
          { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.200" },
          ...more,
          ...madePixels(4, 4, 16, new Uint8Array(32)),
        ],
        { explicit: syntax === "explicit" },
      ).bytes;
    const { result } = await harness.take([
      chosen("a.dcm", one(1, [{ tag: "0008103E", vr: "LO", value: "CT chest Hand" }])),
      chosen("b.dcm", one(2, [{ tag: "00080090", vr: "PN", value: "HAND^Erna" }])),
    ]);
    expect(result.refused).toEqual([]);
    const rows = await database.instances.toArray();
    const bytes = await Promise.all(rows.map(({ sopUid }) => instanceBytes(database, sopUid)));
    const text = bytes.map((part) => Buffer.from(part ?? []).toString("latin1")).join("\n");
    expect(rows).toHaveLength(2);
    expect(text).toContain("CT chest");
    expect(text).not.toMatch(/hand/i);
  },
);

test("a cleaned object that comes back is taken as it is", async () => {
  const { database, bytes, row } = await through({ cleanDescriptors: true, retainSafePrivate: true });
  const harness = makeImportHarness();
  const same = { cleanDescriptors: true, retainSafePrivate: true } as DeidOptions;
  await writeDeidOptions(harness.context.database, same, by);
  const again = await harness.take([chosen("own.dcm", new Uint8Array(Buffer.from(bytes, "latin1")))]);
  expect(again.result.refused).toEqual([]);
  const stored = await instanceBytes(harness.context.database, row.sopUid);
  expect(Buffer.from(stored ?? []).toString("latin1")).toBe(bytes);
  database.close();
});

test("a choice is a link of the device's chain, with who made it", async () => {
  const { database } = await through({ retainUids: true });
  const [event] = await readAuditChain(database, "device");
  expect(event).toMatchObject({ action: "deid-options", actor: "steward", detail: { retainUids: true } });
});
