import { type Naming, namingElements } from "../../formats/dicom/deid/naming-elements.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { putHeld } from "../../storage/quarantine.ts";
import { type CleanOptions, cleanDicom, recordOf } from "./clean-dicom.ts";
import { type DicomSource, readSource } from "./clean-elements.ts";
import { cleanRaw } from "./clean-raw.ts";
import { type CleanedBytes, cleanTiff } from "./clean-tiff.ts";
import { decidePixels, type PixelDecision } from "./decide-pixels.ts";
import { hmacHex } from "./digests.ts";
import type { SurveyedFile } from "./group-files.ts";
import { heldImage } from "./held-image.ts";
import { namedPatient, type PatientId } from "./identity-maps.ts";
import { dicomImageRows } from "./image-rows.ts";
import type { ImportContext } from "./import-context.ts";
import { alone, type Commit, type ImportOutcome, type ImportSession } from "./import-session.ts";
import { knownFile, samePlace } from "./known-file.ts";
import { nativeLayout } from "./native-layout.ts";
import { noteIdentity } from "./note-identity.ts";
import { prepareObject, storeObject } from "./prepare-object.ts";
import { storeImage } from "./store-image.ts";
import { holdRanged } from "./store-ranged.ts";
import { type WorkFile, wholeBytes } from "./work-file.ts";

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
  const outputSha256 = cleaned.file.ranged ? "" : await cleaned.file.sha256();
  const record = recordOf(cleaned, sourceHmac, outputSha256, context.now());
  const decision: PixelDecision = cleaned.own
    ? {
        outcome: "released",
        verdict: record.reviewer === null ? "clean-by-class" : "released-by-person",
      }
    : decidePixels(cleaned.plan.risk, cleaned.burnedIn);
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
    return alone(() => storeObject(object, context));
  }
  const image = await prepareImage(source, sourceHmac, context, options);
  // What comes back says its pseudonym, not who it is of.
  if (!image.own) await noteIdentity(image.image, source.patient, source.input.values, context, session);
  return commitOf(await withHeader(image, namingElements(source.input.values), session), context, session);
}

/** A held image keeps what the words in its pixels are compared with; every other one nothing. */
async function withHeader<Image extends CleanedBytes>(
  prepared: Image,
  naming: readonly Naming[],
  session: ImportSession,
): Promise<Image> {
  const { image } = prepared;
  if (image.record.verdict === "released") return prepared;
  const header = await session.header(image.instance.studyUid, naming);
  return { ...prepared, image: { ...image, header } };
}

/** What is known of the patient of a picture without a header: what the person called them. */
const namedByPerson = (named: PatientId | null): readonly Naming[] =>
  named?.issuer === namedPatient("").issuer ? [{ tag: 0x00100010, vr: "PN", text: named.id }] : [];

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

/** The patient of a file: that of the file, or the one that the person named. */
const patientOf = (
  { groupId, patient }: SurveyedFile,
  { sourceHmac }: SourceDigests,
  session: ImportSession,
): PatientId | null => patient ?? answeredPatient(groupId, sourceHmac, session);

/** What is here of a file already, or null. May be asked before the file's turn: one that comes twice in a drop is known at its place, later. */
export const lookUpFile = (
  surveyed: SurveyedFile,
  digests: SourceDigests,
  context: ImportContext,
  session: ImportSession,
): Promise<Commit | null> =>
  knownFile(context, session, digests.sourceHmac, patientOf(surveyed, digests, session));

/**
 * Cleans one file that is not known; nothing is stored yet. Throws when it is refused. What it gives stores it: known, released into the main store, or
 * held; that throws, too, and then nothing is stored.
 */
export async function prepareFile(
  surveyed: SurveyedFile,
  content: WorkFile,
  digests: SourceDigests,
  context: ImportContext,
  session: ImportSession,
): Promise<Commit> {
  const { file } = surveyed;
  const { sourceHmac } = digests;
  const named = patientOf(surveyed, digests, session);
  const capture =
    file.kind === "dicom" && !content.ranged
      ? await session.captures.take(file.path, wholeBytes(content))
      : null;
  if (capture === "waits") return alone(async () => null);
  if (capture) return commitOf(capture, context, session);
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
  return commitOf(await withHeader(prepared, namedByPerson(named), session), context, session);
}

function commitOf(prepared: CleanedBytes, context: ImportContext, session: ImportSession): Commit {
  const { image, ranged } = prepared;
  if (ranged || image.record.verdict !== "released")
    return alone(() => storePrepared(prepared, context, session));
  return {
    beside: true,
    store: async () => {
      // The main store sees for itself, in the transaction that stores it, whether its place is taken.
      const isHeld =
        (await context.quarantine.held.where("sopUid").equals(image.instance.sopUid).count()) > 0;
      if (isHeld || !(await storeImage(context, session, prepared)))
        return storePrepared(prepared, context, session);
      return readyOf(image);
    },
  };
}

/** What is told of an image that was stored just now. */
function readyOf({ instance, study, seriesFacts: { showsHead } }: CleanedBytes["image"]): ImportOutcome {
  return { kind: "ready", instance, known: false, study, ...(showsHead ? { showsHead } : {}) };
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
    if (!(await storeImage(context, session, prepared))) return storePrepared(prepared, context, session);
    return readyOf(image);
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
