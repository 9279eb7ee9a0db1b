import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { attest } from "../../domain/deid/attest.ts";
import type { Instance, Study } from "../../domain/study.ts";
import { instanceBytes } from "../../storage/instances.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { bringBack } from "../../storage/put-away.ts";
import { heldBytes, putHeld } from "../../storage/quarantine.ts";
import { cleanDicom, recordOf } from "./clean-dicom.ts";
import { cleanRaw } from "./clean-raw.ts";
import { cleanTiff } from "./clean-tiff.ts";
import { chunkEndsOf, cutChunks } from "./cut-chunks.ts";
import { decidePixels, type PixelDecision } from "./decide-pixels.ts";
import { hmacHex, sha256 } from "./digests.ts";
import type { SurveyedFile } from "./group-files.ts";
import { heldImage, openHeld } from "./held-image.ts";
import { type Identity, namedPatient, type PatientId } from "./identity-maps.ts";
import { dicomImageRows } from "./image-rows.ts";
import type { ImportContext } from "./import-context.ts";
import type { CaptureJoiner } from "./join-captures.ts";
import { nativeLayout } from "./native-layout.ts";
import type { PatientTerms } from "./patient-terms.ts";
import type { Policy } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import { holdSamePixels } from "./same-pixels.ts";
import type { SearchSampler } from "./search-sampler.ts";
import type { SeriesRows } from "./series-rows.ts";
import { storeImage } from "./store-image.ts";
import type { PreparedImage } from "./stored-image.ts";

/** What became of one file that was taken in. */
export type ImportOutcome =
  | {
      readonly kind: "ready";
      readonly instance: Instance;
      readonly known: boolean;
      readonly study: Study | null;
    }
  | { readonly kind: "held"; readonly held: HeldImage };

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
  /** Groups each of whose files is another patient's. */
  readonly apart: ReadonlySet<string>;
  /** Captures of this project on their way back to the images that they were made of. */
  readonly captures: CaptureJoiner;
}

/** Whole-file cleaning holds input and output in wasm memory. */
const mostBytes = 1 << 30;

async function prepareDicom(
  bytes: Uint8Array<ArrayBuffer>,
  { sourceHmac, sourceSha256 }: SourceDigests,
  named: PatientId | null,
  context: ImportContext,
  session: ImportSession,
): Promise<PreparedImage> {
  const cleaned = await cleanDicom(bytes, context, { ...session, named, sourceSha256 });
  const record = recordOf(cleaned, sourceHmac, await sha256(cleaned.bytes), context.now());
  const chunks = cutChunks(cleaned.bytes, nativeLayout(cleaned.index, cleaned.opened.storedCount));
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
    lengthBytes: cleaned.bytes.length,
    chunkEnds: chunkEndsOf(chunks),
    pixelVerdict: decision.outcome === "released" ? decision.verdict : "released-by-person",
  });
  // What a slide shows is put together from tiles of any size: no layout of a device.
  const device = cleaned.opened.matrix ? null : cleaned.device;
  return { image: { ...image, places: cleaned.burnedIn.places, ...(device ? { device } : {}) }, chunks };
}

/** The stored image that was made of this very file, or null. */
async function knownRow({ database }: ImportContext, sourceHmac: string): Promise<Instance | null> {
  const record = await database.deidRecords.where("sourceHmac").equals(sourceHmac).first();
  return (record && (await database.instances.get(record.sopUid))) ?? null;
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

/** An image of the same identifier that is here already: the same one in another form, or another content, which is refused. */
async function samePlace(
  context: ImportContext,
  { image, chunks }: PreparedImage,
  rows: SeriesRows,
): Promise<ImportOutcome | null> {
  const { sopUid, studyUid } = image.instance;
  const stored = await context.database.instances.get(sopUid);
  if (stored?.evicted && image.record.verdict === "released") {
    const { instance, record } = image;
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
    const bytes = await instanceBytes(context.database, sopUid);
    // Of one source file, in another form: a TIFF, and the samples that came back from its captures.
    const made = await context.database.deidRecords.get(sopUid);
    const sameSource = made?.sourceHmac === image.record.sourceHmac;
    if (!sameSource && !(await holdSamePixels(context, stored, bytes, image.instance, chunks)))
      throw new RefusedError("duplicate");
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
    const { quarantine } = await context.keys();
    const bytes = await heldBytes(context.quarantine, quarantine, row);
    if (!(await holdSamePixels(context, held.instance, bytes, image.instance, chunks)))
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
export async function sourceDigests(
  keys: ProjectKeys,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SourceDigests> {
  const sourceSha256 = await sha256(bytes);
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
  bytes: Uint8Array<ArrayBuffer>,
  digests: SourceDigests,
  context: ImportContext,
  session: ImportSession,
): Promise<Commit> {
  const { sourceHmac } = digests;
  if (bytes.length > mostBytes) throw new RefusedError("too-large", `${bytes.length} bytes`);
  const known = await knownRow(context, sourceHmac);
  // The file itself brings back what was put away.
  if (known && !known.evicted) return () => knownOutcome(context, session, known);
  const capture = file.kind === "dicom" ? await session.captures.take(file.path, bytes) : null;
  if (capture === "waits") return async () => null;
  if (capture) return () => storePrepared(capture, context, session);
  const named = patient ?? answeredPatient(groupId, sourceHmac, session);
  const prepared =
    file.kind === "dicom"
      ? await prepareDicom(bytes, digests, named, context, session)
      : file.kind === "tiff"
        ? await cleanTiff(bytes, sourceHmac, named, context, session)
        : await cleanRaw({ ...file, kind: file.kind }, bytes, sourceHmac, named, context, session);
  return () => storePrepared(prepared, context, session);
}

async function storePrepared(
  prepared: PreparedImage,
  context: ImportContext,
  session: ImportSession,
): Promise<ImportOutcome> {
  const { image, chunks } = prepared;
  const same = await samePlace(context, prepared, session.rows);
  if (same) return same;
  if (image.record.verdict === "released") {
    await storeImage(context, session.rows, image, chunks);
    return { kind: "ready", instance: image.instance, known: false, study: image.study };
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
