import type { Proposal } from "../proposal.ts";
import { type DoubtReason, doubtGrades } from "./review-need.ts";

/** How much a study needs a person, by what its open proposals say of their own doubt (assist 3.9). */
export interface StudyNeed {
  readonly studyUid: string;
  /** Open proposals with a doubt beyond its limit. */
  readonly doubtful: number;
  /** Mean grade of the gravest of them, 1 at the limit; 0 without open proposals. */
  readonly grade: number;
  /** Why, the gravest first; empty where nothing stands out. */
  readonly reasons: readonly DoubtReason[];
}

/** So many of the gravest count: one alone may be chance, and a hundred clear ones beside them do not make a study clear. */
const gravestCount = 3;
/** More words say less. */
const mostReasons = 2;

/**
 * The need of a study by its open proposals. Grades of limits, not ranks: ranks are of one study, and studies are to be compared. Fewer than three
 * proposals are the mean of those that there are.
 */
export function studyNeed(studyUid: string, open: readonly Proposal[]): StudyNeed {
  const graded = open.map(doubtGrades).sort(([a], [b]) => (b?.[1] ?? 0) - (a?.[1] ?? 0));
  const gravest = graded.slice(0, gravestCount);
  const sum = gravest.reduce((total, [worst]) => total + (worst?.[1] ?? 0), 0);
  const reasons = gravest.flatMap((grades) => grades.filter(([, grade]) => grade > 1));
  return {
    studyUid,
    doubtful: graded.filter(([worst]) => (worst?.[1] ?? 0) > 1).length,
    grade: gravest.length === 0 ? 0 : sum / gravest.length,
    reasons: [...new Set(reasons.toSorted((a, b) => b[1] - a[1]).map(([reason]) => reason))].slice(
      0,
      mostReasons,
    ),
  };
}

/** For sorting: the most doubtful study first, of equal ones the one with more that is doubtful; others keep their order. */
export const byNeed = (a: StudyNeed, b: StudyNeed): number => b.grade - a.grade || b.doubtful - a.doubtful;
