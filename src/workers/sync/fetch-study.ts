import type { FetchedStudy, SyncProgress } from "../../domain/calls/sync-calls.ts";
import { jsonTags, textAt } from "../../formats/dicomweb/dicom-json.ts";
import type { MainDatabase } from "../../storage/database.ts";
import type { HubReader } from "./hub-reader.ts";
import { hubUidsOf } from "./queue-images.ts";

/** What the images of a study that are here are called on a hub. */
export async function uidsHere(database: MainDatabase, studyUid: string): Promise<Set<string>> {
  const here = await database.instances.where("studyUid").equals(studyUid).toArray();
  return new Set(here.filter(({ evicted }) => !evicted).flatMap(hubUidsOf));
}

/** Fetches the images of a study that are not here. What has come is kept when the hub stops; throws when nothing came. */
export async function fetchStudy(
  reader: HubReader,
  database: MainDatabase,
  studyUid: string,
  signal: AbortSignal,
  progress: (progress: SyncProgress) => void,
): Promise<FetchedStudy> {
  const known = await uidsHere(database, studyUid);
  const wanted: (readonly [series: string, uid: string])[] = [];
  for (const [series, item] of await reader.series(studyUid, null)) {
    // Reports and segmentations come by sync itself, not as images.
    if (["SR", "SEG"].includes(textAt(item, jsonTags.modality))) continue;
    for (const uid of (await reader.instances(studyUid, series)).keys())
      if (!known.has(uid)) wanted.push([series, uid]);
  }
  const files: { readonly uid: string; readonly file: File }[] = [];
  let missing = 0;
  for (const [series, uid] of wanted) {
    progress({ done: files.length, total: wanted.length });
    try {
      const bytes = await reader.object(studyUid, series, uid);
      if (bytes) files.push({ uid, file: new File([new Uint8Array(bytes)], `${uid}.dcm`) });
      else missing++;
    } catch (reason) {
      signal.throwIfAborted();
      // What has come is kept; when nothing did, the person is told why.
      if (files.length === 0) throw reason;
      missing = wanted.length - files.length;
      break;
    }
  }
  return { files, missing };
}
