import { plainFacts } from "../../../src/domain/plain-facts.ts";
import { releasedRecord } from "../released-record.ts";
import "fake-indexeddb/auto";
import type { Annotation } from "../../../src/domain/annotation.ts";
import type { Classification } from "../../../src/domain/classification.ts";
import { instanceUidFrom, timeUuidFrom } from "../../../src/domain/instance-uid.ts";
import type { FieldValue } from "../../../src/domain/label-field.ts";
import type { EditRecord, RecordDiff } from "../../../src/domain/record-diff.ts";
import type { Review } from "../../../src/domain/review/review-record.ts";
import type { TaskState } from "../../../src/domain/study.ts";
import { taskRecordId } from "../../../src/domain/task-record.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { commitLogRow } from "../../../src/storage/log.ts";
import { sha256Hex } from "../../../src/workers/export/sha256-hex.ts";
import { missingOnHub } from "../../../src/workers/sync/audit-hub.ts";
import { makeHub } from "../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../src/workers/sync/hub-reader.ts";
import type { VersionMaker } from "../../../src/workers/sync/make-version.ts";
import { runSync } from "../../../src/workers/sync/run-sync.ts";
import { makeImageDicom } from "../image-dicom.ts";
import { makeLabel } from "../label-store.ts";
import { noCodecs } from "../no-codecs.ts";

const columns = 8;
const rows = 6;
export const study = "2.25.7001";
const series = "2.25.7002";
const sop = "2.25.7003";

const file = () =>
  makeImageDicom({
    columns,
    rows,
    pixels: new Uint8Array(columns * rows).map((_, at) => at),
    pixelVr: "OB",
    bits: 8,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.7",
    sopUid: sop,
    more: [
      { tag: "00080060", vr: "CS", value: "OT" },
      { tag: "00100010", vr: "PN", value: "Anon^AAAABBBB" },
      { tag: "00100020", vr: "LO", value: "AAAABBBBCCCCDDDD" },
      { tag: "00120062", vr: "CS", value: "YES" },
      {
        tag: "00120063",
        vr: "LO",
        value: `Overread 0.1.0\\policy ${"a".repeat(32)}\\generation 0\\px:${"b".repeat(32)}`,
      },
      { tag: "0020000D", vr: "UI", value: study },
      { tag: "0020000E", vr: "UI", value: series },
      { tag: "00200013", vr: "IS", value: "1" },
    ],
  });

const boxOf = (x: number) => ({ type: "box", boxImage: [0, 0, x, 3] }) as const;

let opened = 0;

