import { expect, test } from "vitest";
import { optionsVersion, strictOptions } from "../../../../src/domain/deid/options.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const file = makeImageDicom({
  columns: 4,
  rows: 4,
  pixels: new Uint8Array(32),
  pixelVr: "OW",
  bits: 16,
  sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
  sopUid: "1.2.826.0.1.4711.9.1",
  more: [
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00080070", vr: "LO", value: "SIEMENS" },
    { tag: "00080080", vr: "LO", value: "St. Elsewhere Hospital" },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
    { tag: "00100020", vr: "LO", value: "PLANTED-1" },
    { tag: "00100040", vr: "CS", value: "F" },
    { tag: "00101010", vr: "AS", value: "047Y" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
  ],
});

async function seriesOf(options: object) {
  const harness = makeImportHarness();
  const { database } = harness.context;
  await database.settings.put({
    key: "deidOptions",
    value: { version: optionsVersion, ...strictOptions, ...options },
  });
  const { result } = await harness.take([chosen("a.dcm", file)]);
  for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [] });
  const [series] = await database.series.toArray();
  return series;
}

test("a series knows of its source what its cleaned files still say, and nothing that was removed", async () => {
  expect((await seriesOf({}))?.source).toEqual({
    maker: "SIEMENS",
    model: "",
    site: "",
    sex: "",
    ageBand: "",
  });
  const kept = await seriesOf({ retainInstitutionIdentity: true, retainPatientCharacteristics: true });
  expect(kept?.source).toMatchObject({ maker: "SIEMENS", sex: "F", ageBand: "40-49" });
  // The name itself stands in the file alone; tables and cards have eight characters that follow from it.
  expect(kept?.source?.site).toMatch(/^[A-Z2-7]{8}$/);
  expect(JSON.stringify(kept)).not.toContain("Elsewhere");
});
