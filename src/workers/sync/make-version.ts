import { attest } from "../../domain/deid/attest.ts";
import { instanceUidFrom } from "../../domain/instance-uid.ts";
import type { Version } from "../../domain/sync/version.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { instancePieces, MissingPartError } from "../../storage/instances.ts";
import { enqueueImages, enqueueVersion } from "../../storage/outbox.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { changeSyncStudy, syncStudy } from "../../storage/sync-versions.ts";
import type { Dataset, DatasetImage } from "../export/dataset.ts";
import { sha256OfPieces } from "../export/sha256-hex.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { localLabels, sameObjects } from "./local-objects.ts";
import { outboxEntry, versionObjects } from "./version-objects.ts";

/** Who makes versions on this device. */
export interface VersionMaker {
  readonly database: MainDatabase;
  /** Reader code: the same on all devices of one reader. */
  readonly reader: string;
  readonly device: string;
  readonly toolVersion: string;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly signal: AbortSignal;
}

/** What came of it. `not-dicom`: the study holds images that were no DICOM files, which do not travel yet. */
export type MadeVersion = "made" | "unchanged" | "not-dicom" | "no-study";

/** Makes a version of the labels of a study as they are on disk, when they differ from the version that they go on from. */
export async function makeVersion(maker: VersionMaker, studyUid: string): Promise<MadeVersion> {
  const { database, nowMs } = maker;
  const study = await database.studies.get(studyUid);
  if (!study) return "no-study";
  const row = await syncStudy(database, studyUid);
  const { annotations, instances, objects } = await localLabels(database, studyUid);
  if ([...instances.values()].some(({ format }) => format !== "dicom")) {
    await changeSyncStudy(database, studyUid, { seq: study.appliedSeq });
    return "not-dicom";
  }
  const base = row.base === null ? undefined : await database.syncVersions.get(row.base);
  const changed = base ? !sameObjects(base.objects, objects) : Object.keys(objects).length > 0;
  if (!changed && row.also.length === 0) {
    await changeSyncStudy(database, studyUid, { seq: study.appliedSeq });
    return "unchanged";
  }
  const schema = await activeSchema(database);
  const used = new Set(annotations.map(({ classId }) => classId));
  const madeAtMs = nowMs();
  const predecessors = row.base === null ? [] : [row.base, ...row.also];
  const before = (await database.syncVersions.bulkGet(predecessors)).flatMap((one) => one ?? []);
  const version: Omit<Version, "series"> = {
    uid: instanceUidFrom(maker.randomBytes(16)),
    study: studyUid,
    author: maker.reader,
    device: maker.device,
    predecessors,
    completion:
      annotations.length === 0 || annotations.some(({ status }) => status === "draft")
        ? "PARTIAL"
        : "COMPLETE",
    verification: "UNVERIFIED",
    madeAt: new Date(madeAtMs).toISOString(),
    objects,
    classes: schema.classes.filter(({ id }) => used.has(id)),
  };
  const series = await database.series.where("studyUid").equals(studyUid).toArray();
  const images = series.flatMap((item) =>
    item.frames.flatMap(({ sopUid, frameIndex }): DatasetImage[] => {
      const instance = instances.get(sopUid);
      if (!instance) return [];
      return [{ id: "", study, series: item, instance, frame: frameIndex + 1, group: "", split: "train" }];
    }),
  );
  const [anyImage] = images;
  if (!anyImage) return "no-study";
  const records = await database.deidRecords.bulkGet([...instances.keys()]);
  const dataset: Dataset = {
    options: {
      name: "sync",
      studyUids: [studyUid],
      formats: ["seg", "sr"],
      statuses: ["draft", "submitted", "accepted"],
      includeProposals: false,
      frames: "labelled",
      createdAt: version.madeAt,
      seed: "",
    },
    schema,
    images,
    objects: annotations.flatMap((annotation) => {
      const { sop, frame } = annotation.target;
      const image = images.find((one) => one.instance.sopUid === sop && one.frame === frame);
      return image ? [{ annotation, image }] : [];
    }),
    proposals: [],
    licenses: new Map(),
    instances: [...instances.values()],
    stored: instances,
    records: new Map(records.flatMap((record) => (record ? [[record.sopUid, record] as const] : []))),
    split: { seed: "", ratios: [1, 0, 0], quotas: [0, 0, 0], groups: new Map(), proofSha256: "" },
    members: new Map(),
    strata: [],
    audit: new Map(),
    auditHeads: [],
  };
  const made = await versionObjects(database, {
    version,
    predecessors: before.map((one) => ({ seriesUid: one.series, sopUid: one.uid })),
    dataset,
    anyImage,
    toolVersion: maker.toolVersion,
    signal: maker.signal,
  });
  await enqueueVersion(database, { ...version, series: made.series }, made.objects, {
    seq: study.appliedSeq,
    madeAtMs,
  });
  return "made";
}

/** Null for an image that is not whole in the store; it is not queued. */
function wholeOnly(reason: unknown): null {
  if (reason instanceof MissingPartError) return null;
  throw reason;
}

/** Queues the images of a study that are not queued yet, each by its own record. */
export async function queueImages(
  database: MainDatabase,
  studyUid: string,
  signal: AbortSignal,
): Promise<void> {
  const queued = new Set(await database.outbox.where("study").equals(studyUid).primaryKeys());
  for (const instance of await database.instances.where("studyUid").equals(studyUid).toArray()) {
    signal.throwIfAborted();
    const { sopUid, format } = instance;
    if (format !== "dicom" || queued.has(sopUid)) continue;
    const record = await database.deidRecords.get(sopUid);
    const sha256 = await sha256OfPieces(instancePieces(database, instance)).catch(wholeOnly);
    if (!record || sha256 === null) continue;
    const object = await outboxEntry(storedSource(database, instance), "image");
    await enqueueImages(database, attest([object], { record, sha256 }));
  }
}
