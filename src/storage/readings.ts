import { readReviewRules } from "../domain/review/review-record.ts";
import type { Study } from "../domain/study.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { lastSeq, logTables } from "./log.ts";
import type { PeopleChange } from "./people.ts";
import { readSetting } from "./settings.ts";

/** What a study's `reader` is once a consensus was made: nobody's own any more. */
export const consensusReader = "consensus";

/** Rows of a reader who is not at work stand under this in place of the study's (or series') UID: no query of the study finds them. */
export const parkedKey = (uid: string, reader: string): string => `${uid}#${reader}`;

/** The tables that a change of readers touches. */
export const readingTables = (db: MainDatabase) => [...logTables(db), db.readings, db.settings];

/** Moves everything that one reader made in a study from one name to another; `mark` names the series of its tiles. */
async function moveRows(
  db: MainDatabase,
  from: string,
  to: string,
  mark: (seriesUid: string) => string,
): Promise<void> {
  await db.annotations.where("studyUid").equals(from).modify({ studyUid: to });
  await db.classifications.where("studyUid").equals(from).modify({ studyUid: to });
  await db.log.where("studyUid").equals(from).modify({ studyUid: to });
  await db.proposals.where("studyId").equals(from).modify({ studyId: to });
  const tiles = await db.maskTiles.where("studyUid").equals(from).toArray();
  await db.maskTiles.where("studyUid").equals(from).delete();
  await db.maskTiles.bulkAdd(
    tiles.map((tile) => ({ ...tile, studyUid: to, seriesUid: mark(tile.seriesUid) })),
  );
}

/** Whose work lies in the tables: as the study says, else whoever began its log. */
async function ownerOf(db: MainDatabase, study: Study): Promise<string | null> {
  if (study.reader !== undefined) return study.reader;
  const rows = await db.log.where("studyUid").equals(study.studyUid).sortBy("seq");
  return rows.find(({ source }) => source === "user")?.actor ?? null;
}

/** Puts away what lies in the tables of a study; afterwards the study is as nobody had touched it. Inside a transaction. */
export async function parkReading(db: MainDatabase, study: Study, owner: string): Promise<void> {
  const { studyUid, state } = study;
  await moveRows(db, studyUid, parkedKey(studyUid, owner), (series) => parkedKey(series, owner));
  const appliedSeq = await lastSeq(db, parkedKey(studyUid, owner));
  await db.readings.put({ studyUid, reader: owner, state, appliedSeq });
}

/**
 * Where several read a study blind: puts the work of this person into its tables and that of the one before away, in one transaction.
 * Nothing happens with one reader, and none after a consensus. Gives whether what was read of the study before may be another's.
 */
export async function takeReading(
  db: MainDatabase,
  studyUid: string,
  reader: string,
  by: PeopleChange,
): Promise<boolean> {
  // With one reader nothing is written, and nobody waits for the turn of a write.
  if (readReviewRules(await readSetting(db, "review-rules")).readers < 2) return false;
  await db.transaction("rw", readingTables(db), async () => {
    const rules = readReviewRules(await readSetting(db, "review-rules"));
    const study = await db.studies.get(studyUid);
    if (!study || rules.readers < 2 || study.reader === consensusReader) return;
    const owner = await ownerOf(db, study);
    if (owner === reader && study.reader === reader) return;
    if (owner !== null && owner !== reader) {
      await parkReading(db, study, owner);
      const own = await db.readings.get([studyUid, reader]);
      if (own) {
        const parked = parkedKey(studyUid, reader);
        const end = `#${reader}`;
        await moveRows(db, parked, studyUid, (series) => series.slice(0, -end.length));
      }
      await db.studies.update(studyUid, { state: own?.state ?? "todo", appliedSeq: own?.appliedSeq ?? 0 });
      await appendAudit(db, { ...by, action: "reading-opened", target: studyUid, detail: {} });
    }
    await db.studies.update(studyUid, { reader });
  });
  return true;
}

/** A study as one of several blind readers may see it: their own state and counts, nobody else's. */
export interface OwnView {
  readonly state: Study["state"];
  /** What the rows of labels and proposals stand under. */
  readonly key: string;
}

/** What this person may know of a study in a list; `readers` as the project says. */
export async function ownView(
  db: MainDatabase,
  study: Study,
  user: string,
  readers: number,
): Promise<OwnView> {
  const { studyUid, state, reader } = study;
  if (readers < 2 || reader === consensusReader) return { state, key: studyUid };
  if ((await ownerOf(db, study)) === user) return { state, key: studyUid };
  if (reader === undefined && state === "todo") return { state, key: studyUid };
  const own = await db.readings.get([studyUid, user]);
  return { state: own?.state ?? "todo", key: parkedKey(studyUid, user) };
}
