import { resolve } from "node:path";
import { readCorpus } from "../verify-decode-manifest.ts";
import { addOutcome, type DecodeReport, newReport } from "./decode-report.ts";
import { type SeriesFigure, seriesFigures } from "./decode-series.ts";
import { openDecoderPage } from "./decoder-page.ts";

/** Figures of `npm run verify -- decode`. */
export interface VerifyDecode extends DecodeReport {
  readonly series: readonly SeriesFigure[];
  readonly foreignRequests: number;
}

/**
 * Decodes every DICOM and TIFF of a corpus in the pixels worker of the built app, in Chromium under the app's policy, and compares
 * the stored samples with the manifest (shared/README.md). `limit` takes the first files only.
 */
export async function main(options: { corpus?: string; limit?: string }): Promise<VerifyDecode> {
  const folder = resolve(options.corpus ?? process.env.OVERREAD_CORPUS ?? "../shared/corpus");
  const files = readCorpus(folder);
  if (!files)
    throw new Error(`No corpus at ${folder}: expected a manifest.json there. Name one with --corpus DIR.`);
  const wanted = files.filter((file) => file.kind === "dicom" || file.kind === "tiff");
  const chosen = wanted.slice(0, options.limit ? Number(options.limit) : wanted.length);
  const report = newReport();
  const page = await openDecoderPage();
  try {
    for (const [index, file] of chosen.entries()) {
      addOutcome(report, file, await page.decode(resolve(folder, file.file)));
      if (index % 50 === 0) console.error(`decode ${index + 1} of ${chosen.length}`);
    }
  } finally {
    await page.close();
  }
  return { ...report, series: await seriesFigures(folder), foreignRequests: page.foreign.length };
}
