import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { compareDicom } from "../verify-decode-dicom.ts";
import { type CorpusFile, readCorpus } from "../verify-decode-manifest.ts";
import { openAppPage } from "./app-page.ts";
import { addOutcome, type DecodeReport, newReport } from "./decode-report.ts";
import { type SeriesFigure, storedSeries } from "./decode-series.ts";
import { examineFile } from "./examine-file.ts";

/** Figures of `npm run verify -- decode`. */
export interface VerifyDecode extends DecodeReport {
  readonly series: readonly SeriesFigure[];
  readonly foreignRequests: number;
}

/** Codestreams and pixels without a container are test material for decoders, no files that a person has. */
const bare = new Set(["htj2k", "RAW"]);

const isAgreed = (file: CorpusFile, frames: Parameters<typeof compareDicom>[1]) =>
  file.kind === "dicom" && ["identical", "lossy-within"].includes(compareDicom(file, frames).kind);

/**
 * Takes every file of a corpus in through the import worker of the built app, in Chromium under the app's policy, reads the frames
 * back from the store through its pixels worker, and compares the samples with the manifest (shared/README.md). What a policy does not
 * keep is decoded as it lies. `limit` takes the first files only.
 */
export async function main(options: { corpus?: string; limit?: string }): Promise<VerifyDecode> {
  const folder = resolve(options.corpus ?? process.env.OVERREAD_CORPUS ?? "../shared/corpus");
  const files = readCorpus(folder);
  if (!files)
    throw new Error(`No corpus at ${folder}: expected a manifest.json there. Name one with --corpus DIR.`);
  const wanted = files.filter((file) => !bare.has(file.kind));
  const chosen = wanted.slice(0, options.limit ? Number(options.limit) : wanted.length);
  const report = newReport();
  const page = await openAppPage();
  try {
    for (const [index, file] of chosen.entries()) {
      const path = resolve(folder, file.file);
      if (!existsSync(path)) {
        report.failures.push({ file: file.file, expected: "a file of the corpus", found: "nothing there" });
        continue;
      }
      addOutcome(report, file, await examineFile(page, path, (frames) => isAgreed(file, frames)));
      if (index % 50 === 0) console.error(`decode ${index + 1} of ${chosen.length}`);
    }
    const series = await storedSeries(page, folder, report.failures);
    return { ...report, series, foreignRequests: page.foreign.length };
  } finally {
    await page.close();
  }
}
