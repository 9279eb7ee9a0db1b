import { sha256OfJson } from "../audit-chain.ts";
import { canonicalJson } from "../canonical-json.ts";
import { type KeyFile, keyFileIterations } from "./key-file.ts";

/** Name of the setting that says whether the map is kept. */
export const reidMapSetting = "reidMap";

/** What a study was before: identified; it exists sealed, and in the import worker's memory. */
export interface MapEntry {
  /** PatientID of the cleaned files. */
  readonly pseudonym: string;
  readonly studyUid: string;
  readonly issuer: string;
  readonly patientId: string;
  readonly patientName: string;
  /** Empty where the source had none. */
  readonly originalStudyUid: string;
  readonly accessionNumber: string;
  readonly studyDate: string;
}

const columns = [
  "pseudonym",
  "studyUid",
  "issuer",
  "patientId",
  "patientName",
  "originalStudyUid",
  "accessionNumber",
  "studyDate",
] as const;

/** A cell of RFC 4180; what a spreadsheet would take for a formula stays a text. */
const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The map as a table that a spreadsheet opens: CSV (RFC 4180) with a byte order mark, by pseudonym. */
export function mapTable(entries: readonly MapEntry[]): string {
  const rows = [...entries]
    .sort((a, b) => (a.pseudonym + a.studyUid < b.pseudonym + b.studyUid ? -1 : 1))
    .map((entry) => columns.map((column) => cell(entry[column])).join(","));
  return `\ufeff${[columns.join(","), ...rows].join("\r\n")}\r\n`;
}

/** The map under a passphrase, as the file that leaves the device. Binary values in base64. */
export interface MapFile {
  readonly format: "overread-reidentification-map";
  readonly version: 1;
  /** Of the project key under which the pseudonyms were made. */
  readonly fingerprint: string;
  /** ISO 8601 UTC. */
  readonly exportedAt: string;
  readonly studies: number;
  readonly kdf: KeyFile["kdf"];
  readonly cipher: KeyFile["cipher"];
  /** The entries as JSON. */
  readonly sealed: string;
  /** SHA-256 (hex) of all other keys, RFC 8785: tells a damaged file from a wrong passphrase. */
  readonly checksum: string;
}

/** What is bound to the sealed entries as additional data: everything but them and the checksum. */
export function mapFileHead({ sealed: _, ...head }: Omit<MapFile, "checksum">): string {
  return canonicalJson(head);
}

/** The file with its checksum. */
export const withMapChecksum = (open: Omit<MapFile, "checksum">): MapFile => ({
  ...open,
  checksum: sha256OfJson(open),
});

/** Reads a map file; a fault is named, so that it can be told in words. Never throws. */
export function parseMapFile(text: string): MapFile | "foreign" | "damaged" {
  let value: Partial<MapFile> | null;
  try {
    value = JSON.parse(text) as Partial<MapFile> | null;
  } catch {
    return text.includes("overread-reidentification-map") ? "damaged" : "foreign";
  }
  if (value?.format !== "overread-reidentification-map" || value.version !== 1) return "foreign";
  const { checksum, ...open } = value as MapFile;
  const whole =
    checksum === sha256OfJson(open) &&
    open.kdf?.iterations === keyFileIterations &&
    typeof open.kdf.salt === "string" &&
    typeof open.cipher?.iv === "string" &&
    typeof open.sealed === "string";
  return whole ? { ...open, checksum } : "damaged";
}
