import { plainFacts } from "../../src/domain/plain-facts.ts";
import { memorySource } from "../../src/formats/byte-source.ts";
import { releasedRecord } from "./released-record.ts";
import "fake-indexeddb/auto";
import type { Annotation, Geometry } from "../../src/domain/annotation.ts";
import type { ExportOptions } from "../../src/domain/calls/export-calls.ts";
import type { DecodedFrame } from "../../src/domain/calls/pixels-calls.ts";
import { noBreath } from "../../src/domain/cancel.ts";
import type { ImageFacts } from "../../src/domain/image-facts.ts";
import { encodeMaskTile } from "../../src/domain/mask-tile-codec.ts";
import { type MainDatabase, openMainDatabase } from "../../src/storage/database.ts";
import type { DatasetReader } from "../../src/workers/export/dataset.ts";
import { instanceMask } from "../../src/workers/export/instance-mask.ts";
import { instanceSpans } from "../../src/workers/export/instance-spans.ts";
import { sha256Hex } from "../../src/workers/export/sha256-hex.ts";
import type { DatasetSink } from "../../src/workers/export/sink.ts";

export const columns = 70;
export const rows = 66;

const facts: ImageFacts = plainFacts(columns, rows, {
  type: "i16",
  bitsStored: 16,
  intercept: -1024,
  units: "HU",
  spacingMm: [0.5, 0.5],
  spacingKind: "patient",
});

const file = new Uint8Array(5000).map((_, i) => (i * 31) & 255);

function annotation(uid: string, classId: string, geometry: Geometry): Annotation {
  return {
    v: 1,
    instanceUid: uid,
    classId,
    schemaVersion: 1,
    target: { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 },
    geometry,
    attributes: {},
    status: "draft",
    locked: false,
    hidden: false,
    provenance: {
      origin: "human",
      author: "u1",
      device: "2.25.4",
      createdAt: "2026-01-01T00:00:00.000Z",
      editedAt: "2026-01-01T00:00:00.000Z",
      activeSeconds: 2,
      derivedFrom: [],
    },
  };
}

let count = 0;

/** A store with one study, one frame, a mask over four tiles, a polygon, a box, and a proposal that nobody reviewed. */
export async function makeStore(): Promise<MainDatabase> {
  const database = openMainDatabase(`export-${++count}`);
  const now = "2026-01-01T00:00:00.000Z";
  await database.studies.add({
    studyUid: "2.25.1",
    patientKey: "AAAABBBBCCCCDDDD",
    pseudonym: "AAAABBBB",
    description: "CT",
    modalities: ["CT"],
    importedAt: now,
    state: "labelling",
    seriesCount: 1,
    imageCount: 1,
    bytes: file.length,
    appliedSeq: 0,
  });
  await database.series.add({
    seriesUid: "2.25.2",
    studyUid: "2.25.1",
    modality: "CT",
    description: "",
    number: 1,
    frameOfReferenceUid: null,
    columns,
    rows,
    frames: [{ sopUid: "2.25.3", frameIndex: 0 }],
    warnings: [],
    laterality: "",
    bodyPart: "",
  });
  const sha256 = await sha256Hex(file);
  await database.instances.add({
    sopUid: "2.25.3",
    seriesUid: "2.25.2",
    studyUid: "2.25.1",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    format: "dicom",
    facts,
    instanceNumber: 1,
    planes: [],
    lengthBytes: file.length,
    sha256,
    chunkCount: 1,
    madeHere: true,
    pixelVerdict: "clean-by-class",
  });
  const record = releasedRecord({
    sopUid: "2.25.3",
    studyUid: "2.25.1",
    at: now,
    outputSha256: sha256,
    policyHash: "abc",
    residual: { searched: 3, hits: 0, falseAlarms: 0 },
  });
  await database.deidRecords.add(record);
  const kind = {
    color: "#79C7FE",
    hotkey: "",
    geometry: [],
    category: null,
    type: null,
    overlap: "allow",
  } as const;
  await database.schemas.add({
    schema: "overread-label-schema/1",
    id: "test",
    version: 1,
    title: "Test",
    classes: [
      { id: "liver", index: 1, name: "Liver", ...kind },
      { id: "mass", index: 3, name: "Mass", ...kind },
    ],
  });
  const labels = [
    annotation("2.25.100", "liver", { type: "mask", layer: 0, segmentIndex: 5 }),
    annotation("2.25.101", "mass", {
      type: "polygon",
      pointsImage: [
        [3, 3],
        [20, 4],
        [12, 30],
      ],
    }),
    annotation("2.25.102", "mass", { type: "box", boxImage: [40, 40, 60, 62] }),
  ];
  await database.annotations.bulkAdd(
    labels.map((item) => ({ instanceUid: item.instanceUid, studyUid: "2.25.1", annotation: item })),
  );
  for (const [tileRow, tileColumn] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const tile = new Uint16Array(64 * 64);
    for (let i = 0; i < tile.length; i++) {
      const x = tileColumn * 64 + (i % 64);
      const y = tileRow * 64 + Math.floor(i / 64);
      if (x < columns && y < rows && Math.hypot(x - 62, y - 60) < 7) tile[i] = 5;
      else if (x < 10 && y > 50 && y < rows) tile[i] = 6;
    }
    const key = { seriesUid: "2.25.2", layer: 0, sopUid: "2.25.3", frameIndex: 0, tileRow, tileColumn };
    await database.maskTiles.add({ ...key, studyUid: "2.25.1", codec: 1, bytes: encodeMaskTile(tile) });
  }
  return database;
}

