import { studyLot } from "../../domain/assist/study-lot.ts";
import { byNeed, type StudyNeed, studyNeed } from "../../domain/assist/study-need.ts";
import type { SeriesWarning } from "../../domain/series-part.ts";
import type { Study } from "../../domain/study.ts";
import { inTaskOrder, shareOf, type Task, type TaskSourceName, tasksOf } from "../../domain/task-list.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readReaderCode } from "../../storage/hub-settings.ts";
import { personName, readPeople } from "../../storage/people.ts";
import { readOpenProposals } from "../../storage/proposals.ts";
import { ownView } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";
import { readTaskLists } from "../../storage/task-lists.ts";

/** A study as a row of the worklist. */
export interface StudyRow {
  readonly study: Study;
  /** Images that can be shown: frames of multi-frame files, pages of a TIFF. */
  readonly images: number;
  /** Labels that a person decided on. */
  readonly decided: number;
  /** Proposals that wait for a person. */
  readonly open: number;
  /** How doubtful those are, and why. */
  readonly need: StudyNeed;
  /** Its place where the order is drawn by lot, for this person. */
  readonly lot: number;
  /** First series with images, for the thumbnail and the second line. */
  readonly series: {
    readonly seriesUid: string;
    readonly description: string;
    readonly modality: string;
  } | null;
  /** What is irregular in any of its series, each once. */
  readonly warnings: readonly SeriesWarning[];
  /** Who is to do it until when, and whose that is seen from here; null: nobody said. */
  readonly task: RowTask | null;
  readonly thumbnailOf: { readonly sopUid: string; readonly frameIndex: number } | null;
}

/** A task as its row shows it. */
export interface RowTask extends Task {
  readonly source: TaskSourceName;
  readonly share: "mine" | "free" | "others";
  /** The name of the person, a reader code, or the start of a pseudonym; empty: nobody in particular. */
  readonly who: string;
}

/** All studies with their counts, newest first. */
export async function readStudyRows(database: MainDatabase): Promise<readonly StudyRow[]> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const [{ readers }, user] = await Promise.all([reviewRules(database), database.settings.get("user")]);
  const tasks = tasksOf(await readTaskLists(database));
  const [me, people] = [await readMe(database), await readPeople(database)];
  const taskOf = (studyUid: string): RowTask | null => {
    const task = tasks.get(studyUid);
    if (!task) return null;
    const who = task.assignee === "" ? "" : personName(people, task.assignee);
    return { ...task, share: shareOf(task, me), who };
  };
  return Promise.all(
    studies.map(async (study) => ({
      ...(await readRow(database, study, String(user?.value ?? ""), readers)),
      task: taskOf(study.studyUid),
    })),
  );
}

async function readRow(
  database: MainDatabase,
  stored: Study,
  user: string,
  readers: number,
): Promise<Omit<StudyRow, "task">> {
  const { studyUid } = stored;
  // Of several blind readers nobody sees how far another is.
  const { state, key } = await ownView(database, stored, user, readers);
  const study = { ...stored, state };
  const [series, decided, open] = await Promise.all([
    database.series.where("studyUid").equals(studyUid).toArray(),
    database.annotations.where("studyUid").equals(key).count(),
    readOpenProposals(database, key),
  ]);
  const longest = series.toSorted((a, b) => b.frames.length - a.frames.length)[0];
  const middle = longest?.frames[Math.floor(longest.frames.length / 2)];
  return {
    study,
    images: series.reduce((sum, { frames }) => sum + frames.length, 0),
    decided,
    open: open.length,
    need: studyNeed(studyUid, open),
    lot: studyLot(studyUid, user),
    series: longest
      ? { seriesUid: longest.seriesUid, description: longest.description, modality: longest.modality }
      : null,
    warnings: [...new Set(series.flatMap((row) => row.warnings))],
    thumbnailOf: middle ? { sopUid: middle.sopUid, frameIndex: middle.frameIndex } : null,
  };
}

/** Who is at this device: their pseudonym, and their reader code where they gave one. */
const readMe = async (database: MainDatabase): Promise<string[]> =>
  [String((await database.settings.get("user"))?.value ?? ""), await readReaderCode(database)].filter(
    (name) => name !== "",
  );

/** The place of each study that is not done when the most doubtful come first; read once, for it changes with every decision. */
export async function readNeedOrder(database: MainDatabase): Promise<ReadonlyMap<string, number>> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const [{ readers }, user] = await Promise.all([reviewRules(database), database.settings.get("user")]);
  const needs: StudyNeed[] = [];
  // One after the other: masks of proposals are large, and only their doubts are kept.
  for (const study of studies) {
    const { key } = await ownView(database, study, String(user?.value ?? ""), readers);
    needs.push(studyNeed(study.studyUid, await readOpenProposals(database, key)));
  }
  return new Map(needs.sort(byNeed).map(({ studyUid }, at) => [studyUid, at]));
}

/** The same when the order is drawn by lot. */
export async function readLotOrder(database: MainDatabase): Promise<ReadonlyMap<string, number>> {
  const [uids, user] = await Promise.all([
    database.studies.toCollection().primaryKeys(),
    database.settings.get("user"),
  ]);
  return new Map(uids.map((uid) => [uid, studyLot(uid, String(user?.value ?? ""))]));
}

/**
 * Studies that are not done, as this person takes them up: their own tasks, those of nobody, those of others; each what is due first.
 * `places`: the order of those that are alike in this; the newest first where absent.
 */
export async function readTasks(
  database: MainDatabase,
  places?: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const [{ readers }, user] = await Promise.all([reviewRules(database), database.settings.get("user")]);
  const views = await Promise.all(
    studies.map((study) => ownView(database, study, String(user?.value ?? ""), readers)),
  );
  const placeOf = ({ studyUid }: Study) => places?.get(studyUid) ?? Number.MAX_SAFE_INTEGER;
  const open = studies
    .filter((_, at) => views[at]?.state !== "accepted")
    .sort((a, b) => placeOf(a) - placeOf(b));
  const tasks = tasksOf(await readTaskLists(database));
  return inTaskOrder(open, tasks, await readMe(database)).map(({ studyUid }) => studyUid);
}
