import { attestAbout, type Evidence } from "../../domain/deid/attest.ts";
import type { Deidentified } from "../../domain/deid/deidentified.ts";
import { say } from "../../domain/said.ts";
import type { Instance } from "../../domain/study.ts";
import type { Version } from "../../domain/sync/version.ts";
import { versionRecordText } from "../../domain/sync/version-record.ts";
import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import { asciiOf, asciiValuesOf } from "../../formats/dicom/element-values.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { writeSr } from "../../formats/dicom-sr/write-sr.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { instanceBytes, instancePieces } from "../../storage/instances.ts";
import type { OutboxObject } from "../../storage/outbox.ts";
import type { Dataset, DatasetImage, DatasetReader } from "../export/dataset.ts";
import { makeObjectSources, type ObjectSources } from "../export/dicom-objects/object-sources.ts";
import { answeredImages } from "../export/dicom-objects/report-answers.ts";
import { writeSegFiles } from "../export/dicom-objects/seg-files.ts";
import { writeSrFiles } from "../export/dicom-objects/sr-files.ts";
import { instanceMask } from "../export/instance-mask.ts";
import { instanceSpans } from "../export/instance-spans.ts";
import { sha256OfPieces } from "../export/sha256-hex.ts";
import type { DatasetSink, FileParts } from "../export/sink.ts";
import { makeBreathe } from "../pixels/breathe.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { PlainError } from "../serve.ts";

/** Reads what the writers of objects ask for; frames are never decoded for sync. */
function objectReader(database: MainDatabase, signal: AbortSignal): DatasetReader {
  const breathe = makeBreathe();
  const noFrame = () => Promise.reject(new PlainError("no-frame", say`Sync does not decode images.`));
  return {
    breathe: () => breathe(signal),
    frame: noFrame,
    overview: noFrame,
    mask: ({ annotation, image }) =>
      instanceMask(database, annotation, image.instance.facts.columns, image.instance.facts.rows),
    spans: ({ annotation, image }) =>
      instanceSpans(database, annotation, image.instance.facts.columns, image.instance.facts.rows),
    pieces: (instance) => instancePieces(database, instance),
    source: (instance) => storedSource(database, instance),
    async file({ sopUid }) {
      const bytes = await instanceBytes(database, sopUid);
      if (!bytes) throw new PlainError("damaged", say`Image ${sopUid} is not whole in the store.`);
      return bytes;
    },
  };
}

/** What a finished object says of itself. */
export async function outboxObject(
  bytes: Uint8Array<ArrayBuffer>,
  kind: OutboxObject["kind"],
): Promise<OutboxObject> {
  const object = await outboxEntry(memorySource(bytes), kind);
  return { ...object, bytes: bytes.slice().buffer };
}

/** The same of a file whose bytes stay where they are. */
export async function outboxEntry(source: ByteSource, kind: OutboxObject["kind"]): Promise<OutboxObject> {
  const { dataset } = await readDicom(source);
  const text = (tag: number) => asciiOf(dataset, tag);
  return {
    uid: text(0x00080018),
    study: text(0x0020000d),
    series: text(0x0020000e),
    kind,
    lengthBytes: source.lengthBytes,
    bytes: null,
    marks: {
      identityRemoved: text(0x00120062),
      pixelDigest: asciiValuesOf(dataset, 0x00120063).find((value) => value.startsWith("px:")) ?? "",
    },
  };
}

/** What a version is made of beside its labels. */
export interface VersionMaking {
  readonly version: Omit<Version, "series">;
  readonly predecessors: readonly { readonly seriesUid: string; readonly sopUid: string }[];
  readonly dataset: Dataset;
  /** An image of the study: what the header of a report without labels is taken from. */
  readonly anyImage: DatasetImage;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
}

async function evidenceOf(database: MainDatabase, instances: readonly Instance[]): Promise<Evidence[]> {
  return Promise.all(
    instances.map(async (instance) => {
      const { sopUid } = instance;
      const record = await database.deidRecords.get(sopUid);
      if (!record) throw new Error(`Not de-identified: ${sopUid}`);
      return { record, sha256: await sha256OfPieces(instancePieces(database, instance)) };
    }),
  );
}

/** Why a submission was sent back, as one text. */
const reasonText = (review: Version["review"] | null): string =>
  review?.verdict === "rejected" && review.reason
    ? [review.reason.code, review.reason.text].filter((text) => text.trim() !== "").join(": ")
    : "";

/** Writes the segmentations and the report of a version, marked by the records of the images that they are about. */
export async function versionObjects(
  database: MainDatabase,
  { version, predecessors, dataset, anyImage, toolVersion, signal }: VersionMaking,
): Promise<{ readonly series: string; readonly objects: Deidentified<readonly OutboxObject[]> }> {
  const reader = objectReader(database, signal);
  const base = await makeObjectSources(database, dataset, reader, toolVersion);
  const sources: ObjectSources = {
    ...base,
    made: { ...base.made, seriesOf: `${version.study} ${version.author}` },
    version: {
      sopUid: version.uid,
      predecessors,
      record: versionRecordText(version),
      completion: version.completion,
      verifiedBy:
        version.verification === "VERIFIED" ? { observer: version.author, at: version.madeAt } : null,
      reason: reasonText(version.review ?? null),
    },
  };
  const objects: OutboxObject[] = [];
  const take = async (kind: OutboxObject["kind"], parts: FileParts) => {
    for await (const part of parts) objects.push(await outboxObject(Uint8Array.from(part), kind));
  };
  const sink = (kind: OutboxObject["kind"]): Pick<DatasetSink, "write"> => ({
    write: (_path, parts) => take(kind, parts),
  });
  const step = () => signal.throwIfAborted();
  const wanted = ({ annotation }: Dataset["objects"][number]) => annotation.geometry.type === "mask";
  const all = (kind: OutboxObject["kind"]) => sink(kind) as DatasetSink;
  const { places } = await writeSegFiles(dataset, reader, sources, all("segmentation"), step, wanted);
  await writeSrFiles(dataset, reader, sources, places, all("report"), step);
  if (!objects.some(({ kind }) => kind === "report")) {
    // A report without labels is still about the study: its evidence names an image of it (PS3.3 C.17.2).
    const { seriesUid, sopClassUid, sopUid } = await sources.frame(anyImage);
    const { bytes } = await writeSr(
      {
        header: await sources.header(anyImage),
        made: sources.made,
        studyUid: version.study,
        references: [{ seriesUid, sopClassUid, sopUid, isImage: true }],
        groups: [],
        authors: [version.author],
        devices: [],
        partial: version.completion === "PARTIAL",
        ...(sources.version ? { version: sources.version } : {}),
      },
      sources.digestOf,
    );
    await take("report", [bytes]);
  }
  const report = objects.find(({ kind }) => kind === "report");
  const about = [anyImage, ...dataset.objects.map(({ image }) => image), ...answeredImages(dataset)];
  const images = about.map(({ instance }) => instance);
  const once = [...new Map(images.map((instance) => [instance.sopUid, instance])).values()];
  return { series: report?.series ?? "", objects: attestAbout(objects, await evidenceOf(database, once)) };
}
