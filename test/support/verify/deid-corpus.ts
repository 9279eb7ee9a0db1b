import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type AppPage, type Cleaned, openAppPage, typedPatient } from "./app-page.ts";
import { comparePixels, inScratch, isInstalled, makeReferences, newDicomErrors } from "./deid-compare.ts";
import { type FoundFile, imagesBelow } from "./deid-files.ts";
import { layOverPages } from "./examine-file.ts";
import { exportedFiles } from "./exported-files.ts";
import { fileValues } from "./file-values.ts";
import { harvestTiff, harvestValues, type Needle } from "./harvest-values.ts";
import { survivors } from "./scan-needles.ts";
import { searchExport, witnessExport } from "./search-export.ts";

/** What went wrong with a file; never a value of it. */
export interface DeidFailure {
  readonly file: string;
  readonly expected: string;
  readonly found: string;
}

/** Figures of `npm run verify -- deid --corpus DIR`. */
export interface VerifyDeid {
  readonly files: number;
  readonly released: number;
  readonly quarantined: number;
  readonly refused: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly identifiers: number;
  readonly survivors: number;
  readonly pixelFilesCompared: number;
  readonly pixelFilesChanged: number;
  /** Files in whose samples cleaning removed an overlay from the bits above those stored. */
  readonly overlaysRemoved: number;
  readonly pixelsComparedBy: Readonly<Record<string, number>>;
  readonly references: { readonly checked: number; readonly broken: number };
  readonly deterministic: boolean;
  readonly idempotent: boolean;
  readonly dciodvfy: { readonly checked: number; readonly newErrors: number };
  readonly exported: { readonly files: number; readonly bytes: number };
  readonly foreignRequests: number;
  readonly failures: readonly DeidFailure[];
}

/** Files of our corpus in whose pixels text is burned in (deidentification 4). */
const burnedIn = [
  "deid-data__GREYSCALE_IMAGE",
  "pydicom-data__OBXXXX1A",
  "dcm4che__YBR_FULL-RLE",
  "cornerstone3D__no-pixel-spacing",
];

const sumOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const count = (into: Record<string, number>, name: string) => {
  into[name] = (into[name] ?? 0) + 1;
};
/** Tables whose rows are file bytes, and the files of large images and of series: those are scanned as files. */
const fileTables = /\/(chunks|heldChunks)$|\/OPFS\/(images|packs)-/;

const typedNeedles: readonly Needle[] = typedPatient.split(" ").map((text) => ({ text, kind: "name" }));

type Kept = Extract<Cleaned, { kind: "cleaned" }>;

/** Needles that stand in what one file left behind, with the place. */
function scanLeft(kept: Kept, needles: readonly Needle[]): string[] {
  const found: string[] = [];
  const look = (bytes: Buffer, place: string, among: readonly Needle[]) => {
    for (const { kind } of survivors(bytes, among)) found.push(`a ${kind} in ${place}`);
  };
  for (const { format, bytes } of kept.files) {
    if (format !== "dicom") {
      look(Buffer.from(bytes), "the stored file", needles);
      continue;
    }
    const values = fileValues(bytes);
    look(values.text, "the stored file", needles);
  }
  // Chunks hold pixels, in which short texts turn up by chance; held ones are encrypted.
  const long = needles.filter(({ text }) => text.length >= 9);
  for (const { store, bytes } of kept.dumps)
    look(Buffer.from(bytes), store, fileTables.test(store) ? long : needles);
  return found;
}

async function sameAgain(page: AppPage, file: FoundFile, kept: Kept) {
  const again = await page.cleanFile(file.path);
  const sums = (one: Cleaned) =>
    one.kind === "cleaned"
      ? one.files
          .map(({ sopUid, bytes }) => `${sopUid} ${sumOf(bytes)}`)
          .sort()
          .join()
      : one.kind;
  return sums(again) === sums(kept);
}

