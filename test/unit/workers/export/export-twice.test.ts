import { plainFacts } from "../../../../src/domain/plain-facts.ts";
import { releasedRecord } from "../../../support/released-record.ts";
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { ExportFormat, ExportOptions } from "../../../../src/domain/calls/export-calls.ts";
import type { ImageFacts } from "../../../../src/domain/image-facts.ts";
import { starterLabelSchema } from "../../../../src/domain/label-schema-starter.ts";
import { openMainDatabase } from "../../../../src/storage/database.ts";
import { makeDatasetReader } from "../../../../src/workers/export/dataset-reader.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { sha256Hex } from "../../../../src/workers/export/sha256-hex.ts";
import { memorySink } from "../../../support/export-fixture.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { makeLabel, paintMask, storeLabels } from "../../../support/label-store.ts";
import { noCodecs } from "../../../support/no-codecs.ts";

const [study, series] = ["2.25.7001", "2.25.7002"];
const sops = ["2.25.7003", "2.25.7004", "2.25.7005"];
const [columns, rows] = [70, 66];
const now = "2026-01-01T00:00:00.000Z";

const facts: ImageFacts = plainFacts(columns, rows, {
  type: "u16",
  bitsStored: 16,
  intercept: -1024,
  units: "HU",
  spacingMm: [0.5, 0.5],
  spacingKind: "patient",
});

const plane = (at: number) => ({
  positionMm: [0, 0, at * 2] as const,
  orientation: [1, 0, 0, 0, 1, 0] as const,
});

/** Slice `at` of a small CT as it would be stored. */
const slice = (at: number) =>
  makeImageDicom({
    columns,
    rows,
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: sops[at] ?? "",
    pixels: new Uint8Array(new Uint16Array(columns * rows).map((_, i) => ((i * 31 + at) % 3000) + at).buffer),
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "Anon^AAAABBBB" },
      { tag: "00100020", vr: "LO", value: "AAAABBBBCCCCDDDD" },
      { tag: "00120062", vr: "CS", value: "YES" },
      { tag: "0020000D", vr: "UI", value: study },
      { tag: "0020000E", vr: "UI", value: series },
      { tag: "00280030", vr: "DS", value: "0.5\\0.5" },
      { tag: "00281052", vr: "DS", value: "-1024" },
      { tag: "00281053", vr: "DS", value: "1" },
    ],
  });

/** One study with masks, boxes and polygons in a store; `order` is that in which its rows are written. */
async function fill(name: string, order: readonly number[]): Promise<void> {
  const database = openMainDatabase(name);
  await database.schemas.put(starterLabelSchema);
  for (const at of order) {
    const sop = sops[at] ?? "";
    const bytes = slice(at);
    const sha256 = await sha256Hex(bytes);
    await database.chunks.put({ sopUid: sop, index: 0, bytes: bytes.slice().buffer });
    await database.instances.put({
      sopUid: sop,
      seriesUid: series,
      studyUid: study,
      sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
      format: "dicom",
      facts,
      instanceNumber: at + 1,
      planes: [plane(at)],
      lengthBytes: bytes.length,
      sha256,
      chunkCount: 1,
      madeHere: true,
      pixelVerdict: "clean-by-class",
    });
    await database.deidRecords.put(
      releasedRecord({ sopUid: sop, studyUid: study, at: now, outputSha256: sha256 }),
    );
    const target = { study, series, sop, frame: 1 };
    const mask = makeLabel(`2.25.80${at}`, "mass", target, { type: "mask", layer: 0, segmentIndex: at + 1 });
    const polygon = makeLabel(`2.25.81${at}`, "liver", target, {
      type: "polygon",
      pointsImage: [
        [3, 3],
        [30, 5],
        [12, 40],
      ],
    });
    const box = makeLabel(`2.25.82${at}`, "nodule", target, { type: "box", boxImage: [40, 40, 60, 62] });
    const labels = [mask, polygon, box];
    await storeLabels(database, order[0] === 0 ? labels : labels.toReversed());
    await paintMask(database, mask, columns, rows, (x, y) => Math.hypot(x - 50, y - 20) < 9 + at);
  }
  await database.series.put({
    seriesUid: series,
    studyUid: study,
    modality: "CT",
    description: "",
    number: 1,
    frameOfReferenceUid: "2.25.7009",
    columns,
    rows,
    frames: sops.map((sopUid, at) => ({ sopUid, frameIndex: 0, plane: plane(at), alongNormalMm: at * 2 })),
    warnings: [],
    laterality: "",
    bodyPart: "",
  });
  await database.studies.put({
    studyUid: study,
    patientKey: "AAAABBBBCCCCDDDD",
    pseudonym: "AAAABBBB",
    description: "CT",
    modalities: ["CT"],
    importedAt: now,
    state: "accepted",
    seriesCount: 1,
    imageCount: 3,
    bytes: 1,
    appliedSeq: 0,
  });
  database.close();
}

const formats: readonly ExportFormat[] = [
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
  "ndjson",
  "seg",
  "rtstruct",
  "sr",
  "dicom",
];

test("two stores with the same labels, written in another order, leave as the same files, byte for byte, in every format (X10)", async () => {
  const exports: string[][] = [];
  for (const order of [
    [0, 1, 2],
    [2, 0, 1],
  ]) {
    const name = `twice-${order[0]}`;
    await fill(name, order);
    const database = openMainDatabase(name);
    const { signal } = new AbortController();
    const store = memorySink();
    const options: ExportOptions = {
      name: "twice",
      studyUids: [study],
      formats,
      statuses: ["accepted"],
      includeProposals: false,
      frames: "all",
      createdAt: "2026-02-03T04:05:06.000Z",
      seed: "overread-1",
    };
    const { instances, checks } = await runExport(
      {
        database,
        reader: makeDatasetReader(database, noCodecs, signal),
        toolVersion: "0.1.0",
        openSink: async () => store.sink,
        progress: () => undefined,
        signal,
      },
      options,
    );
    expect(instances).toBe(9);
    const compared = checks.filter(({ compared: count }) => count > 0).map(({ format }) => format);
    expect(compared).toEqual(expect.arrayContaining(["coco", "nifti", "ndjson", "seg", "rtstruct", "sr"]));
    // In the order in which they are written: the order of the entries of a zip.
    exports.push([...store.files].map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString("base64")}`));
    await database.delete();
  }
  const [first = [], second = []] = exports;
  expect(second.length).toBe(first.length);
  expect(first.filter((file, at) => file !== second[at]).map((file) => file.split(" ")[0])).toEqual([]);
});
