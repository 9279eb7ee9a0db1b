import { attest, type Evidence } from "../../domain/deid/attest.ts";
import type { Instance } from "../../domain/study.ts";
import { obstacleOf } from "../../domain/sync/capture-obstacle.ts";
import type { OutboxFault } from "../../domain/sync/outbox-row.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { captureParts, capturePartUid } from "../../formats/secondary-capture/capture-part.ts";
import { instancePieces, MissingPartError } from "../../storage/instances.ts";
import { enqueueImages, nameUnqueued } from "../../storage/outbox.ts";
import { sha256OfPieces } from "../export/sha256-hex.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { captureObject } from "./capture-object.ts";
import type { VersionMaker } from "./make-version.ts";
import { outboxEntry } from "./version-objects.ts";

type Queueing = Pick<VersionMaker, "database" | "codecs" | "signal">;

/** The UIDs under which a stored image lies on a hub: its own, or those of the Secondary Captures that it becomes; none if it stays here. */
export function hubUidsOf(instance: Pick<Instance, "sopUid" | "format" | "facts">): string[] {
  if (instance.format === "dicom") return [instance.sopUid];
  if (obstacleOf(instance)) return [];
  return Array.from({ length: captureParts(instance.facts) }, (_, part) =>
    capturePartUid(instance.sopUid, part),
  );
}

/** Queues the images of a study that are not queued yet, each by its own record. One that cannot be is named in the list of what waits. */
export async function queueImages(queueing: Queueing, studyUid: string): Promise<void> {
  const { database, signal } = queueing;
  const queued = new Set(await database.outbox.where("study").equals(studyUid).primaryKeys());
  for (const instance of await database.instances.where("studyUid").equals(studyUid).toArray()) {
    // Put away: the hub was seen to hold it, or a bundle brings it back.
    if (instance.evicted) continue;
    for (const [part, uid] of hubUidsOf(instance).entries()) {
      signal.throwIfAborted();
      if (queued.has(uid)) continue;
      const fault = await queueOne(queueing, instance, part);
      if (!fault) continue;
      const capture = instance.format === "dicom" ? {} : { capture: { sopUid: instance.sopUid, part } };
      await nameUnqueued(database, { uid, study: studyUid, series: instance.seriesUid, ...capture }, fault);
    }
  }
}

/** Null for an image that is not whole in the store. */
function wholeOnly(reason: unknown): null {
  if (reason instanceof MissingPartError) return null;
  throw reason;
}

/** Queues one object; else says why there is nothing to queue. */
async function queueOne(
  { database, codecs, signal }: Queueing,
  instance: Instance,
  part: number,
): Promise<OutboxFault | null> {
  const { sopUid, format } = instance;
  const record = await database.deidRecords.get(sopUid);
  const sha256 = await sha256OfPieces(instancePieces(database, instance)).catch(wholeOnly);
  if (!record || sha256 === null || !vouchesFor({ record, sha256 })) return { code: "not-here" };
  const isCapture = format !== "dicom";
  const bytes = isCapture ? await captureObject(database, codecs, sopUid, part, signal) : null;
  if (isCapture && !bytes) return { code: "not-written" };
  const source = bytes ? memorySource(bytes) : storedSource(database, instance);
  const place = isCapture ? { capture: { sopUid, part } } : {};
  const object = { ...(await outboxEntry(source, "image")), ...place };
  await enqueueImages(database, attest([object], { record, sha256 }));
  return null;
}

/** Whether an image is still what its record says: one that is not must not keep the others from going. */
function vouchesFor(evidence: Evidence): boolean {
  try {
    attest(null, evidence);
    return true;
  } catch {
    return false;
  }
}