/** Whether our own output, taken in anew, comes out with the same bytes. */
async function sameFromOwn(page: AppPage, { bytes, format }: Kept["files"][number]) {
  return inScratch(async (folder) => {
    const path = join(folder, format === "tiff" ? "own.tif" : "own.dcm");
    writeFileSync(path, bytes);
    const again = await page.cleanFile(path);
    return again.kind === "cleaned" && again.files.length === 1
      ? sumOf(again.files[0]?.bytes ?? new Uint8Array()) === sumOf(bytes)
      : false;
  });
}

/** Our own reader on both sides, where GDCM is not installed or cannot decode, and for TIFF. */
async function compareByOwnReader(page: AppPage, file: FoundFile, output: Kept["files"][number]) {
  return inScratch(async (folder) => {
    const path = join(folder, file.kind === "tiff" ? "output.tif" : "output.dcm");
    writeFileSync(path, output.bytes);
    const [before, after] = [await page.decode(file.path), await page.decode(path)];
    if (before.kind !== "decoded" || after.kind !== "decoded") return null;
    const frames = after.images.flatMap((image) => image.frames);
    if (frames.length === 0) return null;
    const pages = before.images.flatMap((image) =>
      image.frames.map((frame) => ({ frames: [frame], refused: null })),
    );
    return layOverPages(frames, pages).kind === "decoded" ? ("equal" as const) : ("changed" as const);
  });
}

/**
 * Takes every DICOM and TIFF of a folder through the import of the built app in Chromium, and searches everything that it leaves
 * for the identity of the originals. A second profile with the same key must give the same bytes, and our own output must come
 * out as it went in.
 */
