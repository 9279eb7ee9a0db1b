import { type StudyReport, studyReport } from "../domain/deid/study-report.ts";
import type { MainDatabase } from "./database.ts";

/** The record of a study's de-identification, or null where there is no such study. */
export async function readStudyReport(db: MainDatabase, studyUid: string): Promise<StudyReport | null> {
  const study = await db.studies.get(studyUid);
  return study ? studyReport(study, await db.deidRecords.where("studyUid").equals(studyUid).toArray()) : null;
}
