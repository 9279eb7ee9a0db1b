import { attest } from "../../domain/deid/attest.ts";
import type { Instance } from "../../domain/study.ts";
import { obstacleOf } from "../../domain/sync/capture-obstacle.ts";
import { captureParts, capturePartUid } from "../../formats/secondary-capture/capture-part.ts";
import { instanceBytes } from "../../storage/instances.ts";
import { enqueueImages } from "../../storage/outbox.ts";
import { sha256Hex } from "../export/sha256-hex.ts";
import { captureObject } from "./capture-object.ts";
import type { VersionMaker } from "./make-version.ts";
import { outboxObject } from "./version-objects.ts";

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

async function queueOne({ database, codecs, signal }: Queueing, instance: Instance, part: number) {
  const { sopUid, format } = instance;
  const [stored, record] = [await instanceBytes(database, sopUid), await database.deidRecords.get(sopUid)];
  if (!stored || !record) return;
  const bytes = format === "dicom" ? stored : await captureObject(database, codecs, sopUid, part, signal);
  if (!bytes) return;
  const object = await outboxObject(bytes, "image", false);
  const place = format === "dicom" ? {} : { capture: { sopUid, part } };
  await enqueueImages(
    database,
    attest([{ ...object, ...place }], { record, sha256: await sha256Hex(stored) }),
  );
}
