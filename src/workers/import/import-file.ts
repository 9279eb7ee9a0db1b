import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { attest } from "../../domain/deid/attest.ts";
import type { Instance, Study } from "../../domain/study.ts";
import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { bringBack } from "../../storage/put-away.ts";
import { putHeld } from "../../storage/quarantine.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { type CleanOptions, cleanDicom, recordOf } from "./clean-dicom.ts";
import { type DicomSource, readSource } from "./clean-elements.ts";
import { cleanRaw } from "./clean-raw.ts";
import { type CleanedBytes, cleanTiff } from "./clean-tiff.ts";
import { decidePixels, type PixelDecision } from "./decide-pixels.ts";
import { hmacHex } from "./digests.ts";
import type { SurveyedFile } from "./group-files.ts";
import { heldImage, openHeld } from "./held-image.ts";
import { heldSource } from "./held-source.ts";
import { type Identity, namedPatient, type PatientId } from "./identity-maps.ts";
import { dicomImageRows } from "./image-rows.ts";
import type { ImportContext } from "./import-context.ts";
import type { CaptureJoiner } from "./join-captures.ts";
import { nativeLayout } from "./native-layout.ts";
import { noteIdentity } from "./note-identity.ts";
import type { PatientTerms } from "./patient-terms.ts";
import type { Policy } from "./policy.ts";
import { type ObjectOutcome, objectOutcome, prepareObject, storeObject } from "./prepare-object.ts";
import { RefusedError } from "./refused-file.ts";
import { holdSamePixels } from "./same-pixels.ts";
import type { SearchSampler } from "./search-sampler.ts";
import type { SeriesRows } from "./series-rows.ts";
import { storeImage } from "./store-image.ts";
import { holdRanged } from "./store-ranged.ts";
import { type WorkFile, wholeBytes } from "./work-file.ts";

/** What became of one file that was taken in. */
export type ImportOutcome =
  | {
      readonly kind: "ready";
      readonly instance: Instance;
      readonly known: boolean;
      readonly study: Study | null;
    }
  | { readonly kind: "held"; readonly held: HeldImage }
  | ObjectOutcome;

/** What one import shares between its files. */
export interface ImportSession {
  readonly keys: ProjectKeys;
  readonly identity: Identity;
  readonly policy: Policy;
  readonly rows: SeriesRows;
  readonly terms: PatientTerms;
  readonly sampler: SearchSampler;
  /** What the person called the patient of each unnamed group. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether who a study is of is kept, sealed. */
  readonly map: boolean;
  /** Groups each of whose files is another patient's. */
  readonly apart: ReadonlySet<string>;
  /** Captures of this project on their way back to the images that they were made of. */
  readonly captures: CaptureJoiner;
}

/** A cleaned image that may have come back as this project had made it. */
interface Prepared extends CleanedBytes {
  readonly own?: boolean;
}

async function prepareImage(
  source: DicomSource,
  sourceHmac: string,
  context: ImportContext,
  options: CleanOptions,
): Promise<Prepared> {
  const cleaned = await cleanDicom(source, context, options);
  const { ends, ...content } = cleaned.file.cut(nativeLayout(cleaned.index, cleaned.opened.storedCount));
  const outputSha256 = content.ranged ? "" : await cleaned.file.sha256();
  const record = recordOf(cleaned, sourceHmac, outputSha256, context.now());
  const decision: PixelDecision = cleaned.own
    ? {
        outcome: "released",
        verdict: record.reviewer === null ? "clean-by-class" : "released-by-person",
      }
    : decidePixels(cleaned.plan.risk.class, cleaned.burnedIn);
  const image = dicomImageRows({
    values: cleaned.values,
    opened: cleaned.opened,
    record,
    patientKey: cleaned.patientKey,
    lengthBytes: cleaned.file.source.lengthBytes,
    chunkEnds: ends,
    pixelVerdict: decision.outcome === "released" ? decision.verdict : "released-by-person",
  });
  // What a slide shows is put together from tiles of any size: no layout of a device.
  const device = cleaned.opened.matrix ? null : cleaned.device;
  return {
    image: { ...image, places: cleaned.burnedIn.places, ...(device ? { device } : {}) },
    ...content,
    own: cleaned.own,
  };
}

