import { base32 } from "../../domain/deid/base32.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readProjectKey } from "../../storage/keys.ts";
import { hmac } from "../import/digests.ts";

/** Who stands in for the patient of a file of which nobody knows whose it is: the file itself (the import's `apart`). */
const fileIssuer = "overread:file";

/**
 * Studies whose patient nobody knows, by UID: their pseudonym is that of their own file, so that each is a group of its own
 * (export-and-workflow 3.8). Empty where this device has no key to tell.
 */
export async function unknownPatients(
  database: MainDatabase,
  studies: readonly Pick<Study, "studyUid" | "patientKey">[],
  records: readonly Pick<DeidRecord, "studyUid" | "sourceHmac">[],
): Promise<string[]> {
  const keys = (await readProjectKey(database))?.keys;
  if (!keys) return [];
  const sources = new Map(records.map(({ studyUid, sourceHmac }) => [studyUid, sourceHmac]));
  const unknown: string[] = [];
  for (const { studyUid, patientKey } of studies) {
    const source = sources.get(studyUid);
    if (source === undefined) continue;
    const own = base32(await hmac(keys.pid, `${fileIssuer}\0${source}`), 16);
    if (own === patientKey) unknown.push(studyUid);
  }
  return unknown;
}
