import { attest } from "../../domain/deid/attest.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { ObjectKind, StudyObject } from "../../domain/study-object.ts";
import { dropStudyObjects, putStudyObject } from "../../storage/study-objects.ts";
import { recordOf } from "./clean-dicom.ts";
import type { DicomSource, ElementOptions } from "./clean-elements.ts";
import { cleanObject, objectFacts } from "./clean-object.ts";
import { cutChunks } from "./cut-chunks.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";
import { wholeBytes } from "./work-file.ts";

/** A cleaned object on its way into the store. */
export interface PreparedObject {
  readonly object: StudyObject;
  readonly record: DeidRecord;
  readonly chunks: readonly ArrayBuffer[];
  readonly pseudonym: string;
}

/** An object that is in the store. */
export interface ObjectOutcome {
  readonly kind: "object";
  readonly object: StudyObject;
  /** Of its study; empty where that waits for a person. */
  readonly pseudonym: string;
  readonly description: string;
  /** Its images are held: the study is not in the worklist yet. */
  readonly waits: boolean;
}

/** Cleans an object without pixels and makes its rows; nothing is stored here. */
export async function prepareObject(
  source: DicomSource,
  kind: ObjectKind,
  sourceHmac: string,
  context: ImportContext,
  options: ElementOptions,
): Promise<PreparedObject> {
  const cleaned = await cleanObject(source, context, options);
  const bytes = wholeBytes(cleaned.file);
  const record = recordOf(cleaned, sourceHmac, await cleaned.file.sha256(), context.now());
  const chunks = cutChunks(bytes, null);
  return {
    record,
    chunks,
    pseudonym: cleaned.patientKey.slice(0, 8),
    object: {
      sopUid: record.sopUid,
      seriesUid: cleaned.values.text("0020000E") ?? "",
      studyUid: record.studyUid,
      sopClassUid: cleaned.values.text("00080016") ?? "",
      kind,
      ...objectFacts(cleaned.values),
      lengthBytes: bytes.length,
      sha256: record.outputSha256,
      chunkCount: chunks.length,
      importedAt: record.at,
    },
  };
}

/** What became of an object that is in the store, with what its study says. */
export async function objectOutcome(
  { database }: ImportContext,
  object: StudyObject,
  pseudonym = "",
): Promise<ObjectOutcome> {
  const study = await database.studies.get(object.studyUid);
  return {
    kind: "object",
    object,
    pseudonym: study?.pseudonym ?? pseudonym,
    description: study?.description ?? "",
    waits: !study,
  };
}

/** Drops objects that waited for held images of these studies, where no image of theirs is left. */
export async function dropWaiting(
  { database, quarantine }: ImportContext,
  studyUids: readonly string[],
): Promise<void> {
  for (const studyUid of new Set(studyUids)) {
    const left =
      (await database.studies.get(studyUid)) ??
      (await quarantine.held.where("studyUid").equals(studyUid).first());
    if (!left) await dropStudyObjects(database, studyUid);
  }
}

/** Stores an object beside its images. Throws RefusedError where these are not here, or where another content has its identifier. */
export async function storeObject(
  { object, record, chunks, pseudonym }: PreparedObject,
  context: ImportContext,
): Promise<ObjectOutcome> {
  const { database, quarantine } = context;
  const stored = await database.studyObjects.get(object.sopUid);
  if (stored) {
    if (stored.sha256 !== object.sha256) throw new RefusedError("duplicate");
    return objectOutcome(context, stored, pseudonym);
  }
  const { studyUid } = object;
  const here =
    (await database.studies.get(studyUid)) ??
    (await quarantine.held.where("studyUid").equals(studyUid).first());
  if (!here) throw new RefusedError("no-images");
  const attested = attest({ object, chunks }, { record, sha256: object.sha256 });
  await putStudyObject(database, attested, record);
  return objectOutcome(context, object, pseudonym);
}