/** Cleans a DICOM file, an image or an object of a study; what it gives stores it. */
async function prepareDicom(
  file: WorkFile,
  { sourceHmac, sourceSha256 }: SourceDigests,
  named: PatientId | null,
  context: ImportContext,
  session: ImportSession,
): Promise<Commit> {
  const options = { ...session, named, sourceSha256 };
  const source = await readSource(file, context, options);
  if (source.kind) {
    const object = await prepareObject(source, source.kind, sourceHmac, context, options);
    return () => storeObject(object, context);
  }
  const image = await prepareImage(source, sourceHmac, context, options);
  // What comes back says its pseudonym, not who it is of.
  if (!image.own) await noteIdentity(image.image, source.patient, source.input.values, context, session);
  return () => storePrepared(image, context, session);
}

/** What gives the stored image or object that was made of this very file, or null. */
async function knownFile(
  context: ImportContext,
  session: ImportSession,
  sourceHmac: string,
  named: PatientId | null,
): Promise<Commit | null> {
  const { deidRecords, instances, studyObjects } = context.database;
  const records = await deidRecords.where("sourceHmac").equals(sourceHmac).toArray();
  // Of a patient whose identifiers are issued anew, what was made before is another issue. No patient: that is told later.
  const issue = named ? (await session.identity.patient(named)).generation : 0;
  const record = records.find(({ generation = 0 }) => generation === issue);
  if (!record) return null;
  const instance = await instances.get(record.sopUid);
  // The file itself brings back what was put away.
  if (instance) return instance.evicted ? null : () => knownOutcome(context, session, instance);
  const object = await studyObjects.get(record.sopUid);
  return object ? () => objectOutcome(context, object) : null;
}

async function knownOutcome(
  context: ImportContext,
  session: ImportSession,
  instance: Instance,
): Promise<ImportOutcome> {
  await session.rows.touch(instance);
  return {
    kind: "ready",
    instance,
    known: true,
    study: (await context.database.studies.get(instance.studyUid)) ?? null,
  };
}

/** The bytes of an image that is not stored yet. */
const sourceOf = async ({ chunks, ranged }: CleanedBytes): Promise<ByteSource> =>
  ranged?.source ?? memorySource(new Uint8Array(await new Blob([...chunks]).arrayBuffer()));

/** An image of the same identifier that is here already: the same one in another form, or another content, which is refused. */
async function samePlace(
  context: ImportContext,
  prepared: CleanedBytes,
  rows: SeriesRows,
): Promise<ImportOutcome | null> {
  const { image } = prepared;
  const { sopUid, studyUid } = image.instance;
  const stored = await context.database.instances.get(sopUid);
  if (stored?.evicted && image.record.verdict === "released") {
    const { instance, record } = image;
    // No hub takes an image that is read by range, so none of them was ever put away.
    if (prepared.ranged) throw new RefusedError("too-large", `${instance.lengthBytes} bytes`);
    const { chunks } = prepared;
    await bringBack(
      context.database,
      attest({ instance, chunks }, { record, sha256: instance.sha256 }),
      record,
    );
    await rows.touch(stored);
    const study = (await context.database.studies.get(studyUid)) ?? null;
    return { kind: "ready", instance, known: true, study };
  }
  if (stored) {
    // Of one source file, in another form: a TIFF, and the samples that came back from its captures.
    const made = await context.database.deidRecords.get(sopUid);
    const sameSource = made?.sourceHmac === image.record.sourceHmac;
    const there = storedSource(context.database, stored);
    const same =
      sameSource || (await holdSamePixels(context, stored, there, image.instance, await sourceOf(prepared)));
    if (!same) throw new RefusedError("duplicate");
    await rows.touch(stored);
    return {
      kind: "ready",
      instance: stored,
      known: true,
      study: (await context.database.studies.get(studyUid)) ?? null,
    };
  }
  const row = await context.quarantine.held.get(sopUid);
  if (!row) return null;
  const held = await openHeld(context, row);
  if (held.record.sourceHmac !== image.record.sourceHmac) {
    const there = await heldSource(context, row, held);
    if (!(await holdSamePixels(context, held.instance, there, image.instance, await sourceOf(prepared))))
      throw new RefusedError("duplicate");
  }
  return { kind: "held", held: heldImage(held) };
}

