import type { SeriesWarning } from "../../domain/series-part.ts";
import type { Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { ownView } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";

/** A study as a row of the worklist. */
export interface StudyRow {
  readonly study: Study;
  /** Images that can be shown: frames of multi-frame files, pages of a TIFF. */
  readonly images: number;
  /** Labels that a person decided on. */
  readonly decided: number;
  /** Proposals that wait for a person. */
  readonly open: number;
  /** First series with images, for the thumbnail and the second line. */
  readonly series: {
    readonly seriesUid: string;
    readonly description: string;
    readonly modality: string;
  } | null;
  /** What is irregular in any of its series, each once. */
  readonly warnings: readonly SeriesWarning[];
  readonly thumbnailOf: { readonly sopUid: string; readonly frameIndex: number } | null;
}

/** All studies with their counts, open ones first, then newest first. */
export async function readStudyRows(database: MainDatabase): Promise<readonly StudyRow[]> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const [{ readers }, user] = await Promise.all([reviewRules(database), database.settings.get("user")]);
  return Promise.all(studies.map((study) => readRow(database, study, String(user?.value ?? ""), readers)));
}

async function readRow(
  database: MainDatabase,
  stored: Study,
  user: string,
  readers: number,
): Promise<StudyRow> {
  const { studyUid } = stored;
  // Of several blind readers nobody sees how far another is.
  const { state, key } = await ownView(database, stored, user, readers);
  const study = { ...stored, state };
  const [series, decided, open] = await Promise.all([
    database.series.where("studyUid").equals(studyUid).toArray(),
    database.annotations.where("studyUid").equals(key).count(),
    database.proposals
      .where("[studyId+state]")
      .equals([key, "proposed"])
      .filter((proposal) => proposal.supersededBy === null)
      .count(),
  ]);
  const longest = series.toSorted((a, b) => b.frames.length - a.frames.length)[0];
  const middle = longest?.frames[Math.floor(longest.frames.length / 2)];
  return {
    study,
    images: series.reduce((sum, { frames }) => sum + frames.length, 0),
    decided,
    open,
    series: longest
      ? { seriesUid: longest.seriesUid, description: longest.description, modality: longest.modality }
      : null,
    warnings: [...new Set(series.flatMap((row) => row.warnings))],
    thumbnailOf: middle ? { sopUid: middle.sopUid, frameIndex: middle.frameIndex } : null,
  };
}

/** Studies that are not done, in the order of the worklist: the tasks of this device. */
export async function readTasks(database: MainDatabase): Promise<readonly string[]> {
  const studies = await database.studies.orderBy("importedAt").reverse().toArray();
  const [{ readers }, user] = await Promise.all([reviewRules(database), database.settings.get("user")]);
  const views = await Promise.all(
    studies.map((study) => ownView(database, study, String(user?.value ?? ""), readers)),
  );
  return studies.filter((_, at) => views[at]?.state !== "accepted").map(({ studyUid }) => studyUid);
}
