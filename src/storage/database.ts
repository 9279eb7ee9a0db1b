import Dexie, { type EntityTable, type Table } from "dexie";
import type { Annotation } from "../domain/annotation.ts";
import type { AuditEvent } from "../domain/audit-event.ts";
import type { Classification } from "../domain/classification.ts";
import type { DeidRecord } from "../domain/deid/deid-record.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { MaskTileKey } from "../domain/mask.ts";
import type { ModelTask } from "../domain/models/graph-manifest.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { LogRow } from "../domain/record-diff.ts";
import type { Review } from "../domain/review/review-record.ts";
import type { StudyVersion } from "../domain/review/study-version.ts";
import type { Said } from "../domain/said.ts";
import type { SplitName } from "../domain/split.ts";
import type { Instance, Series, Study, TaskState } from "../domain/study.ts";
import type { StudyObject } from "../domain/study-object.ts";
import type { OutboxRow } from "../domain/sync/outbox-row.ts";
import type { Version } from "../domain/sync/version.ts";
import type { UnfinishedRow } from "./unfinished.ts";

/** Bytes of an instance, cut at ≤ 1 MB; `index` from 0. */
export interface ChunkRow {
  readonly sopUid: string;
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

/** An annotation with the study it is looked up by. */
export interface AnnotationRow {
  readonly instanceUid: string;
  readonly studyUid: string;
  readonly annotation: Annotation;
}

/** One mask tile; `codec` 1 = runs of (length u16, value u16) little endian. */
export interface MaskTileRow extends MaskTileKey {
  readonly studyUid: string;
  readonly codec: 1;
  readonly bytes: ArrayBuffer;
}

/** Samples of a stroke that is being drawn; gone after its commit. */
export interface StrokeRow {
  readonly studyUid: string;
  readonly tab: string;
  readonly at: string;
  /** What the tool needs to draw it again; JSON-safe. */
  readonly draft: unknown;
}

/** A refused file: never its name, never a value. */
export interface RefusalRow {
  readonly id: string;
  readonly at: string;
  readonly sourceHmac: string;
  readonly code: string;
}

export interface ThumbnailRow {
  readonly seriesUid: string;
  readonly columns: number;
  readonly rows: number;
  readonly rgba: ArrayBuffer;
}

/** A run of the model over a series (assist 3.7). */
export interface PrelabelRunRow {
  readonly id: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly modelSha256: string;
  readonly state: "queued" | "running" | "paused" | "cancelled" | "failed" | "done";
  readonly done: number;
  readonly total: number;
  /** Rows of older versions hold the English text. */
  readonly failedUnits: readonly { readonly unit: number; readonly reason: Said | string }[];
  /** Model, manifest and settings: a run with the same key goes on with, or supersedes, this one. */
  readonly key?: string;
  readonly startedAt?: string;
  /** Proposals committed so far. */
  readonly proposals?: number;
}

/** Digests of the frames of a stored image, whose bytes have this sum; empty for a blank frame. */
export interface FrameDigestRow {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly sha256: string;
  readonly digests: readonly string[];
}

/** The part of the split that a patient was given and keeps (export-and-workflow E5). */
export interface SplitLockRow {
  readonly patientKey: string;
  readonly part: SplitName;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Bytes of a label object that was made for the hub, or of a report that came from elsewhere; kept for good, they are small. */
export interface LabelObjectRow {
  readonly uid: string;
  readonly study: string;
  readonly bytes: ArrayBuffer;
}

/** A hub that this device has talked to: base URL and a marker made at first contact (sync 3.1). */
export interface HubRow {
  readonly id: string;
  readonly baseUrl: string;
  readonly kind: "orthanc" | "azure" | "plain";
  /** Number of its newest change at the last pull; null: it has no list of changes; absent: not asked yet. */
  readonly changeCursor?: number | null;
}

/** How far a study is in step with the hub. */
export interface SyncStudyRow {
  readonly studyUid: string;
  /** The version that the labels on this device go on from; null: none yet. */
  readonly base: string | null;
  /** Versions that were merged into the labels since: the next version names them too. */
  readonly also: readonly string[];
  /** Highest log `seq` that is in that version; −1: never looked at. */
  readonly seq: number;
  /** Device time at which that version was made, ms. */
  readonly madeAtMs: number;
  /** NumberOfStudyRelatedInstances when all of the study's reports were here; null: look again. */
  readonly count: number | null;
  /** Device time of the last full list, ms. */
  readonly lastFullMs: number;
  /** Device time at which the study was last opened, ms; absent before that. */
  readonly openedAtMs?: number;
}

/** A report on the hub that this app does not take in, and why. */
export interface ForeignRow {
  readonly uid: string;
  readonly study: string;
  readonly reason: "not-deidentified" | "not-ours" | "unreadable" | "too-large" | "other-study";
}

/** A classification with the study it is looked up by. */
export interface ClassificationRow {
  readonly recordUid: string;
  readonly studyUid: string;
  readonly classification: Classification;
}

/** Where the work of one of several blind readers stands while another's lies in the tables. */
export interface ReadingRow {
  readonly studyUid: string;
  readonly reader: string;
  readonly state: TaskState;
  readonly appliedSeq: number;
}

/** A model of the person's own (assist 3.4); its files lie in `modelParts`. */
export interface ModelRow {
  /** SHA-256 of its manifest, hex. */
  readonly id: string;
  readonly modelId: string;
  readonly version: string;
  /** As the person confirmed it; recorded in every label. */
  readonly license: string;
  readonly bytes: number;
  readonly tested: boolean;
  readonly kinds: readonly string[];
  /** These four: absent in rows of older versions, which are all promptable. */
  readonly task?: ModelTask;
  readonly adapter?: string;
  readonly labelNames?: readonly string[];
  /** What its draft had to guess. */
  readonly guessed?: readonly string[];
  readonly dryRunMs: number;
  readonly at: string;
  /** How often it ended its worker; at two it is not used any more. */
  readonly strikes: number;
}

/** Bytes of a file of a model, cut at ≤ 4 MB; `index` from 0. */
export interface ModelPartRow {
  readonly model: string;
  readonly path: string;
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

/** Who a study is of: AES-GCM under the project's map key, bound to the study's pseudonymous UID. */
export interface MapRow {
  readonly studyUid: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** Room that is kept in hand for labels; see `ballast.ts`. */
export interface BallastRow {
  readonly id: number;
  readonly bytes: ArrayBuffer;
}

/**
 * A range of a pack that no image's row names any more, until it is overwritten. `at` −1: bytes may lie behind its last image, because the
 * import that writes it is not over. −2: more than half of it is dead, until its images were copied into another.
 */
export interface PackGapRow {
  readonly pack: string;
  readonly at: number;
  readonly lengthBytes: number;
}

/** One value under a fixed name: project, user, device, keys (non-extractable CryptoKeys). */
export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** The main store: nothing in it names a patient. */
export type MainDatabase = Dexie & {
  studies: EntityTable<Study, "studyUid">;
  series: EntityTable<Series, "seriesUid">;
  instances: EntityTable<Instance, "sopUid">;
  chunks: Table<ChunkRow, [string, number]>;
  deidRecords: EntityTable<DeidRecord, "sopUid">;
  annotations: EntityTable<AnnotationRow, "instanceUid">;
  proposals: EntityTable<Proposal, "id">;
  maskTiles: Table<MaskTileRow, [string, number, string, number, number, number]>;
  log: EntityTable<LogRow, "id">;
  strokes: Table<StrokeRow, [string, string]>;
  audit: Table<AuditEvent, [string, number]>;
  schemas: EntityTable<LabelSchema, "id">;
  settings: EntityTable<SettingRow, "key">;
  refusals: EntityTable<RefusalRow, "id">;
  thumbnails: EntityTable<ThumbnailRow, "seriesUid">;
  prelabelRuns: EntityTable<PrelabelRunRow, "id">;
  frameDigests: EntityTable<FrameDigestRow, "sopUid">;
  splitLocks: EntityTable<SplitLockRow, "patientKey">;
  outbox: EntityTable<OutboxRow, "uid">;
  labelObjects: EntityTable<LabelObjectRow, "uid">;
  syncVersions: EntityTable<Version, "uid">;
  hubs: EntityTable<HubRow, "id">;
  syncStudies: EntityTable<SyncStudyRow, "studyUid">;
  foreign: EntityTable<ForeignRow, "uid">;
  versions: EntityTable<StudyVersion, "versionUid">;
  reviews: EntityTable<Review, "id">;
  classifications: EntityTable<ClassificationRow, "recordUid">;
  readings: Table<ReadingRow, [string, string]>;
  models: EntityTable<ModelRow, "id">;
  modelParts: Table<ModelPartRow, [string, string, number]>;
  studyObjects: EntityTable<StudyObject, "sopUid">;
  reidMap: EntityTable<MapRow, "studyUid">;
  unfinished: EntityTable<UnfinishedRow, "sopUid">;
  ballast: EntityTable<BallastRow, "id">;
  packGaps: Table<PackGapRow, [string, number]>;
};

/** Opens the main store. Durable commits: a finished transaction survives a killed browser. */
export function openMainDatabase(name = "overread"): MainDatabase {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" }) as MainDatabase;
  database.version(1).stores({
    studies: "studyUid, importedAt",
    series: "seriesUid, studyUid",
    instances: "sopUid, seriesUid, studyUid",
    chunks: "[sopUid+index]",
    deidRecords: "sopUid, studyUid, sourceHmac",
    annotations: "instanceUid, studyUid",
    proposals: "id, studyId, [studyId+state], runId",
    maskTiles: "[seriesUid+layer+sopUid+frameIndex+tileRow+tileColumn], studyUid, seriesUid",
    log: "id, &[studyUid+seq]",
    strokes: "[studyUid+tab], studyUid",
    audit: "[chain+seq]",
    schemas: "id",
    settings: "key",
    refusals: "id",
    thumbnails: "seriesUid",
    prelabelRuns: "id, studyUid, seriesUid",
  });
  // Tables that were added: nothing in the others changes.
  database.version(2).stores({ frameDigests: "sopUid, studyUid", splitLocks: "patientKey" });
  database.version(3).stores({
    outbox: "uid, study, state, seq, [state+prio+seq]",
    labelObjects: "uid, study",
    syncVersions: "uid, study, [study+author]",
    hubs: "id",
    syncStudies: "studyUid",
    foreign: "uid, study",
  });
  // Review and reading: what was submitted, what was said of it, and answers about more than one label.
  database.version(4).stores({
    versions: "versionUid, studyUid",
    reviews: "id, study",
    classifications: "recordUid, studyUid",
    readings: "[studyUid+reader], studyUid",
  });
  database.version(5).stores({ models: "id", modelParts: "[model+path+index], model" });
  // Reports, presentation states and structure sets: objects of a study that no query for images meets. Large images come in several
  // transactions: what a killed tab began is known by the rows of `unfinished`.
  database.version(6).stores({
    studyObjects: "sopUid, studyUid",
    reidMap: "studyUid",
    unfinished: "sopUid",
    ballast: "id",
  });
  // Packs: which images lie in one, and what is to be done to it.
  database.version(7).stores({
    instances: "sopUid, seriesUid, studyUid, pack.id",
    packGaps: "[pack+at], pack",
  });
  return database;
}
