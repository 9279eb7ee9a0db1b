import type { Instance } from "../../domain/study.ts";
import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import { storedSource } from "../pixels/stored-source.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import { heldImage, openHeld } from "./held-image.ts";
import { heldSource } from "./held-source.ts";
import type { PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { alone, type Commit, type ImportOutcome, type ImportSession } from "./import-session.ts";
import { objectOutcome } from "./prepare-object.ts";
import { RefusedError } from "./refused-file.ts";
import { holdSamePixels } from "./same-pixels.ts";
import type { SeriesRows } from "./series-rows.ts";
import { bringImageBack } from "./store-ranged.ts";

/** What gives the stored image or object that was made of this very file, or null. */
export async function knownFile(
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
  if (instance) return instance.evicted ? null : alone(() => knownOutcome(context, session, instance));
  const object = await studyObjects.get(record.sopUid);
  return object ? alone(() => objectOutcome(context, object)) : null;
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
export async function samePlace(
  context: ImportContext,
  prepared: CleanedBytes,
  rows: SeriesRows,
): Promise<ImportOutcome | null> {
  const { image } = prepared;
  const { sopUid, studyUid } = image.instance;
  const [stored, row] = await Promise.all([
    context.database.instances.get(sopUid),
    context.quarantine.held.get(sopUid),
  ]);
  if (stored?.evicted && image.record.verdict === "released") {
    const instance = await bringImageBack(context, prepared);
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
  if (!row) return null;
  const held = await openHeld(context, row);
  if (held.record.sourceHmac !== image.record.sourceHmac) {
    const there = await heldSource(context, row, held);
    if (!(await holdSamePixels(context, held.instance, there, image.instance, await sourceOf(prepared))))
      throw new RefusedError("duplicate");
  }
  return { kind: "held", held: heldImage(held) };
}
