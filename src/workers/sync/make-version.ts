import { instanceUidFrom } from "../../domain/instance-uid.ts";
import { obstacleOf } from "../../domain/sync/capture-obstacle.ts";
import type { Version } from "../../domain/sync/version.ts";
import { stateFlags, stateOfTask, versionState } from "../../domain/sync/version-state.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { enqueueVersion } from "../../storage/outbox.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { changeSyncStudy, syncStudy } from "../../storage/sync-versions.ts";
import { readReviews } from "../../storage/versions.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { Dataset, DatasetImage } from "../export/dataset.ts";
import { localLabels, sameObjects } from "./local-objects.ts";
import { versionObjects } from "./version-objects.ts";

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
  /** For images that were no DICOM files. */
  readonly codecs: Codecs;
}

/** What came of it. `stays`: a label or an answer lies on an image that no Secondary Capture holds, so that the study stays on this device.
 * `away`: images that the version would be about were put away; it is made when they are back. */
export type MadeVersion = "made" | "unchanged" | "stays" | "away" | "no-study";

/** Makes a version of the labels and answers of a study as they are on disk, when they differ from the version that they go on from. */
export async function makeVersion(maker: VersionMaker, studyUid: string): Promise<MadeVersion> {
  const { database, nowMs } = maker;
  const study = await database.studies.get(studyUid);
  if (!study) return "no-study";
  const row = await syncStudy(database, studyUid);
  const { annotations, answers, instances, objects } = await localLabels(database, studyUid);
  const labelled = new Set([...annotations, ...answers.values()].flatMap(({ target }) => target.sop ?? []));
  const stays = [...labelled].some((sop) => {
    const instance = instances.get(sop);
    return instance !== undefined && obstacleOf(instance) !== null;
  });
  // An answer about the whole study goes with any image of it that can be named.
  const mayTravel = instances.size === 0 || [...instances.values()].some((one) => obstacleOf(one) === null);
  if (stays || !mayTravel) {
    await changeSyncStudy(database, studyUid, { seq: study.appliedSeq });
    return "stays";
  }
  const base = row.base === null ? undefined : await database.syncVersions.get(row.base);
  const state = stateOfTask(study.state);
  // While somebody reviews, nothing is decided: the verdict makes the version.
  if (study.state === "in-review") return "unchanged";
  const changed = base
    ? !sameObjects(base.objects, objects) || versionState(base) !== state
    : Object.keys(objects).length > 0 || state !== "draft";
  if (!changed && row.also.length === 0) {
    await changeSyncStudy(database, studyUid, { seq: study.appliedSeq });
    return "unchanged";
  }
  // Headers and records are read from the images themselves.
  if ([...instances.values()].some(({ evicted }) => evicted)) return "away";
  const schema = await activeSchema(database);
  const used = new Set(annotations.map(({ classId }) => classId));
  const madeAtMs = nowMs();
  const predecessors = row.base === null ? [] : [row.base, ...row.also];
  const before = (await database.syncVersions.bulkGet(predecessors)).flatMap((one) => one ?? []);
  const reviews = await readReviews(database, studyUid);
  const review =
    state === "accepted" || state === "rejected"
      ? reviews.findLast(({ verdict }) => verdict === state)
      : undefined;
  const version: Omit<Version, "series"> = {
    uid: instanceUidFrom(maker.randomBytes(16)),
    study: studyUid,
    author: maker.reader,
    device: maker.device,
    predecessors,
    ...stateFlags(state),
    madeAt: new Date(madeAtMs).toISOString(),
    objects,
    classes: schema.classes.filter(({ id }) => used.has(id)),
    ...(review ? { review } : {}),
  };
  const series = await database.series.where("studyUid").equals(studyUid).toArray();
  const images = series.flatMap((item) =>
    item.frames.flatMap(({ sopUid, frameIndex }): DatasetImage[] => {
      const instance = instances.get(sopUid);
      if (!instance) return [];
      return [{ id: "", study, series: item, instance, frame: frameIndex + 1, group: "", split: "train" }];
    }),
  );
  const anyImage = images.find(({ instance }) => obstacleOf(instance) === null);
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
    classifications: [...answers.values()],
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