export async function verifyCorpus(options: { corpus?: string; limit?: string }): Promise<VerifyDeid> {
  const folder = resolve(options.corpus ?? process.env.OVERREAD_CORPUS ?? "../shared/corpus");
  if (!existsSync(folder)) throw new Error(`No folder ${folder}: name one with --corpus DIR.`);
  const all = imagesBelow(folder);
  if (all.length === 0) throw new Error(`No DICOM and no TIFF in ${folder}.`);
  const files = all.slice(0, options.limit ? Number(options.limit) : all.length);
  const failures: DeidFailure[] = [];
  const refusals: Record<string, number> = {};
  const pixelsComparedBy: Record<string, number> = {};
  const references = makeReferences();
  const totals = {
    released: 0,
    quarantined: 0,
    refused: 0,
    survivors: 0,
    changed: 0,
    overlays: 0,
    checked: 0,
    newErrors: 0,
  };
  const everyNeedle = new Map<string, Needle>();
  /** What the original of a stored image says, by the image's identifier. */
  const ofImage = new Map<string, readonly Needle[]>();
  const gdcm = isInstalled("gdcmconv");
  const dciodvfy = isInstalled("dciodvfy");
  let deterministic = true;
  let idempotent = true;
  const first = await openAppPage();
  const key = await first.makeKey("verify passphrase of twelve");
  const second = await openAppPage(key);
  const kept: string[] = [];
  try {
    for (const [index, file] of files.entries()) {
      if (index % 25 === 0) console.error(`deid ${index + 1} of ${files.length}`);
      const fail = (expected: string, found: string) => failures.push({ file: file.name, expected, found });
      const original = new Uint8Array(readFileSync(file.path));
      const values = file.kind === "dicom" ? fileValues(original) : null;
      const needles = [...(values ? harvestValues(values) : harvestTiff(original)), ...typedNeedles];
      for (const needle of needles) everyNeedle.set(needle.text, needle);
      const cleaned = await first.cleanFile(file.path);
      if (cleaned.kind !== "cleaned") {
        totals.refused++;
        count(refusals, cleaned.kind);
        fail("an answer", cleaned.message);
        continue;
      }
      if (cleaned.ready > 0) totals.released++;
      else if (cleaned.held > 0) totals.quarantined++;
      else totals.refused++;
      for (const { code, message } of cleaned.refused) {
        count(refusals, code);
        if (survivors(Buffer.from(message), needles).length > 0) {
          totals.survivors++;
          fail("no identity in an error text", `found in that of ${code}`);
        }
      }
      if (cleaned.ready > 0 && burnedIn.some((name) => basename(file.name).startsWith(name)))
        fail("held for a person: text is burned in", "released");
      const left = scanLeft(cleaned, needles);
      totals.survivors += left.length;
      if (left.length > 0) fail("no identity left", left.slice(0, 5).join("; "));
      if (cleaned.files.length === 0) continue;
      kept.push(file.path);
      for (const { sopUid } of cleaned.files) ofImage.set(sopUid, needles);
      if (!(await sameAgain(second, file, cleaned))) {
        deterministic = false;
        fail("the same bytes in another profile with the same key", "other bytes");
      }
      for (const output of cleaned.files) {
        if (output.format === "raw") continue;
        if (!(await sameFromOwn(second, output))) {
          idempotent = false;
          fail("our own output unchanged", "other bytes, or refused");
        }
        const byGdcm =
          gdcm && output.format === "dicom" ? await comparePixels(file.path, output.bytes) : null;
        const compared = byGdcm ?? (await compareByOwnReader(first, file, output));
        if (compared !== null) count(pixelsComparedBy, byGdcm === null ? "own reader" : "gdcm");
        if (compared === "overlay removed") totals.overlays++;
        if (compared === "changed") {
          totals.changed++;
          fail("the pixels of the original", "other pixels");
        }
        if (output.format !== "dicom" || !values) continue;
        references.add(file.name, values, fileValues(output.bytes));
        if (!dciodvfy) continue;
        const errors = await newDicomErrors(file.path, output.bytes);
        if (!errors) continue;
        totals.checked++;
        totals.newErrors += errors.length;
        for (const error of errors) fail("no new error of dciodvfy", error.slice(0, 200));
      }
    }
    const needles = [...everyNeedle.values()];
    const exports = await Promise.resolve()
      .then(async () => ({
        exported: await exportedFiles(kept, typedPatient, key),
        witness: await witnessExport(key),
      }))
      .catch((reason: unknown) => {
        // The figures of all files before it stand; that this one is missing is a failure.
        const found = reason instanceof Error ? reason.message.slice(0, 200) : String(reason);
        failures.push({ file: "export", expected: "a dataset of everything kept", found });
        const none = { texts: [], bytes: 0, said: [], foreign: 0 };
        return { exported: none, witness: none };
      });
    const { exported } = exports;
    const left = searchExport(exported, exports.witness, needles, ofImage);
    totals.survivors += left.survivors;
    failures.push(...left.failures);
    const said = Buffer.from([...first.said, ...second.said, ...exported.said].join("\n"));
    const inLogs = survivors(said, needles).length;
    totals.survivors += inLogs;
    if (inLogs > 0) failures.push({ file: "console", expected: "no identity in a log", found: `${inLogs}` });
    const { checked, broken } = references.result();
    for (const found of broken)
      failures.push({ file: found.split(" ")[0] ?? "", expected: "references as they were", found });
    return {
      files: files.length,
      released: totals.released,
      quarantined: totals.quarantined,
      refused: totals.refused,
      refusals,
      identifiers: everyNeedle.size,
      survivors: totals.survivors,
      pixelFilesCompared: Object.values(pixelsComparedBy).reduce((sum, one) => sum + one, 0),
      pixelFilesChanged: totals.changed,
      overlaysRemoved: totals.overlays,
      pixelsComparedBy,
      references: { checked, broken: broken.length },
      deterministic,
      idempotent,
      dciodvfy: { checked: totals.checked, newErrors: totals.newErrors },
      exported: { files: exported.texts.length, bytes: exported.bytes },
      foreignRequests: first.foreign.length + second.foreign.length + exported.foreign,
      failures,
    };
  } finally {
    await first.close();
    await second.close();
  }
}
