import { type Comparison, compareDicom } from "../verify-decode-dicom.ts";
import type { CorpusFile } from "../verify-decode-manifest.ts";
import { compareTiffPage, referencesOf } from "../verify-decode-tiff.ts";
import type { DecodeOutcome } from "./examine-file.ts";

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
  /** Opened files that the import did not keep (a policy, a missing patient), by its code. */
  notKept: Record<string, number>;
  /** Opened files whose stored samples cleaning changed, by what it did; the samples of the file were compared. */
  changed: Record<string, number>;
}

export interface DecodeFailure {
  readonly file: string;
  readonly expected: string;
  readonly found: string;
}

/** A file that was not opened or not kept, and why; not a failure where no reference decoder opens it either. */
export interface NotOpened {
  readonly file: string;
  readonly code: string;
  readonly reason: string;
}

export interface DecodeReport {
  readonly dicom: DecodeCounts;
  readonly tiff: DecodeCounts;
  /** What the manifest has beside these: compared with nothing. */
  readonly other: DecodeCounts;
  readonly failures: DecodeFailure[];
  readonly notOpened: NotOpened[];
  /** Opened files that the import did not keep, and why. */
  readonly notKept: NotOpened[];
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
  notKept: {},
  changed: {},
});

/** An empty report. */
export const newReport = (): DecodeReport => ({
  dicom: counts(),
  tiff: counts(),
  other: counts(),
  failures: [],
  notOpened: [],
  notKept: [],
});

const addOne = (to: Record<string, number>, reason: string) => {
  to[reason] = (to[reason] ?? 0) + 1;
};

function countComparison(
  report: DecodeReport,
  into: DecodeCounts,
  file: string,
  comparison: Comparison,
): void {
  switch (comparison.kind) {
    case "none":
      addOne(into.notCompared, comparison.reason);
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
    : file.kind === "dicom" && Object.keys(file.decoded ?? {}).length > 0;

/** What the import says of files that are no still images: policy, not a decoder's failure. */
const policies = new Set([
  "no-pixel-data",
  "structured-report",
  "presentation-state",
  "own-labels",
  "no-images",
  "encapsulated-document",
  "waveform",
  "video",
  "pixels-elsewhere",
  "private-sop-class",
  "not-an-image",
  "skipped",
]);

function countRefusal(
  report: DecodeReport,
  into: DecodeCounts,
  file: CorpusFile,
  { code, message, importCode }: Extract<DecodeOutcome, { kind: "refused" }>,
) {
  const named = importCode !== undefined && importCode !== "not-an-image" && policies.has(importCode);
  const isPolicy =
    code === "no-pixel-data" || named || (into === report.other && policies.has(importCode ?? code));
  if (isPolicy && !hasReference(file)) into.policyRefused++;
  else into.refused++;
  report.notOpened.push({ file: file.file, code: isPolicy ? (importCode ?? code) : code, reason: message });
  if (!hasReference(file)) return;
  report.failures.push({
    file: file.file,
    expected: "opened, as a reference decoder does",
    found: message,
  });
}

const sectionOf = (report: DecodeReport, { kind }: CorpusFile) =>
  kind === "tiff" ? report.tiff : kind === "dicom" ? report.dicom : report.other;

/** Adds one file's outcome to the report. */
export function addOutcome(report: DecodeReport, file: CorpusFile, outcome: DecodeOutcome): void {
  const into = sectionOf(report, file);
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
  if (outcome.kind === "wrong") {
    into.opened++;
    into.compared++;
    report.failures.push({ file: file.file, expected: outcome.expected, found: outcome.found });
    return;
  }
  if (outcome.kind === "refused") {
    countRefusal(report, into, file, outcome);
    return;
  }
  if (outcome.notKept) {
    addOne(into.notKept, outcome.notKept.code);
    report.notKept.push({ file: file.file, ...outcome.notKept });
  }
  if (outcome.changed) addOne(into.changed, outcome.changed);
  const [first] = outcome.images;
  if (file.kind !== "tiff") {
    into.opened++;
    into.pages += first?.frames.length ?? 0;
    const comparison: Comparison =
      file.kind === "dicom"
        ? compareDicom(file, first?.frames ?? [])
        : { kind: "none", reason: `the manifest has no stored samples for ${file.kind}` };
    countComparison(report, into, file.file, comparison);
    return;
  }
  const decoded = outcome.images.filter((image) => image.refused === null);
  if (decoded.length === 0) {
    countRefusal(report, into, file, {
      kind: "refused",
      code: "no-page",
      message: first?.refused ?? "no page",
    });
    return;
  }
  into.opened++;
  for (const [index, image] of outcome.images.entries()) {
    into.pages++;
    const [frame] = image.frames;
    const page = `${file.file} page ${index + 1}`;
    if (frame) {
      countComparison(report, into, page, compareTiffPage(file, index, frame));
      continue;
    }
    if (referencesOf(file, index).length === 0) addOne(into.notCompared, "refused, no decoded reference");
    else report.failures.push({ file: page, expected: "opened", found: image.refused ?? "" });
  }
}
