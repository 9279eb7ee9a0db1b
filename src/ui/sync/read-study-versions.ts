import { type StudyHeads, studyHeads } from "../../domain/sync/study-heads.ts";
import type { Version } from "../../domain/sync/version.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { reviewRules } from "../../storage/review-rules.ts";

/** A study with labels of other devices or readers that wait for a person. */
export interface StudyVersions {
  readonly studyUid: string;
  readonly name: string;
  readonly versions: readonly Version[];
  readonly heads: StudyHeads;
  /** The version that the labels on this device go on from. */
  readonly base: string | null;
  readonly foreign: number;
  /** Several people read each study blind: what others made is not handed to the screen. */
  readonly blind: boolean;
}

/** What a person may want to merge, in the order of import. */
export async function readStudyVersions(database: MainDatabase, reader: string): Promise<StudyVersions[]> {
  const found: StudyVersions[] = [];
  const blind = (await reviewRules(database)).readers > 1;
  for (const { studyUid, pseudonym, description } of await database.studies.orderBy("importedAt").toArray()) {
    const all = await database.syncVersions.where("study").equals(studyUid).toArray();
    const versions = blind ? all.filter(({ author }) => author === reader) : all;
    const foreign = await database.foreign.where("study").equals(studyUid).count();
    const row = await database.syncStudies.get(studyUid);
    const heads = studyHeads(versions, reader);
    const hidden = versions.length < all.length;
    const some =
      hidden ||
      heads.own.length > 1 ||
      heads.others.length + heads.incomplete.length + heads.invalid.length > 0;
    if (!some && foreign === 0) continue;
    const name = `${pseudonym} · ${description}`;
    found.push({ studyUid, name, versions, heads, base: row?.base ?? null, foreign, blind: hidden });
  }
  return found;
}
