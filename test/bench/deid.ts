import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAppPage } from "../support/verify/app-page.ts";
import { isInstalled } from "../support/verify/deid-compare.ts";
import { writeCtSeries } from "./ct-series.ts";
import { peerPackages } from "./peer-packages.ts";
import { textSearchFigures } from "./text-search.ts";

/** What `npm run bench -- deid --json` prints. Wall times, medians of the runs. */
export interface DeidFigures {
  readonly slices: number;
  readonly megabytes: number;
  readonly runs: number;
  /** Through the import worker in Chromium: clean, check, scan, decode the first frame, store. */
  readonly mbPerS: number;
  /** Ours to a peer's time for the same files; a peer edits and writes, and checks nothing. Null: not installed. */
  readonly ratioToDcmjs: number | null;
  readonly ratioToDcmodify: number | null;
  readonly dcmjsMbPerS: number | null;
  readonly dcmodifyMbPerS: number | null;
  /** Search for burned-in text, processor time. */
  readonly detectorMsPerMegapixel: number;
  /** Of the processor time of searching and reading, the part that reading takes; reading is asked for by a person. */
  readonly ocrShare: number;
  readonly ocrMsPerLine: number;
}

const slices = 60;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number) => Number(value.toFixed(2));

async function timed(runs: number, task: () => Promise<number | undefined>): Promise<number> {
  const times: number[] = [];
  // The first run warms compilers and caches and does not count.
  for (let run = 0; run <= runs; run++) {
    const begin = performance.now();
    const own = await task();
    if (run > 0) times.push(own ?? performance.now() - begin);
  }
  return median(times);
}

interface Dcmjs {
  readonly data: {
    readonly DicomMessage: {
      readFile(buffer: ArrayBuffer): { dict: Record<string, unknown>; write(): ArrayBuffer };
    };
  };
  readonly anonymizer: { cleanTags(dict: Record<string, unknown>): void };
}

/** Reads, empties the tags of dcmjs' own list, writes: all in memory. */
async function dcmjsMs(paths: readonly string[], folder: string, runs: number): Promise<number | null> {
  const packages = peerPackages();
  const module = await packages?.file("dcmjs/build/dcmjs.es.js").catch(() => null);
  if (!module) return null;
  const { data, anonymizer } = (module.default ?? module) as unknown as Dcmjs;
  return timed(runs, async () => {
    for (const [index, path] of paths.entries()) {
      const bytes = readFileSync(path);
      const message = data.DicomMessage.readFile(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
      );
      anonymizer.cleanTags(message.dict);
      writeFileSync(join(folder, `dcmjs-${index}.dcm`), Buffer.from(message.write()));
    }
    return undefined;
  });
}

/** New UIDs and the patient's elements erased, by one process for all files, in place on copies. */
async function dcmodifyMs(paths: readonly string[], folder: string, runs: number): Promise<number | null> {
  if (!isInstalled("dcmodify")) return null;
  const erase = ["00100030", "00100040", "00080050", "00080080", "00080081", "00080090", "00081030"];
  const edits = [
    "-nb",
    // An element that a file lacks is no fault.
    "-imt",
    "-gst",
    "-gse",
    "-gin",
    "-m",
    "(0010,0010)=Anon",
    "-m",
    "(0010,0020)=Anon",
    ...erase.flatMap((tag) => ["-ea", `(${tag.slice(0, 4)},${tag.slice(4)})`]),
  ];
  return timed(runs, async () => {
    const copies = paths.map((path, index) => {
      const copy = join(folder, `dcmodify-${index}.dcm`);
      copyFileSync(path, copy);
      return copy;
    });
    const begin = performance.now();
    execFileSync("dcmodify", [...edits, ...copies], { stdio: "ignore" });
    return performance.now() - begin;
  });
}

/** De-identification of a generated CT series, beside dcmjs and DCMTK's dcmodify on the same files. */
export async function main(options: { runs?: string }): Promise<DeidFigures> {
  const runs = Number(options.runs ?? 3);
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-deid-"));
  const app = await openAppPage();
  try {
    const paths = writeCtSeries(join(folder, "ct"), slices);
    const megabytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 2 ** 20;
    const ours = await timed(runs, async () => {
      const note = await app.importFolder(paths);
      if (!("importMs" in note)) throw new Error(note.message);
      if (note.instances.length !== slices) throw new Error(`${note.instances.length} of ${slices} stored`);
      return note.importMs;
    });
    const dcmjs = await dcmjsMs(paths, folder, runs);
    const dcmodify = await dcmodifyMs(paths, folder, runs);
    const text = await textSearchFigures();
    const speed = (ms: number | null) => (ms === null ? null : rounded((megabytes / ms) * 1000));
    return {
      slices,
      megabytes: rounded(megabytes),
      runs,
      mbPerS: speed(ours) ?? 0,
      ratioToDcmjs: dcmjs === null ? null : rounded(ours / dcmjs),
      ratioToDcmodify: dcmodify === null ? null : rounded(ours / dcmodify),
      dcmjsMbPerS: speed(dcmjs),
      dcmodifyMbPerS: speed(dcmodify),
      detectorMsPerMegapixel: text.detectorMsPerMegapixel,
      ocrShare: text.ocrShare,
      ocrMsPerLine: text.ocrMsPerLine,
    };
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
}
