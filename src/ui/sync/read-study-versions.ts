import { type StudyHeads, studyHeads } from "../../domain/sync/study-heads.ts";
import type { Version } from "../../domain/sync/version.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** A study with labels of other devices or readers that wait for a person. */
export interface StudyVersions {
  readonly studyUid: string;
  readonly name: string;
  readonly versions: readonly Version[];
  readonly heads: StudyHeads;
  /** The version that the labels on this device go on from. */
  readonly base: string | null;
  readonly foreign: number;
}

/** What a person may want to merge, in the order of import. */
export async function readStudyVersions(database: MainDatabase, reader: string): Promise<StudyVersions[]> {
  const found: StudyVersions[] = [];
  for (const { studyUid, pseudonym, description } of await database.studies.orderBy("importedAt").toArray()) {
    const versions = await database.syncVersions.where("study").equals(studyUid).toArray();
    const foreign = await database.foreign.where("study").equals(studyUid).count();
    const row = await database.syncStudies.get(studyUid);
    const heads = studyHeads(versions, reader);
    const some =
      heads.own.length > 1 || heads.others.length + heads.incomplete.length + heads.invalid.length > 0;
    if (!some && foreign === 0) continue;
    const name = `${pseudonym} · ${description}`;
    found.push({ studyUid, name, versions, heads, base: row?.base ?? null, foreign });
  }
  return found;
}
