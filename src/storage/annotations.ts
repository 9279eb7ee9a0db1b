import type { Annotation } from "../domain/annotation.ts";
import type { MainDatabase } from "./database.ts";

/** All labels of a study. */
export const readAnnotations = async (db: MainDatabase, studyUid: string): Promise<Annotation[]> =>
  (await db.annotations.where("studyUid").equals(studyUid).toArray()).map((row) => row.annotation);