/** What a source file is known by: its SHA-256, which stays in the worker, and the same under the project's key. */
export interface SourceDigests {
  readonly sourceSha256: string;
  readonly sourceHmac: string;
}

/** Digests of a source file. */
export async function sourceDigests(keys: ProjectKeys, file: WorkFile): Promise<SourceDigests> {
  const sourceSha256 = await file.sha256();
  return { sourceSha256, sourceHmac: await hmacHex(keys.source, sourceSha256) };
}

/** The patient of a file that names none, as the person answered for its group. */
function answeredPatient(
  groupId: string | null,
  sourceHmac: string,
  { names, apart }: ImportSession,
): PatientId | null {
  if (groupId === null) return null;
  // A patient of its own, the same whenever this very file comes again.
  if (apart.has(groupId)) return { issuer: "overread:file", id: sourceHmac };
  const name = (names[groupId] ?? "").trim();
  return name === "" ? null : namedPatient(name);
}

/**
 * Stores what was prepared of a file and tells what became of it; to be called when the file before it is stored. Null: a part of an image
 * that waits for the others.
 */
export type Commit = () => Promise<ImportOutcome | null>;

/**
 * Cleans one file; nothing is stored yet. Throws when it is refused. What it gives stores it: known, released into the main store, or
 * held; that throws, too, and then nothing is stored.
 */
export async function prepareFile(
  { file, groupId, patient }: SurveyedFile,
  content: WorkFile,
  digests: SourceDigests,
  context: ImportContext,
  session: ImportSession,
): Promise<Commit> {
  const { sourceHmac } = digests;
  const named = patient ?? answeredPatient(groupId, sourceHmac, session);
  const known = await knownFile(context, session, sourceHmac, named);
  if (known) return known;
  const capture =
    file.kind === "dicom" && !content.ranged
      ? await session.captures.take(file.path, wholeBytes(content))
      : null;
  if (capture === "waits") return async () => null;
  if (capture) return () => storePrepared(capture, context, session);
  if (file.kind === "dicom") return prepareDicom(content, digests, named, context, session);
  const prepared =
    file.kind === "tiff"
      ? await cleanTiff(content, digests, named, context, session)
      : await cleanRaw(
          { ...file, kind: file.kind },
          wholeBytes(content),
          sourceHmac,
          named,
          context,
          session,
        );
  if (named) await noteIdentity(prepared.image, named, null, context, session);
  return () => storePrepared(prepared, context, session);
}

async function storePrepared(
  prepared: CleanedBytes,
  context: ImportContext,
  session: ImportSession,
): Promise<ImportOutcome> {
  const { image, chunks, ranged } = prepared;
  const same = await samePlace(context, prepared, session.rows);
  if (same) return same;
  if (image.record.verdict === "released") {
    if (!(await storeImage(context, session.rows, prepared)))
      return storePrepared(prepared, context, session);
    return { kind: "ready", instance: image.instance, known: false, study: image.study };
  }
  if (ranged) {
    await holdRanged(context, image, ranged);
    return { kind: "held", held: heldImage(image) };
  }
  const { sopUid, studyUid, seriesUid } = image.instance;
  await putHeld(context.quarantine, session.keys.quarantine, {
    sopUid,
    studyUid,
    seriesUid,
    facts: image,
    heldAt: image.record.at,
    chunks,
  });
  return { kind: "held", held: heldImage(image) };
}
