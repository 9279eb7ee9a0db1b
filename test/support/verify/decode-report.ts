import { type Comparison, compareDicom } from "../verify-decode-dicom.ts";
import type { CorpusFile } from "../verify-decode-manifest.ts";
import { compareTiffPage, referencesOf } from "../verify-decode-tiff.ts";
import type { DecodeOutcome } from "./decoder-page.ts";

/** Counts of one format, as `verify decode` prints them. For TIFF, compared and identical count pages. */
export interface DecodeCounts {
  files: number;
  pages: number;
  compared: number;
  identical: number;
  lossyCompared: number;
  lossyWithin: number;
  opened: number;
  refused: number;
  policyRefused: number;
  hung: number;
  crashed: number;
  /** How many images were not compared, by reason. */
  notCompared: Record<string, number>;
}

export interface DecodeFailure {
  readonly file: string;
  readonly expected: string;
  readonly found: string;
}

/** A file that was not opened, and why; not a failure where no reference decoder opens it either. */
export interface NotOpened {
  readonly file: string;
  readonly code: string;
  readonly reason: string;
}

export interface DecodeReport {
  readonly dicom: DecodeCounts;
  readonly tiff: DecodeCounts;
  readonly failures: DecodeFailure[];
  readonly notOpened: NotOpened[];
}

const counts = (): DecodeCounts => ({
  files: 0,
  pages: 0,
  compared: 0,
  identical: 0,
  lossyCompared: 0,
  lossyWithin: 0,
  opened: 0,
  refused: 0,
  policyRefused: 0,
  hung: 0,
  crashed: 0,
  notCompared: {},
});

/** An empty report. */
export const newReport = (): DecodeReport => ({
  dicom: counts(),
  tiff: counts(),
  failures: [],
  notOpened: [],
});

function countComparison(
  report: DecodeReport,
  into: DecodeCounts,
  file: string,
  comparison: Comparison,
): void {
  switch (comparison.kind) {
    case "none":
      into.notCompared[comparison.reason] = (into.notCompared[comparison.reason] ?? 0) + 1;
      return;
    case "identical":
      into.compared++;
      into.identical++;
      return;
    case "lossy-within":
      into.lossyCompared++;
      into.lossyWithin++;
      return;
    default:
      if (comparison.kind === "different") into.compared++;
      else into.lossyCompared++;
      report.failures.push({ file, expected: comparison.expected, found: comparison.found });
  }
}

const hasReference = (file: CorpusFile) =>
  file.kind === "tiff"
    ? referencesOf(file, 0).some((reference) => reference.md5 && !reference.shape?.includes(0))
    : Object.keys(file.decoded ?? {}).length > 0;

function countRefusal(
  report: DecodeReport,
  into: DecodeCounts,
  file: CorpusFile,
  code: string,
  reason: string,
) {
  // A file without pixels is no image: that is policy, not a decoder's failure.
  if (code === "no-pixel-data" && !hasReference(file)) into.policyRefused++;
  else into.refused++;
  report.notOpened.push({ file: file.file, code, reason });
  if (!hasReference(file)) return;
  report.failures.push({ file: file.file, expected: "opened, as a reference decoder does", found: reason });
}

/** Adds one file's outcome to the report. */
export function addOutcome(report: DecodeReport, file: CorpusFile, outcome: DecodeOutcome): void {
  const into = file.kind === "tiff" ? report.tiff : report.dicom;
  into.files++;
  if (outcome.kind === "hung" || outcome.kind === "crashed") {
    into[outcome.kind]++;
    report.failures.push({
      file: file.file,
      expected: "an answer",
      found: `${outcome.kind} ${outcome.message}`,
    });
    return;
  }
  if (outcome.kind === "refused") {
    countRefusal(report, into, file, outcome.code, outcome.message);
    return;
  }
  const [first] = outcome.images;
  if (file.kind !== "tiff") {
    into.opened++;
    into.pages += first?.frames.length ?? 0;
    countComparison(report, into, file.file, compareDicom(file, first?.frames ?? []));
    return;
  }
  const decoded = outcome.images.filter((image) => image.refused === null);
  if (decoded.length === 0) {
    countRefusal(report, into, file, "no-page", first?.refused ?? "no page");
    return;
  }
  into.opened++;
  for (const [index, image] of outcome.images.entries()) {
    into.pages++;
    const [frame] = image.frames;
    if (frame) {
      countComparison(report, into, `${file.file} page ${index + 1}`, compareTiffPage(file, index, frame));
      continue;
    }
    const reason = image.refused ?? "";
    if (referencesOf(file, index).length === 0)
      into.notCompared["refused, no decoded reference"] =
        (into.notCompared["refused, no decoded reference"] ?? 0) + 1;
    else report.failures.push({ file: `${file.file} page ${index + 1}`, expected: "opened", found: reason });
  }
}
