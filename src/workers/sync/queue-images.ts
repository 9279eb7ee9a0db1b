import { attest } from "../../domain/deid/attest.ts";
import type { Instance } from "../../domain/study.ts";
import { obstacleOf } from "../../domain/sync/capture-obstacle.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { captureParts, capturePartUid } from "../../formats/secondary-capture/capture-part.ts";
import { instancePieces, MissingPartError } from "../../storage/instances.ts";
import { enqueueImages } from "../../storage/outbox.ts";
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

/** Queues the images of a study that are not queued yet, each by its own record. */
export async function queueImages(queueing: Queueing, studyUid: string): Promise<void> {
  const { database, signal } = queueing;
  const queued = new Set(await database.outbox.where("study").equals(studyUid).primaryKeys());
  for (const instance of await database.instances.where("studyUid").equals(studyUid).toArray()) {
    for (const [part, uid] of hubUidsOf(instance).entries()) {
      signal.throwIfAborted();
      if (!queued.has(uid)) await queueOne(queueing, instance, part);
    }
  }
}

/** Null for an image that is not whole in the store; it is not queued. */
function wholeOnly(reason: unknown): null {
  if (reason instanceof MissingPartError) return null;
  throw reason;
}

async function queueOne({ database, codecs, signal }: Queueing, instance: Instance, part: number) {
  const { sopUid, format } = instance;
  const record = await database.deidRecords.get(sopUid);
  const sha256 = await sha256OfPieces(instancePieces(database, instance)).catch(wholeOnly);
  if (!record || sha256 === null) return;
  const isCapture = format !== "dicom";
  const bytes = isCapture ? await captureObject(database, codecs, sopUid, part, signal) : null;
  if (isCapture && !bytes) return;
  const source = bytes ? memorySource(bytes) : storedSource(database, instance);
  const place = isCapture ? { capture: { sopUid, part } } : {};
  const object = { ...(await outboxEntry(source, "image")), ...place };
  await enqueueImages(database, attest([object], { record, sha256 }));
}
