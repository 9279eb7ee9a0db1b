import type { Breath } from "../../domain/cancel.ts";
import { base32 } from "../../domain/deid/base32.ts";
import { keyedUid } from "../../domain/deid/keyed-uid.ts";
import type { MapEntry } from "../../domain/deid/reid-map.ts";
import { type Said, say } from "../../domain/said.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { type ProjectKeys, readProjectKey } from "../../storage/keys.ts";
import { openMapEntries } from "../../storage/reid-map.ts";
import { hmac } from "../import/digests.ts";
import { PlainError } from "../serve.ts";
import type { Dataset } from "./dataset.ts";
import type { DatasetSink } from "./sink.ts";

/** What may name a patient: what people wrote, and what was taken over from files. Pictures, volumes and cleaned files are not texts. */
const isText = (path: string): boolean =>
  /\.(json|ndjson|md|txt|yaml)$/.test(path) || /\/dicom\/(sr|seg|rtstruct)\//.test(path);
/** Strings of these stand in others as well: names of classes and people in the schema and the manifest. */
const isRepeated = (path: string): boolean => /\/(coco|yolo-det|yolo-seg|nifti)\//.test(path);

/** SHA-256 in hex: of so many digits some are any short number, by chance alone. */
const sums = /\b[0-9a-f]{64}\b/g;

/**
 * What is looked through of a text. Records of de-identification name elements of the standard, (0010,0020), which a short number may be
 * like, and say the same of file after file: each line of one once, `seen` being those before.
 */
function searchedText(text: string, path: string, seen: Set<string>): string {
  if (!/\/deidentification\/[^/]+$/.test(path)) return text;
  const fresh = [...new Set(text.split("\n"))].filter((line) => !seen.has(line));
  for (const line of copied(fresh)) seen.add(line);
  return fresh
    .filter((line) => !/^\s*"tag": "[0-9A-F]{8}",$/.test(line))
    .join("\n")
    .replace(/\([0-9A-F]{4},[0-9A-F]{4}\)/g, "");
}

/** Shorter identifiers occur by chance. */
const leastLength = 4;
/** PatientID and names are at most 64 characters long (PS3.5 6.2). */
const mostLength = 64;

const uidForm = /^[012](\.(0|[1-9]\d*))+$/;
/** What the app itself writes in great number: UUIDs, digests, times, plain numbers with a point. */
const ownForm = /^([0-9a-f]{32,}|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z|i\d{6}|-?\d*\.\d+)$/;

/** Kinds of originals, as a person reads them. Never the original itself. */
type Kind = "the patient ID" | "the patient's name" | "the accession number" | "a UID";

const kindWords: Readonly<Record<Kind, Said>> = {
  "the patient ID": say`the patient ID`,
  "the patient's name": say`the patient's name`,
  "the accession number": say`the accession number`,
  "a UID": say`a UID`,
};

/** The identifiers of the studies that are still held: those of the sealed re-identification map. */
function heldTerms(entries: readonly MapEntry[]): Map<string, Kind> {
  const terms = new Map<string, Kind>();
  const put = (text: string, kind: Kind) => {
    if (text.trim().length >= leastLength) terms.set(text.trim(), kind);
  };
  for (const { patientId, patientName, accessionNumber, originalStudyUid } of entries) {
    put(patientId, "the patient ID");
    put(accessionNumber, "the accession number");
    put(originalStudyUid, "a UID");
    const [family = "", given = ""] = (patientName.split("=")[0] ?? "").split("^").map((part) => part.trim());
    put(patientName, "the patient's name");
    if (family !== "" && given !== "")
      for (const form of [
        `${family}^${given}`,
        `${given} ${family}`,
        `${family} ${given}`,
        `${family}, ${given}`,
      ])
        put(form, "the patient's name");
  }
  return terms;
}

/** Read and searched at a time. */
const pieceBytes = 256 << 10;
/** A longer line is cut where it is. */
const longestLine = 16 << 20;

/** The text of a file in pieces that cut no line. */
async function* linesOf(sink: DatasetSink, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let length = 0;
  for await (const bytes of sink.pieces(path)) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
      const end = length > longestLine ? piece.length : piece.lastIndexOf("\n") + 1;
      if (end > 0) {
        yield [...rest, piece.slice(0, end)].join("");
        [rest, length] = [[], 0];
      }
      if (end === piece.length) continue;
      rest.push(piece.slice(end));
      length += piece.length - end;
    }
  }
  yield [...rest, decoder.decode()].join("");
}

/** Copies of short strings that were cut out of a long one, which would be kept for as long as any of them. */
const copied = (words: readonly string[]): readonly string[] =>
  words.length === 0 ? [] : words.join("\0").split("\0");

