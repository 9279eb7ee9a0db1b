import type { SyncProgress } from "../../domain/calls/sync-calls.ts";
import { type BundleObject, bundlePath, bundlePaths, bundleText } from "../../domain/sync/bundle-manifest.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { readProjectKey } from "../../storage/keys.ts";
import type { DatasetSink } from "../export/sink.ts";
import { sha256 } from "../import/digests.ts";
import { bundleSeal } from "./bundle-seal.ts";
import { makeVersion, type VersionMaker } from "./make-version.ts";
import { imageBytes } from "./outbox-bytes.ts";
import { hubUidsOf } from "./queue-images.ts";
import { outboxEntry } from "./version-objects.ts";

/** What was written. */
export interface WrittenBundle {
  readonly studies: number;
  readonly objects: number;
  /** Images that were asked for and are not in it: they lie on the hub, are of a kind that only stays here, or are damaged. */
  readonly missingImages: number;
  readonly file: File | null;
  readonly bytes: number;
}

/** What goes into a bundle, and how it is followed. */
export interface BundleWriting {
  readonly maker: VersionMaker;
  readonly images: boolean;
  readonly openSink: () => Promise<DatasetSink>;
  readonly progress: (progress: SyncProgress) => void;
}

/** An object to be written; its bytes are made when its turn comes. */
interface Planned {
  readonly kind: BundleObject["kind"];
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer> | null>;
}

interface BundlePlan {
  readonly studies: number;
  readonly planned: readonly Planned[];
  /** Images of these studies that cannot be written. */
  readonly missing: number;
}

async function plan({ maker, images }: BundleWriting): Promise<BundlePlan> {
  const { database } = maker;
  const planned: Planned[] = [];
  let studies = 0;
  let missing = 0;
  for (const { studyUid } of await database.studies.orderBy("importedAt").toArray()) {
    await makeVersion(maker, studyUid);
    const labels = await database.labelObjects.where("study").equals(studyUid).primaryKeys();
    if (labels.length === 0) continue;
    studies++;
    for (const uid of labels) {
      const row = await database.outbox.get(uid);
      // Of an object that a hub holds otherwise, one of the two is not what it seems.
      if (row?.fault?.code === "other-content") continue;
      const read = async () => {
        const stored = await database.labelObjects.get(uid);
        return stored ? new Uint8Array(stored.bytes) : null;
      };
      planned.push({ kind: row?.kind === "segmentation" ? "segmentation" : "report", bytes: read });
    }
    if (!images) continue;
    for (const instance of await database.instances.where("studyUid").equals(studyUid).toArray()) {
      const uids = instance.evicted ? [] : hubUidsOf(instance);
      if (uids.length === 0) missing++;
      for (const [part, uid] of uids.entries()) {
        const capture = instance.format === "dicom" ? undefined : { sopUid: instance.sopUid, part };
        planned.push({ kind: "image", bytes: () => imageBytes(maker, uid, capture) });
      }
    }
  }
  return { studies, planned, missing };
}

/**
 * Makes the versions that are due and writes all of them, with the images that they are about, into a sealed zip. Null when no study has
 * labels. What is no longer whole on this device is left out; a cancelled bundle leaves nothing behind.
 */
export async function writeBundle(writing: BundleWriting): Promise<WrittenBundle | null> {
  const { maker, openSink, progress } = writing;
  const { signal, database } = maker;
  const { studies, planned, missing } = await plan(writing);
  const key = (await readProjectKey(database))?.keys.px;
  if (studies === 0 || !key) return null;
  const sink = await openSink();
  try {
    const objects: BundleObject[] = [];
    let missingImages = missing;
    for (const [done, { kind, bytes: load }] of planned.entries()) {
      signal.throwIfAborted();
      progress({ done, total: planned.length });
      const bytes = await load();
      if (!bytes) {
        if (kind === "image") missingImages++;
        continue;
      }
      const { uid, study, series, lengthBytes } = await outboxEntry(memorySource(bytes), kind);
      const object = { uid, study, series, kind, lengthBytes, sha256: await sha256(bytes) };
      await sink.write(bundlePath(object), [bytes]);
      objects.push(object);
    }
    const manifest = new TextEncoder().encode(bundleText({ objects }));
    await sink.write(bundlePaths.manifest, [manifest]);
    await sink.write(bundlePaths.seal, [new TextEncoder().encode(await bundleSeal(key, manifest))]);
    await sink.finish();
    signal.throwIfAborted();
    return { studies, objects: objects.length, missingImages, ...(await sink.handOver()) };
  } catch (reason) {
    await sink.discard();
    throw reason;
  }
}
