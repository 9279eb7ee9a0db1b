import type { Study } from "../study.ts";
import type { DeidRecord } from "./deid-record.ts";
import type { PixelRisk } from "./plan.ts";

/** What was in force when files were cleaned. */
export interface ReportPolicy {
  readonly id: string;
  readonly sha256: string;
  readonly tables: string;
  readonly tool: string;
  /** Letters of the options of Table E.1-1. */
  readonly options: readonly string[];
  readonly files: number;
}

/** Who cleared pixels, and when. */
export interface ReportReview {
  /** Pseudonym of the person. */
  readonly reviewer: string;
  readonly files: number;
  readonly first: string;
  readonly last: string;
}

/** The record of a study's de-identification: what was done, never to what (deidentification 3.11). */
export interface StudyReport {
  readonly format: "overread-deid-report/1";
  readonly study: string;
  readonly pseudonym: string;
  readonly policies: readonly ReportPolicy[];
  readonly actions: DeidRecord["actions"];
  /** Files by the risk of their pixels. */
  readonly risk: Readonly<Record<PixelRisk, number>>;
  readonly reviews: readonly ReportReview[];
  readonly blanked: { readonly files: number; readonly boxes: number };
  /** Files in which a face was covered; absent where there are none. */
  readonly faces?: number;
  /** Values of the patient that were looked for, the most in one file, and how often one was found or looked like one in all. */
  readonly residual: DeidRecord["residual"];
  /** The record of each file, by its new UID. */
  readonly files: readonly DeidRecord[];
}

/** The record as a file: what its page saves, and what a dataset holds. */
export const studyReportText = (report: StudyReport): string => `${JSON.stringify(report, null, 1)}\n`;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Values grouped by a key, in the order of the keys. */
function grouped<T>(values: readonly T[], keyOf: (value: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return [...groups].sort(([a], [b]) => byText(a, b)).map(([, group]) => group);
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** The report of a study from the records of its files; the same for the same records, in whatever order. */
export function studyReport(
  { studyUid, pseudonym }: Pick<Study, "studyUid" | "pseudonym">,
  records: readonly DeidRecord[],
): StudyReport {
  const files = [...records].sort((a, b) => byText(a.sopUid, b.sopUid));
  const actions = files.flatMap((file) => file.actions);
  const reviewed = files.filter(({ reviewer }) => reviewer !== null);
  const blanked = files.filter(({ boxes }) => boxes.length > 0);
  const faces = files.filter(({ face }) => face !== undefined).length;
  const risks = (risk: PixelRisk) => files.filter((file) => file.risk.class === risk).length;
  return {
    format: "overread-deid-report/1",
    study: studyUid,
    pseudonym,
    policies: grouped(files, (file) => [file.policyHash, file.toolVersion, file.tables].join(" ")).map(
      (group) => ({
        id: group[0].policyId,
        sha256: group[0].policyHash,
        tables: group[0].tables,
        tool: group[0].toolVersion,
        options: group[0].options,
        files: group.length,
      }),
    ),
    actions: grouped(actions, ({ tag, action, why }) => `${tag} ${action} ${why}`).map((group) => ({
      ...group[0],
      count: total(group.map(({ count }) => count)),
    })),
    risk: { HIGH: risks("HIGH"), MEDIUM: risks("MEDIUM"), LOW: risks("LOW"), NONE: risks("NONE") },
    reviews: grouped(reviewed, ({ reviewer }) => reviewer ?? "").map((group) => {
      const times = group.map(({ reviewedAt, at }) => reviewedAt ?? at).sort(byText);
      return {
        reviewer: group[0].reviewer ?? "",
        files: group.length,
        first: times[0] ?? "",
        last: times.at(-1) ?? "",
      };
    }),
    blanked: { files: blanked.length, boxes: total(blanked.map(({ boxes }) => boxes.length)) },
    ...(faces > 0 ? { faces } : {}),
    residual: {
      searched: Math.max(0, ...files.map(({ residual }) => residual.searched)),
      hits: total(files.map(({ residual }) => residual.hits)),
      falseAlarms: total(files.map(({ residual }) => residual.falseAlarms)),
    },
    files,
  };
}
