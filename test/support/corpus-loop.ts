import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { dist } from "./browser-app.ts";
import { harvestIdentity } from "./harvest.ts";
import { scanBytes } from "./leak-scan.ts";
import { plainDicom } from "./walk-dicom.ts";

/** Ten DICOM files of ten transfer syntaxes. */
export const tenSyntaxes = [
  "dcmqi__01.dcm",
  "pydicom__CT_small.dcm",
  "pydicom__ExplVR_BigEnd.dcm",
  "cornerstone3D__CTImage.dcm_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm",
  "fo-dicom__D_CLUNIE_CT1_RLE_FRAGS.dcm",
  "deid-data__ctbrain1.dcm",
  "cornerstone3D__CT0012.fragmented_no_bot_jpeg_baseline.51.dcm",
  "pylibjpeg-data__JPEGLossless_1s_1f_u_16_12.dcm",
  "dcm4che__CT-JPEGLosslessSV1.dcm",
  "pydicom__MR_small_jpeg_ls_lossless.dcm",
].map((name) => `dicom/${name}`);

/** Five TIFFs: 16-bit of two pages, float, LZW strips with a predictor, PackBits, tiles. */
export const fiveTiffs = [
  "tiff__grey16-multi.tif",
  "tiff__float32.tif",
  "tiff__color8-lzw.tif",
  "image-tiff__issue_69_packbits.tiff",
  "image-tiff__tiled-rgb-u8.tif",
].map((name) => `tiff/${name}`);

/** Files whose pixels hold text (deidentification 4). */
export const burnedIn = [
  "deid-data__GREYSCALE_IMAGE.dcm",
  "pydicom-data__OBXXXX1A.dcm",
  "dcm4che__YBR_FULL-RLE.dcm",
  "cornerstone3D__no-pixel-spacing.dcm",
].map((name) => `dicom/${name}`);

/** What the corpus' own manifest says of a file. */
export interface ManifestRow {
  readonly file: string;
  readonly transfer_syntax?: string;
  readonly patient_name_utf8?: string;
  readonly has_pixels?: boolean;
}

/** The corpus: its manifest by file, the three series by folder, and bytes by name. */
export function openCorpus(corpus: string) {
  const rows = JSON.parse(readFileSync(join(corpus, "manifest.json"), "utf8")).files as ManifestRow[];
  const series = readdirSync(join(corpus, "series")).sort();
  return {
    rowOf: new Map(rows.map((row) => [row.file, row])),
    path: (name: string) => join(corpus, name),
    bytes: (name: string) => new Uint8Array(readFileSync(join(corpus, name))),
    series: new Map(
      series.map((folder) => [
        folder,
        readdirSync(join(corpus, "series", folder))
          .map((name) => `series/${folder}/${name}`)
          .filter((name) => statSync(join(corpus, name)).isFile())
          .sort(),
      ]),
    ),
  };
}

export type Corpus = ReturnType<typeof openCorpus>;

const textFiles = new Set([".js", ".mjs", ".css", ".html", ".json", ".md", ".svg", ".webmanifest"]);

/** The words of the built app itself, which its cache may of course hold. */
function builtText(): string {
  return readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((name) => textFiles.has(extname(name)))
    .map((name) => readFileSync(join(dist, name), "latin1"))
    .join("\n");
}

/** Names and numbers of one file's patient, worth looking for: five characters and more, of a text's own characters. */
function identityOf(corpus: Corpus, name: string): string[] {
  if (name.startsWith("tiff/")) return [];
  const told = (corpus.rowOf.get(name)?.patient_name_utf8 ?? "").split(/[\^=]/).map((part) => part.trim());
  return [...new Set([...harvestIdentity(plainDicom(corpus.bytes(name)), 5), ...told])].filter(
    (needle) => needle.length >= 5 && !needle.includes("\ufffd"),
  );
}

/**
 * The needles of a set of files: patient's names and IDs of at least five characters that the built app does not say
 * itself ("Anonymized" would be one), each with the files that hold it.
 */
export function needlesOf(corpus: Corpus, names: readonly string[]): Map<string, string[]> {
  const own = builtText();
  const needles = new Map<string, string[]>();
  for (const name of names) {
    for (const needle of identityOf(corpus, name)) {
      if (!own.includes(needle)) needles.set(needle, [...(needles.get(needle) ?? []), name]);
    }
  }
  return needles;
}

/** Files in whose own bytes the scan does not find every needle they are known to hold: it would be blind there. */
export function blindSpots(corpus: Corpus, needles: ReadonlyMap<string, readonly string[]>): string[] {
  const files = new Set([...needles.values()].flat());
  return [...files].filter((name) => {
    const own = [...needles].filter(([, holders]) => holders.includes(name)).map(([needle]) => needle);
    return scanBytes(plainDicom(corpus.bytes(name)), own, name).length < own.length;
  });
}

function numbersAfter(bytes: Buffer, tag: readonly number[]): number[] {
  for (let at = bytes.indexOf(Buffer.from(tag)); at >= 0; at = bytes.indexOf(Buffer.from(tag), at + 1)) {
    const explicit = bytes.toString("latin1", at + 4, at + 6) === "DS";
    const length = explicit ? bytes.readUInt16LE(at + 6) : bytes.readUInt32LE(at + 4);
    const numbers = bytes
      .toString("latin1", at + 8, at + 8 + Math.min(length, 200))
      .split("\\")
      .map(Number);
    if (numbers.length >= 3 && numbers.every(Number.isFinite)) return numbers;
  }
  return [];
}

/** Places along the normal of the images in a folder, ascending, from (0020,0032) and (0020,0037) in the raw bytes; mm. */
export function placesAlongNormal(corpus: Corpus, names: readonly string[]): number[] {
  return names
    .filter((name) => corpus.rowOf.get(name)?.has_pixels)
    .flatMap((name) => {
      const bytes = Buffer.from(corpus.bytes(name));
      const position = numbersAfter(bytes, [0x20, 0, 0x32, 0]);
      const axes = numbersAfter(bytes, [0x20, 0, 0x37, 0]);
      return axes.length === 6 ? [alongNormal(position, axes)] : [];
    })
    .sort((a, b) => a - b);
}

/** Distance of a position along the normal of its plane, mm. */
export function alongNormal(position: readonly number[], axes: readonly number[]): number {
  const [px = 0, py = 0, pz = 0] = position;
  const [ax = 0, ay = 0, az = 0, bx = 0, by = 0, bz = 0] = axes;
  return px * (ay * bz - az * by) + py * (az * bx - ax * bz) + pz * (ax * by - ay * bx);
}