/** A device of a reader with the one study on it, its clock off by `skewMs`. `fetchFrom` leads to a hub. */
export async function makeDevice(options: {
  readonly reader: string;
  readonly random: () => number;
  readonly fetchFrom: (url: string, init: RequestInit) => Promise<Response>;
  readonly baseUrl?: string;
  readonly skewMs?: number;
}) {
  const { random } = options;
  const database = openMainDatabase(`sync-device-${++opened}-${Math.floor(random() * 1e9)}`);
  const bytes = Uint8Array.from(file());
  const sha256 = await sha256Hex(bytes);
  const now = "2026-01-01T00:00:00.000Z";
  await database.studies.add({
    studyUid: study,
    patientKey: "AAAABBBBCCCCDDDD",
    pseudonym: "AAAABBBB",
    description: "OT",
    modalities: ["OT"],
    importedAt: now,
    state: "labelling",
    seriesCount: 1,
    imageCount: 1,
    bytes: bytes.length,
    appliedSeq: 0,
  });
  await database.series.add({
    seriesUid: series,
    studyUid: study,
    modality: "OT",
    description: "",
    number: 1,
    frameOfReferenceUid: null,
    columns,
    rows,
    frames: [{ sopUid: sop, frameIndex: 0 }],
    warnings: [],
    laterality: "",
    bodyPart: "",
  });
  await database.chunks.add({ sopUid: sop, index: 0, bytes: bytes.slice().buffer });
  await database.instances.add({
    sopUid: sop,
    seriesUid: series,
    studyUid: study,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.7",
    format: "dicom",
    facts: plainFacts(columns, rows, { spacingMm: [1, 1], spacingKind: "patient" }),
    instanceNumber: 1,
    planes: [],
    lengthBytes: bytes.length,
    sha256,
    chunkCount: 1,
    madeHere: true,
    pixelVerdict: "clean-by-class",
  });
  await database.deidRecords.add(
    releasedRecord({ sopUid: sop, studyUid: study, at: now, outputSha256: sha256 }),
  );
  const randomBytes = (length: number) => new Uint8Array(length).map(() => Math.floor(random() * 256));
  const device = instanceUidFrom(randomBytes(16));
  const clock = { ms: 1_800_000_000_000 + (options.skewMs ?? 0) };
  const maker = (signal: AbortSignal): VersionMaker => ({
    database,
    reader: options.reader,
    codecs: noCodecs,
    device,
    toolVersion: "0.1.0",
    nowMs: () => clock.ms,
    randomBytes,
    signal,
  });
  const record = (value: Annotation): EditRecord => ({ kind: "annotation", id: value.instanceUid, value });
  const write = async (actionId: string, diff: RecordDiff) => {
    const id = timeUuidFrom(randomBytes(16), clock.ms);
    const draft = { id, at: now, actor: "u", source: "user", actionId, undoable: true, diff } as const;
    await commitLogRow(database, study, draft, { chain: device, tab: null });
  };
  const commit = async (actionId: string, from: Annotation | null, to: Annotation | null) => {
    const id = (to ?? from)?.instanceUid ?? "";
    await write(actionId, {
      added: to && !from ? { [id]: record(to) } : {},
      updated: from && to ? { [id]: [record(from), record(to)] } : {},
      removed: from && !to ? { [id]: record(from) } : {},
      masks: [],
    });
  };
  const labels = async () =>
    (await database.annotations.where("studyUid").equals(study).toArray())
      .map((row) => row.annotation)
      .sort((a, b) => (a.instanceUid < b.instanceUid ? -1 : 1));
  return {
    database,
    clock,
    device,
    maker,
    labels,
    /** Adds a box; gives its UID. */
    async add(x: number, uid = instanceUidFrom(randomBytes(16))): Promise<string> {
      const target = { study, series, sop, frame: 1 };
      await commit("box", null, { ...makeLabel(uid, "mass", target, boxOf(x)), status: "draft" });
      return uid;
    },
    async move(uid: string, x: number): Promise<void> {
      const old = (await labels()).find(({ instanceUid }) => instanceUid === uid);
      if (old) await commit("move", old, { ...old, geometry: { type: "box", boxImage: [1, 0, x, 3] } });
    },
    /** Answers a question about the study, or about its image; undefined takes the answer away. */
    async answer(field: string, value: FieldValue | undefined, about: "study" | "image" = "study") {
      const target = about === "study" ? { study } : { study, series, sop };
      const rows = await database.classifications.where("studyUid").equals(study).toArray();
      const old = rows.find(
        ({ classification }) => classification.scope === about && classification.field === field,
      )?.classification;
      const recordUid = old?.recordUid ?? instanceUidFrom(randomBytes(16));
      const { provenance } = makeLabel(recordUid, "mass", { study, series, sop, frame: 1 }, boxOf(1));
      const next: Classification | undefined =
        value === undefined
          ? undefined
          : { v: 1, recordUid, scope: about, target, field, schemaVersion: 1, value, provenance };
      const stored = (one: Classification): EditRecord => ({
        kind: "classification",
        id: recordUid,
        value: one,
      });
      await write("answer-question", {
        added: next && !old ? { [recordUid]: stored(next) } : {},
        updated: next && old ? { [recordUid]: [stored(old), stored(next)] } : {},
        removed: old && !next ? { [recordUid]: stored(old) } : {},
        masks: [],
      });
    },
    /** What is answered here, by question. */
    async answers(): Promise<Readonly<Record<string, FieldValue>>> {
      const rows = await database.classifications.where("studyUid").equals(study).toArray();
      return Object.fromEntries(rows.map(({ classification: { field, value } }) => [field, value]));
    },
    /** Moves the task on, as submitting and reviewing do; all labels get `status`. */
    async task(value: TaskState, status: Annotation["status"], review?: Review): Promise<void> {
      const from = (await database.studies.get(study))?.state ?? "todo";
      const id = taskRecordId(study);
      const changed = (await labels()).filter((label) => label.status !== status);
      await commitLogRow(
        database,
        study,
        {
          id: timeUuidFrom(randomBytes(16), clock.ms),
          at: now,
          actor: "u",
          source: "user",
          actionId: value === "submitted" ? "submit-task" : "task",
          undoable: true,
          diff: {
            added: review ? { [review.id]: { kind: "review", id: review.id, value: review } } : {},
            updated: {
              [id]: [
                { kind: "task", id, value: from },
                { kind: "task", id, value },
              ],
              ...Object.fromEntries(
                changed.map((label) => [
                  label.instanceUid,
                  [record(label), record({ ...label, status })] as const,
                ]),
              ),
            },
            removed: {},
            masks: [],
          },
        },
        { chain: device, tab: null },
      );
    },
    state: async () => (await database.studies.get(study))?.state,
    async remove(uid: string): Promise<void> {
      const old = (await labels()).find(({ instanceUid }) => instanceUid === uid);
      if (old) await commit("delete", old, null);
    },
    /** One run of sync, as its worker makes it; `signal` may end it half-way. `anew`: the network is back, or a person asks. */
    async sync(signal = new AbortController().signal, anew = false) {
      const hub = makeHub(
        options.baseUrl ?? "http://127.0.0.1/dicom-web",
        { kind: "none" },
        options.fetchFrom,
      );
      return runSync({
        context: {
          database,
          codecs: noCodecs,
          hub,
          reader: makeHubReader(hub, signal),
          hubId: "hub-1",
          signal,
          nowMs: () => clock.ms,
          random,
          onStep: () => undefined,
        },
        maker: maker(signal),
        settings: { id: "hub-1", baseUrl: "", signIn: "none", reader: options.reader, images: true },
        actor: "u",
        leaving: study,
        anew,
        isOpen: async () => false,
        whileClosed: (_study, work) => work(),
        freeBytes: async () => Number.MAX_SAFE_INTEGER,
      });
    },
    /** What was verified on the hub and is not there any more. */
    missing(signal = new AbortController().signal) {
      const hub = makeHub(
        options.baseUrl ?? "http://127.0.0.1/dicom-web",
        { kind: "none" },
        options.fetchFrom,
      );
      return missingOnHub({ database, reader: makeHubReader(hub, signal), hubId: "hub-1", signal });
    },
    rows: () => database.outbox.toArray(),
    versions: () => database.syncVersions.toArray(),
  };
}

export type SyncDevice = Awaited<ReturnType<typeof makeDevice>>;
