import { beforeAll, expect, test } from "vitest";
import type { ExportFormat } from "../../../../src/domain/calls/export-calls.ts";
import { noBreath } from "../../../../src/domain/cancel.ts";
import { chooseReidMap } from "../../../../src/storage/reid-map.ts";
import type { Dataset } from "../../../../src/workers/export/dataset.ts";
import { scanForOriginals } from "../../../../src/workers/export/original-scan.ts";
import { exportObjects } from "../../../support/dicom-export.ts";
import { memorySink } from "../../../support/export-fixture.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeLabel } from "../../../support/label-store.ts";

const patient = { id: "PLANTED-4711", name: "PLANTEDNAME^JOHANNA" };
const original = { study: "1.2.826.0.1.4711.1", series: "1.2.826.0.1.4711.2", sop: "1.2.826.0.1.4711.9.1" };

const file = (issuer: string) =>
  makeImageDicom({
    columns: 8,
    rows: 8,
    pixels: new Uint8Array(128).map((_, at) => at % 16),
    pixelVr: "OW",
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: original.sop,
    more: [
      { tag: "00080050", vr: "SH", value: "PLANTEDACC" },
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: patient.name },
      { tag: "00100020", vr: "LO", value: patient.id },
      ...(issuer === "" ? [] : [{ tag: "00100021", vr: "LO", value: issuer }]),
      { tag: "0020000D", vr: "UI", value: original.study },
      { tag: "0020000E", vr: "UI", value: original.series },
    ],
  });

/** A store of one labelled image, whose person wrote `text` as the answer to a question. */
async function answered(text: string, { map = false, issuer = "" } = {}) {
  const harness = makeImportHarness();
  const { database } = harness.context;
  const keys = await harness.context.keys();
  const value = { keys, fingerprint: "made", madeAt: "", file: null };
  await database.settings.put({ key: "project-secret", value });
  const by = { chain: "device-1", actor: "user-1", at: "2026-01-01T00:00:00.000Z" };
  if (map) await chooseReidMap(database, true, by);
  await harness.take([chosen("a.dcm", file(issuer))]);
  const [instance] = await database.instances.toArray();
  if (!instance) throw new Error("nothing was taken in");
  const { studyUid, seriesUid, sopUid } = instance;
  const note = { id: "note", scope: "study", kind: "text" } as const;
  await database.schemas.put({ ...dicomSchema, classifications: [note] });
  const target = { study: studyUid, series: seriesUid, sop: sopUid, frame: 1 };
  const annotation = makeLabel("2.25.9001", "mass", target, { type: "box", boxImage: [1, 1, 4, 4] });
  await database.annotations.put({ instanceUid: "2.25.9001", studyUid, annotation });
  const classification = {
    v: 1,
    recordUid: "2.25.9002",
    scope: "study",
    target: { study: studyUid },
    field: "note",
    schemaVersion: 1,
    value: text,
    provenance: annotation.provenance,
  } as const;
  await database.classifications.put({ recordUid: "2.25.9002", studyUid, classification });
  return harness;
}

const leak = async (text: string, formats: readonly ExportFormat[], how = {}) => {
  const state = { handedOver: false };
  const run = exportObjects(await answered(text, how), formats).then(({ store }) => {
    state.handedOver = store.state.handedOver;
    return "";
  });
  return run.catch((reason: Error & { readonly code?: string }) => `${reason.code}: ${reason.message}`);
};

let clean: string;
beforeAll(async () => {
  clean = await leak("sharp, no artefact", ["ndjson", "sr", "seg", "coco"]);
});

test("a dataset without originals is handed over", () => expect(clean).toBe(""));

test.each<[string, string, ExportFormat, string, object?]>([
  [
    "an original patient ID",
    `see ${patient.id}, please`,
    "ndjson",
    "classifications.ndjson holds the patient ID",
  ],
  ["one in a report alone", `see ${patient.id}`, "sr", "holds the patient ID"],
  ["an original UID of the study", `from ${original.study}.`, "ndjson", "holds a UID"],
  ["one of an image", original.sop, "ndjson", "holds a UID"],
  [
    "a name, where the project keeps a map",
    "of Johanna? JOHANNA PLANTEDNAME",
    "ndjson",
    "the patient's name",
    { map: true },
  ],
  [
    "an accession number, where there is a map",
    "x PLANTEDACC x",
    "ndjson",
    "the accession number",
    { map: true },
  ],
  [
    "an ID under an issuer that the map knows",
    patient.id,
    "ndjson",
    "the patient ID",
    { map: true, issuer: "HOSPITAL" },
  ],
])(
  "%s is found in what people wrote, told by its file, and nothing is handed over",
  async (_name, text, format, told, how) => {
    const said = await leak(text, [format], how);
    expect(said).toContain("original-found: Nothing was handed over");
    expect(said).toContain(told);
    for (const secret of [patient.id, patient.name, "JOHANNA", "PLANTEDACC", ...Object.values(original)])
      expect(said).not.toContain(secret);
  },
);

test("the numbers of masks and outlines are no words: only what people wrote is put through the keys", async () => {
  const { context } = await answered("see 12345678 there");
  const lines = [
    JSON.stringify({
      counts: Array.from({ length: 5000 }, (_, at) => 10_000 + at),
      value: "see 12345678 there",
    }),
    JSON.stringify({ classId: "mass", instanceUid: "2.25.9001", createdAt: "2026-01-01T00:00:00.000Z" }),
  ];
  const { sink } = memorySink();
  await sink.write("test-set/ndjson/annotations.ndjson", [new TextEncoder().encode(lines.join("\n"))]);
  const dataset = { options: { name: "test-set" }, images: [], records: new Map() } as unknown as Dataset;
  const { words } = await scanForOriginals(context.database, dataset, sink, noBreath);
  // Keys, the sentence and its words.
  expect(words).toBeGreaterThan(4);
  expect(words).toBeLessThan(15);
});

test("what exists as a keyed digest of another project cannot be told, and is not claimed", async () => {
  const harness = await answered(patient.id);
  const { deriveProjectKeys } = await import("../../../../src/storage/keys.ts");
  const keys = await deriveProjectKeys(new Uint8Array(32).fill(99));
  await harness.context.database.settings.put({
    key: "project-secret",
    value: { keys, fingerprint: "other", madeAt: "", file: null },
  });
  expect((await exportObjects(harness, ["ndjson"])).store.state.handedOver).toBe(true);
});
