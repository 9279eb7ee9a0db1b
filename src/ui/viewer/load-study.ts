import type { ReviewRules } from "../../domain/review/review-record.ts";
import { type SeriesStack, seriesStacks } from "../../domain/series-stack.ts";
import type { Instance, Study } from "../../domain/study.ts";
import type { StudyObject } from "../../domain/study-object.ts";
import type { StudyRecords } from "../../domain/study-records.ts";
import type { MainDatabase, StrokeRow } from "../../storage/database.ts";
import { type Person, readPeople } from "../../storage/people.ts";
import { takeReading } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";
import { readSetting } from "../../storage/settings.ts";
import { adoptStroke, readStrokes } from "../../storage/strokes.ts";
import { readStudyObjects } from "../../storage/study-objects.ts";
import { openStudyRecords } from "../../storage/study-records.ts";
import { isForkedFor } from "../../storage/sync-versions.ts";
import type { Identity } from "../app/identity.ts";
import { viewSetting } from "./layout/view-record.ts";

/** Everything of a study that its screen starts from. */
export interface OpenStudy {
  readonly study: Study;
  /** What is scrolled, stack by stack: series with images, in the order of their numbers, each in its parts. */
  readonly series: readonly SeriesStack[];
  readonly instances: ReadonlyMap<string, Instance>;
  /** Reports, presentation states and structure sets: told in words, never shown. */
  readonly objects: readonly StudyObject[];
  readonly records: StudyRecords;
  /** Strokes that a killed browser left, oldest first; none has the key of this tab, under which its own are kept. */
  readonly strokes: readonly StrokeRow[];
  readonly people: readonly Person[];
  readonly reviewRules: ReviewRules;
  /** Whether two newest versions of this reader wait to be put together (sync 3.6). */
  readonly isForked: boolean;
  /** How it was looked at last, as it was stored; undefined at first. */
  readonly view?: unknown;
}

/** What of a study can be looked at, without its labels. */
export async function loadImages(
  database: MainDatabase,
  studyUid: string,
): Promise<Pick<OpenStudy, "series" | "instances">> {
  const [series, instances] = await Promise.all([
    database.series.where("studyUid").equals(studyUid).toArray(),
    database.instances.where("studyUid").equals(studyUid).toArray(),
  ]);
  return {
    series: series
      .filter(({ frames }) => frames.length > 0)
      .sort((a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER))
      .flatMap(seriesStacks),
    instances: new Map(instances.map((instance) => [instance.sopUid, instance])),
  };
}

/** What of a study no lock guards: it may be read before the study is this tab's. */
export type StudyAhead = Pick<
  OpenStudy,
  "series" | "instances" | "objects" | "people" | "reviewRules" | "view"
>;

/** Begins to read it; where that fails, whoever waits for it hears so. */
export function readAhead(database: MainDatabase, studyUid: string): Promise<StudyAhead> {
  const reading = Promise.all([
    loadImages(database, studyUid),
    readStudyObjects(database, [studyUid]),
    readSetting(database, viewSetting(studyUid)),
    readPeople(database),
    reviewRules(database),
  ]).then(([images, objects, view, people, rules]) => ({
    ...images,
    objects,
    view,
    people,
    reviewRules: rules,
  }));
  reading.catch(() => undefined);
  return reading;
}

/** What of a study is its reader's; null when it is not on this device. */
async function readOwn(database: MainDatabase, studyUid: string) {
  // All is asked for at once; that it is not there is told by its own row.
  const rest = Promise.all([
    openStudyRecords(database, studyUid),
    readStrokes(database, studyUid),
    isForkedFor(database, studyUid),
  ]);
  rest.catch(() => undefined);
  const study = await database.studies.get(studyUid);
  if (!study) return null;
  const [records, strokes, isForked] = await rest;
  return { study, records, strokes, isForked };
}

/** Reads a study that this tab has; null when it is not on this device. Throws `SaveError` when the store fails. */
export async function loadStudy(
  database: MainDatabase,
  studyUid: string,
  { tab, user, device }: Identity,
  reading: Promise<StudyAhead> = readAhead(database, studyUid),
): Promise<OpenStudy | null> {
  const by = { chain: device, actor: user, at: new Date().toISOString() };
  const taken = takeReading(database, studyUid, user, by);
  // Read meanwhile: it is what it was where there is one reader, as nearly always.
  const meanwhile = readOwn(database, studyUid);
  meanwhile.catch(() => undefined);
  const found = await ((await taken) ? readOwn(database, studyUid) : meanwhile);
  if (!found) return null;
  const { study, records, strokes, isForked } = found;
  const ahead = await reading;
  // Left in this page: what is drawn until it is drawn again must not take its place, nor a commit of that delete it.
  const apart = (row: StrokeRow): StrokeRow => (row.tab === tab ? { ...row, tab: `${tab}/${row.at}` } : row);
  const left = strokes.map(apart);
  for (const [at, row] of strokes.entries())
    if (row.tab === tab) await adoptStroke(database, row, left[at]?.tab ?? tab);
  return {
    ...ahead,
    study,
    records,
    strokes: left,
    isForked,
    // After a consensus nobody is blind any more.
    reviewRules: study.reader === "consensus" ? { ...ahead.reviewRules, readers: 1 } : ahead.reviewRules,
  };
}
