import type { Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { consensusReader } from "../../storage/readings.ts";
import { reviewRules } from "../../storage/review-rules.ts";

/** A study that was submitted, as a row of the review queue. */
export interface ReviewRow {
  readonly study: Study;
  readonly submittedBy: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly labels: number;
  /** Whether this person may review it. */
  readonly mayReview: boolean;
}

/** Studies that are submitted or in review, the one that has waited longest first. */
export async function readReviewRows(database: MainDatabase, user: string): Promise<readonly ReviewRow[]> {
  const { reviewerMayEditOwn, readers } = await reviewRules(database);
  const studies = await database.studies
    .filter(({ state, reader }) => {
      // What blind readers submit is adjudicated; only what was made of it is reviewed.
      if (readers > 1 && reader !== consensusReader) return false;
      return state === "submitted" || state === "in-review";
    })
    .toArray();
  const rows = await Promise.all(
    studies.map(async (study): Promise<ReviewRow> => {
      const versions = await database.versions.where("studyUid").equals(study.studyUid).sortBy("at");
      const last = versions.findLast(({ kind }) => kind === "submitted");
      const submittedBy = last?.reader ?? "";
      return {
        study,
        submittedBy,
        at: last?.at ?? study.importedAt,
        labels: await database.annotations.where("studyUid").equals(study.studyUid).count(),
        mayReview: reviewerMayEditOwn || submittedBy !== user,
      };
    }),
  );
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Those of the queue that this person may review. */
export const readReviewable = async (database: MainDatabase, user: string): Promise<readonly ReviewRow[]> =>
  (await readReviewRows(database, user)).filter(({ mayReview }) => mayReview);
