import {
  actionWords,
  noElementsWords,
  optionReason,
  optionWords,
  reasonWords,
} from "../../domain/deid/deid-words.ts";
import { type StudyReport, studyReport } from "../../domain/deid/study-report.ts";
import { counted } from "../../domain/vetting/vetting-facts.ts";
import { plain } from "./plain-text.ts";

/** A word for what a record says, which may be of a later version than this table. */
const wordOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;

const shownTag = (tag: string) => (/^[0-9A-F]{8}$/.test(tag) ? `(${tag.slice(0, 4)},${tag.slice(4)})` : tag);

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function policiesOf({ policies }: StudyReport): string {
  const rows = policies.map(({ id, sha256, tables, tool, options, files }) => {
    const words = options.map((letter) => wordOf(optionWords, letter)).join(", ");
    return [plain(id), `\`${sha256}\``, tables, tool, words || "none", files].map((cell) =>
      typeof cell === "string" ? cell.replaceAll("|", "/") : cell,
    );
  });
  return table(["policy", "SHA-256", "tables of", "Overread", "options", "files"], rows);
}

function studiesOf(reports: readonly StudyReport[]): string {
  const rows = reports.map(({ study, pseudonym, files, risk, reviews, blanked, residual }) => [
    `[${study}](${study}.json)`,
    pseudonym,
    files.length,
    risk.HIGH,
    risk.MEDIUM,
    risk.LOW,
    risk.NONE,
    reviews.reduce((sum, review) => sum + review.files, 0),
    blanked.boxes,
    residual.hits,
  ]);
  return table(
    [
      "study",
      "patient",
      "files",
      "HIGH",
      "MEDIUM",
      "LOW",
      "NONE",
      "released by a person",
      "places blanked",
      "values found afterwards",
    ],
    rows,
  );
}

function reviewsOf({ reviews }: StudyReport): string {
  if (reviews.length === 0) return "No file asked for a person: the search for text found nothing.";
  return reviews
    .map(({ reviewer, files, first, last }) => {
      const [from, to] = [first.slice(0, 10), last.slice(0, 10)];
      return `- ${plain(reviewer)}: ${counted(files, "file")}, ${from === to ? from : `${from} to ${to}`}`;
    })
    .join("\n");
}

function elementsOf({ actions }: StudyReport): string {
  const parts = Object.entries(actionWords).flatMap(([action, name]) => {
    const rows = actions.filter((row) => row.action === action);
    if (rows.length === 0) return [];
    const lines = rows.map(({ tag, why, count }) => {
      const option = optionReason(why);
      const rule = option === null ? wordOf(reasonWords, why) : `Option ${option}`;
      return [plain(shownTag(tag)), plain(rule), count];
    });
    return [`### ${name}\n\n${table(["element", "rule", "times"], lines)}`];
  });
  return parts.join("\n\n") || noElementsWords;
}

/** The page beside the records of a dataset's studies: what they come to together, for whoever answers for the data. Markdown. */
export function deidPage(name: string, reports: readonly StudyReport[]): string {
  const files = reports.flatMap((report) => report.files);
  const all = studyReport({ studyUid: "", pseudonym: "" }, files);
  const { searched, hits, falseAlarms } = all.residual;
  const { boxes, files: blanked } = all.blanked;
  return `# How the studies of ${name} were de-identified

What was done to each file at its import, by which rule, and who released it; no value that was removed stands here. Of each study all files
are told, also those of which this dataset holds no image. The record of a study, file by file, is the JSON that its row names
(overread-deid-report/1); manifest.json has its sum. Dates are those of import and review.

## What was in force

Basic Application Level Confidentiality Profile (113100) with the options named.

${policiesOf(all)}

## Studies

Files by the risk of their pixels (HIGH: never without a person or a rule).

${studiesOf(reports)}

## Released by a person

${reviewsOf(all)}

${boxes > 0 ? `${counted(boxes, "place")} in ${counted(blanked, "file")} blanked.` : "Nothing was blanked."}${all.faces ? ` Faces covered in ${counted(all.faces, "file")}.` : ""}

## Search of the results

Up to ${counted(searched, "name or number", "names and numbers")} of the patient looked for in each file after it was cleaned: ${hits} found, ${falseAlarms} that only looked like one.

## What was done to the elements

${elementsOf(all)}
`;
}
