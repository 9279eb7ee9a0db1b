import type { FetchedStudy, SyncProgress } from "../../domain/calls/sync-calls.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { asciiOf } from "../../formats/dicom/element-values.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import { type JsonDataset, jsonTags, numberAt, textAt } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { NoAnswer } from "./hub.ts";
import { type HubReader, HubStatus } from "./hub-reader.ts";
import { hubUidsOf } from "./queue-images.ts";

/** What the images of a study that are here are called on a hub. */
export async function uidsHere(database: MainDatabase, studyUid: string): Promise<Set<string>> {
  const here = await database.instances.where("studyUid").equals(studyUid).toArray();
  return new Set(here.filter(({ evicted }) => !evicted).flatMap(hubUidsOf));
}

/** A series is fetched in one answer when all of it is wanted and memory holds it: Orthanc takes 80 ms for each object alone. */
const fewestTogether = 4;
const mostTogether = 192 * 2 ** 20;

/** Bytes of the pixels of objects as a search describes them; infinite where it does not. */
function sizeOf(items: readonly JsonDataset[]): number {
  return items.reduce((sum, item) => {
    const [rows, columns] = [numberAt(item, jsonTags.rows), numberAt(item, jsonTags.columns)];
    // Colour and 16 bits at most: what a search leaves out is taken to be large.
    const bytes = (numberAt(item, jsonTags.bitsAllocated) ?? 16) / 8;
    const frames = numberAt(item, jsonTags.numberOfFrames) ?? 1;
    return sum + (rows && columns ? rows * columns * frames * Math.max(3, bytes) : Number.POSITIVE_INFINITY);
  }, 0);
}

/** All of a series, or nothing when the hub does not give it whole: then its objects are asked for one by one. */
async function wholeOrNothing(
  reader: HubReader,
  study: string,
  series: string,
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  try {
    return await reader.wholeSeries(study, series);
  } catch (reason) {
    signal.throwIfAborted();
    const answer = reason instanceof HubStatus || reason instanceof NoAnswer || reason instanceof FormatError;
    if (!answer) throw reason;
    return [];
  }
}

async function uidOf(bytes: Uint8Array): Promise<string> {
  try {
    const { dataset } = await readDicom(memorySource(bytes));
    return asciiOf(dataset, 0x00080018);
  } catch {
    return "";
  }
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
  const together: string[] = [];
  for (const [series, item] of await reader.series(studyUid, null)) {
    // Reports and segmentations come by sync itself, not as images.
    if (["SR", "SEG"].includes(textAt(item, jsonTags.modality))) continue;
    const items = await reader.instances(studyUid, series);
    const lacking = [...items.keys()].filter((uid) => !known.has(uid));
    for (const uid of lacking) wanted.push([series, uid]);
    const bytes = sizeOf([...items.values()]);
    if (lacking.length === items.size && lacking.length >= fewestTogether && bytes <= mostTogether)
      together.push(series);
  }
  const files: { readonly uid: string; readonly file: File }[] = [];
  const keep = (uid: string, bytes: Uint8Array) =>
    files.push({ uid, file: new File([new Uint8Array(bytes)], `${uid}.dcm`) });
  let missing = 0;
  for (const series of together) {
    progress({ done: files.length, total: wanted.length });
    const left = new Set(wanted.flatMap(([of, uid]) => (of === series ? [uid] : [])));
    for (const bytes of await wholeOrNothing(reader, studyUid, series, signal)) {
      const uid = await uidOf(bytes);
      if (left.delete(uid)) keep(uid, bytes);
    }
  }
  const here = new Set(files.map(({ uid }) => uid));
  for (const [series, uid] of wanted) {
    if (here.has(uid)) continue;
    progress({ done: files.length, total: wanted.length });
    try {
      const bytes = await reader.object(studyUid, series, uid);
      if (bytes) keep(uid, bytes);
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
