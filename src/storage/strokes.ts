import type { MainDatabase, StrokeRow } from "./database.ts";

/** Keeps the samples of an open stroke; null drops them. One stroke per study and tab. */
export async function saveStroke(
  db: MainDatabase,
  studyUid: string,
  tab: string,
  at: string,
  draft: unknown,
): Promise<void> {
  if (draft === null) await db.strokes.delete([studyUid, tab]);
  else await db.strokes.put({ studyUid, tab, at, draft });
}

/** Strokes of a study that never met their commit, oldest first. */
export const readStrokes = (db: MainDatabase, studyUid: string): Promise<StrokeRow[]> =>
  db.strokes.where("studyUid").equals(studyUid).sortBy("at");

/** Makes a left-over stroke this tab's own, so that the commit of its replay deletes it in the same transaction. */
export async function adoptStroke(db: MainDatabase, row: StrokeRow, tab: string): Promise<void> {
  await db.transaction("rw", db.strokes, async () => {
    await db.strokes.delete([row.studyUid, row.tab]);
    await db.strokes.put({ ...row, tab });
  });
}