/** Reads the store above as the worker's reader does, with made pixels. */
export function fixtureReader(database: MainDatabase): DatasetReader {
  const pixels = new Int16Array(columns * rows).map((_, i) => (i % 4001) - 1024);
  const frame: DecodedFrame = {
    sopUid: "2.25.3",
    frameIndex: 0,
    columns,
    rows,
    samples: 1,
    type: "i16",
    pixels,
  };
  return {
    breathe: noBreath,
    frame: async () => frame,
    overview: async () => frame,
    mask: ({ annotation: item }) => instanceMask(database, item, columns, rows),
    spans: ({ annotation: item, image }) =>
      instanceSpans(database, item, image.instance.facts.columns, image.instance.facts.rows),
    pieces: async function* () {
      yield file.slice();
    },
    source: () => memorySource(file),
    file: async () => file.slice(),
  };
}

export const fixtureOptions: ExportOptions = {
  name: "test-set",
  studyUids: ["2.25.1"],
  formats: ["coco", "png-semantic", "png-instance", "ndjson", "dicom"],
  statuses: ["draft", "submitted", "accepted"],
  includeProposals: false,
  frames: "labelled",
  createdAt: "2026-02-03T04:05:06.000Z",
  seed: "overread-1",
};

/** A store of files in memory; `spoil` may change the bytes of a file as it is written. */
export function memorySink(
  spoil: (path: string, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (_, b) => b,
) {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const state = { handedOver: false, discarded: false };
  const sink: DatasetSink = {
    async write(path, parts) {
      const all: Uint8Array[] = [];
      for await (const part of parts) all.push(part);
      const joined = Uint8Array.from(Buffer.concat(all));
      files.set(path, spoil(path, joined));
    },
    finish: async () => undefined,
    paths: async () => [...files.keys()],
    async read(path) {
      const bytes = files.get(path);
      if (!bytes) throw new Error(`No such file: ${path}`);
      return bytes;
    },
    async *pieces(path) {
      yield await sink.read(path);
    },
    async handOver() {
      state.handedOver = true;
      return { file: null, bytes: 0 };
    },
    async discard() {
      state.discarded = true;
      files.clear();
    },
  };
  return { sink, files, state };
}