/** Whole strings and the words in them, as an identifier would stand there. Numbers of JSON are measured, not written by people. */
async function candidatesOf(
  text: string,
  isJson: boolean,
  into: Set<string>,
  breathe: Breath,
): Promise<void> {
  const add = (part: string) => {
    const word = part.trim().replace(/^[.,;:]+|[.,;:]+$/g, "");
    if (word.length >= leastLength && word.length <= mostLength && !ownForm.test(word)) into.add(word);
  };
  const words = async (part: string) => {
    for (const [word] of part.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._^/-]{3,63}/gu)) {
      // A report, or the one line of a COCO file, is megabytes of them.
      await breathe();
      add(word);
    }
  };
  if (!isJson) {
    await words(text);
    return;
  }
  for (const [, value = ""] of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    // Runs of masks are strings too, of no words.
    if (value.length > 4096) continue;
    add(value);
    await words(value);
  }
}

/** What the keys of the project make of originals: whoever has the original and the keys can tell. */
function keyedWatch(dataset: Dataset, entries: readonly MapEntry[], keys: ProjectKeys) {
  const patients = new Set(dataset.images.map(({ study }) => study.patientKey));
  const known = new Set(
    dataset.images.flatMap(({ study, series, instance }) => [
      study.studyUid,
      series.seriesUid,
      instance.sopUid,
      series.frameOfReferenceUid ?? "",
    ]),
  );
  const generations = [...new Set([0, ...[...dataset.records.values()].map((one) => one.generation ?? 0)])];
  // Whose issuer nobody wrote down is looked for under none, and as a person names a patient at the import.
  const issuers = [...new Set(["", "overread:named", ...entries.map(({ issuer }) => issuer)])];
  return async (text: string): Promise<Kind | null> => {
    if (uidForm.test(text)) {
      if (known.has(text) || text.startsWith("2.25.")) return null;
      for (const generation of generations)
        if (known.has(keyedUid(await hmac(keys.uid, `uid\0${generation}\0${text}`)))) return "a UID";
      return null;
    }
    for (const issuer of issuers)
      if (patients.has(base32(await hmac(keys.pid, `${issuer}\0${text}`), 16))) return "the patient ID";
    return null;
  };
}

/** What was searched for: identifiers that are held, and words that were tried under the project's keys. */
export interface OriginalScan {
  readonly held: number;
  readonly words: number;
}

/**
 * The last step before a dataset is handed over (export-and-workflow 3.11): no text of it may hold an original identifier of its studies.
 * Held are only those of the re-identification map, where a project keeps one; all others exist here as keyed digests alone, so each word
 * of the texts is put through the same keys: a word that becomes the pseudonym of a patient, or the UID of an object, of this dataset was
 * its original. Names and accession numbers are not keyed: without the map they cannot be looked for. Throws and names the file, never the
 * identifier.
 */
export async function scanForOriginals(
  database: MainDatabase,
  dataset: Dataset,
  sink: DatasetSink,
  breathe: Breath,
): Promise<OriginalScan> {
  const keys = (await readProjectKey(database))?.keys ?? null;
  const studies = new Set(dataset.images.map(({ study }) => study.studyUid));
  // A map under another key cannot be opened here, nor were these images cleaned under it.
  const all = keys ? await openMapEntries(database, keys.map).catch(() => []) : [];
  const entries = all.filter(({ studyUid }) => studies.has(studyUid));
  const terms = heldTerms(entries);
  const places = new Map<string, string>();
  const found = (kind: Kind, path: string): never => {
    const file = path.slice(dataset.options.name.length + 1);
    throw new PlainError(
      "original-found",
      say`Nothing was handed over: ${file} holds ${kindWords[kind]} of one of these studies as the hospital knows it. Look through names of classes, answers, comments and reasons for it, take it out, then export again.`,
    );
  };
  for (const path of (await sink.paths()).filter(isText)) {
    await breathe();
    const seen = new Set<string>();
    for await (const whole of linesOf(sink, path)) {
      await breathe();
      const text = searchedText(whole, path, seen);
      const bare = text.replace(sums, "");
      // An identifier that is itself such a sum is looked for among them.
      for (const [term, kind] of terms)
        if ((/[0-9a-f]{64}/.test(term) ? text : bare).includes(term)) found(kind, path);
      if (!keys || isRepeated(path)) continue;
      const words = new Set<string>();
      await candidatesOf(text, /json$/.test(path), words, breathe);
      for (const word of copied([...words].filter((one) => !places.has(one)))) places.set(word, path);
    }
  }
  if (!keys) return { held: 0, words: 0 };
  const original = keyedWatch(dataset, entries, keys);
  const words = [...places];
  for (let at = 0; at < words.length; at += 256) {
    await breathe();
    const some = words.slice(at, at + 256);
    const kinds = await Promise.all(some.map(([word]) => original(word)));
    const hit = kinds.findIndex((kind) => kind !== null);
    const kind = kinds[hit];
    if (kind) found(kind, some[hit]?.[1] ?? "");
  }
  return { held: terms.size, words: words.length };
}
