import type { LabelSchema } from "../../domain/label-schema.ts";
import type { SeriesFrames } from "../../domain/review/reader-things.ts";
import type { ReviewRules } from "../../domain/review/review-record.ts";
import { seriesFrames } from "../../domain/review/series-frames.ts";
import type { StudyVersion } from "../../domain/review/study-version.ts";
import type { FrameRef, Instance, Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { type Person, readPeople } from "../../storage/people.ts";
import { consensusReader } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { submittedReadings } from "../../storage/versions.ts";

/** What the submissions of a study's readers are compared over. */
export interface Readings {
  readonly study: Study;
  readonly versions: readonly StudyVersion[];
  readonly rules: ReviewRules;
  readonly people: readonly Person[];
  readonly schema: LabelSchema;
  readonly series: readonly SeriesFrames[];
  readonly refs: ReadonlyMap<string, readonly FrameRef[]>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Why this person may not see them: readers are missing, it is their own work, or it is done. */
  readonly closed: "missing" | "own" | "done" | null;
}

/** Reads what readers submitted, or why it stays closed; null when the study is not here. */
export async function loadReadings(
  db: MainDatabase,
  studyUid: string,
  user: string,
): Promise<Readings | null> {
  const study = await db.studies.get(studyUid);
  if (!study) return null;
  const [versions, rules, people, schema, rows, stored] = await Promise.all([
    submittedReadings(db, studyUid),
    reviewRules(db),
    readPeople(db),
    activeSchema(db),
    db.series.where("studyUid").equals(studyUid).toArray(),
    db.instances.where("studyUid").equals(studyUid).toArray(),
  ]);
  const instances = new Map(stored.map((one) => [one.sopUid, one]));
  const closedFor = (): Readings["closed"] => {
    if (study.reader === consensusReader) return "done";
    if (versions.length < Math.max(2, rules.readers)) return "missing";
    return !rules.reviewerMayEditOwn && versions.some(({ reader }) => reader === user) ? "own" : null;
  };
  const closed = closedFor();
  return {
    study,
    // What is closed is not handed to the screen.
    versions:
      closed === null
        ? versions
        : versions.map((one) => ({ ...one, annotations: [], tiles: [], classifications: [] })),
    rules,
    people,
    schema,
    series: rows.filter(({ frames }) => frames.length > 0).map((one) => seriesFrames(one, instances)),
    refs: new Map(rows.map(({ seriesUid, frames }) => [seriesUid, frames])),
    instances,
    closed,
  };
}
