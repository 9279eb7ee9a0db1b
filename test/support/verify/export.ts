import "fake-indexeddb/auto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ExportFormat, ExportResult } from "../../../src/domain/calls/export-calls.ts";
import { exportObjects } from "../dicom-export.ts";
import { type Pair, readPairs } from "./assist/read-pairs.ts";
import { compareTruth, type DatasetFiles, truthFormats } from "./export/compare-truth.ts";
import { type ExpertStore, expertStore } from "./export/expert-labels.ts";
import { makeOracles } from "./export/oracles.ts";

/** What is written of each pair: everything that the app can. */
const written: readonly ExportFormat[] = [
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
  "ndjson",
  "seg",
  "rtstruct",
  "sr",
  "dicom",
];

/** The checks of the app's own read-back that a format of the report stands for. */
const checksOf: Readonly<Record<string, readonly string[]>> = {
  coco: ["coco"],
  yolo: ["yolo-det", "yolo-seg"],
  nifti: ["nifti"],
  png: ["png-semantic", "png-instance"],
  ndjson: ["ndjson"],
  seg: ["seg"],
  rtstruct: ["rtstruct"],
  sr: ["sr"],
};

/**
 * Figures of one format. `written` and `mismatches` count what the app's read-back saw; where a format has a reader of labels, `compared`
 * counts labels that were compared with the expert's mask, and a difference is a mismatch. `refused`: labels that a format cannot hold, with
 * a reason among the losses.
 */
export interface FormatFigures {
  written: number;
  compared: number;
  mismatches: number;
  refused: number;
}

interface Options {
  readonly corpus?: string;
  readonly limit?: string;
  /** A folder that keeps what was written, a dataset for each pair, for `verify -- split`. */
  readonly dataset?: string;
  /** False: this machine's oracles are left alone. */
  readonly oracles?: boolean;
}

const behindName = (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): DatasetFiles =>
  new Map([...files].map(([path, bytes]) => [path.slice(path.indexOf("/") + 1), bytes]));

/** Writes a dataset into a folder. */
function keep(files: DatasetFiles, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

const sameFiles = (a: DatasetFiles, b: DatasetFiles) =>
  a.size === b.size &&
  [...a].every(([path, bytes]) => Buffer.compare(bytes, b.get(path) ?? new Uint8Array()) === 0);

function addChecks(figures: Readonly<Record<string, FormatFigures>>, { checks }: ExportResult): void {
  for (const [format, names] of Object.entries(checksOf)) {
    const sum = figures[format];
    if (!sum) continue;
    for (const check of checks.filter((one) => names.includes(one.format))) {
      sum.written += check.written;
      sum.mismatches += check.mismatches;
      if (!truthFormats.some((name) => name === format)) sum.compared += check.compared;
    }
  }
}

async function addTruth(
  figures: Readonly<Record<string, FormatFigures>>,
  files: DatasetFiles,
  store: ExpertStore,
  { losses }: ExportResult,
): Promise<string[]> {
  const failures: string[] = [];
  for (const format of truthFormats) {
    const sum = figures[format];
    if (!sum) continue;
    const { compared, mismatches, absent } = await compareTruth(format, files, store);
    sum.compared += compared;
    sum.mismatches += mismatches.length;
    failures.push(...mismatches.slice(0, 5));
    for (const label of absent) {
      const { database } = store.harness.context;
      const series = (await database.instances.get(label.sop))?.seriesUid;
      // A whole volume may be refused: by its series.
      const told = losses.some(
        (loss) =>
          loss.format === format && [label.instanceUid, label.thing, series].includes(loss.instanceUid),
      );
      sum.refused += told ? 1 : 0;
      sum.mismatches += told ? 0 : 1;
      if (!told) failures.push(`${format}: ${label.instanceUid} is absent and no loss says why`);
    }
  }
  return failures;
}

/**
 * `npm run verify -- export --corpus DIR`: every pair of `mask_pairs.json` through import, labels worker and export (the app's own code, in
 * Node; no browser), every format read again by the app's readers of label files and by the oracles that are installed, and compared with the
 * expert's masks pixel for pixel. Exit code 2: the input cannot be used.
 */
export async function main(options: Options) {
  const unusable = (error: string) => {
    process.exitCode = 2;
    return { error };
  };
  if (!options.corpus) return unusable("Expected --corpus DIR.");
  let pairs: readonly Pair[];
  try {
    pairs = readPairs(options.corpus).slice(0, Number(options.limit ?? Number.POSITIVE_INFINITY));
  } catch (reason) {
    return unusable(reason instanceof Error ? reason.message : String(reason));
  }
  const figures: Record<string, FormatFigures> = Object.fromEntries(
    Object.keys(checksOf).map((format) => [format, { written: 0, compared: 0, mismatches: 0, refused: 0 }]),
  );
  const oracles = makeOracles(options.oracles ?? true);
  const skipped: { readonly set: string; readonly id: string; readonly reason: string }[] = [];
  const failures: string[] = [];
  let [used, instances, labels, repeatEqual] = [0, 0, 0, true];
  for (const [at, pair] of pairs.entries()) {
    const { set, id } = pair;
    console.error(`${at + 1}/${pairs.length} ${set}/${id}`);
    try {
      const store = await expertStore(options.corpus, pair, `verify-${at + 1}`);
      if (typeof store === "string") {
        skipped.push({ set, id, reason: store });
        continue;
      }
      used++;
      labels += store.truth.length;
      instances += new Set(store.truth.map(({ thing }) => thing)).size;
      const first = await exportObjects(store.harness, written);
      const files = behindName(first.store.files);
      if (options.dataset) keep(files, join(options.dataset, String(at + 1)));
      addChecks(figures, first.result);
      failures.push(...(await addTruth(figures, files, store, first.result)));
      await oracles.read(files, store);
      const second = await exportObjects(store.harness, written);
      if (!sameFiles(first.store.files, second.store.files)) {
        repeatEqual = false;
        failures.push(`${set}/${id}: a second export has other bytes`);
      }
    } catch (reason) {
      failures.push(`${set}/${id}: ${reason instanceof Error ? reason.message : String(reason)}`);
    }
  }
  if (used === 0) return { ...unusable("No pair could be used."), skipped, failures };
  failures.push(...oracles.failures);
  return {
    ranIn: "Node: the app's own workers' code, no browser",
    pairs: used,
    skipped,
    instances,
    labels,
    formats: figures,
    oracles: oracles.result(),
    repeatEqual,
    failures,
  };
}
