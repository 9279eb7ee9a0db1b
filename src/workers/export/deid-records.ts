import type { Breath } from "../../domain/cancel.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { makeSha256, type StreamedSha256 } from "../../domain/deid/streamed-sha256.ts";
import { type StudyReport, studyReport } from "../../domain/deid/study-report.ts";
import type { Study } from "../../domain/study.ts";
import type { CheckList } from "./check-list.ts";
import type { Dataset } from "./dataset.ts";
import { deidPage } from "./deid-page.ts";
import { jsonListItems } from "./json-list.ts";
import { jsonFile } from "./json-pieces.ts";
import { datasetPaths } from "./paths.ts";
import type { DatasetSink } from "./sink.ts";
import { textParts } from "./text-parts.ts";

/** What the manifest says of the record of a study. */
export interface DeidRecordEntry {
  readonly study: string;
  readonly file: string;
  /** Files of the study, also those without a label. */
  readonly files: number;
  readonly sha256: string;
}

/** The studies of the dataset, by UID; what is chosen but has no image in it is not among them. */
const studiesOf = ({ images }: Dataset): readonly Study[] =>
  [...new Map(images.map(({ study }) => [study.studyUid, study])).values()].sort((a, b) =>
    a.studyUid < b.studyUid ? -1 : 1,
  );

const recordsOf = ({ records }: Dataset, { studyUid }: Study): readonly DeidRecord[] =>
  [...records.values()].filter((record) => record.studyUid === studyUid);

/** The same bytes, put into a digest on their way. */
async function* summed(parts: AsyncIterable<Uint8Array>, hash: StreamedSha256): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}

/**
 * Writes how each study of the dataset was de-identified (deidentification 3.11): its record, which is what its page on the device saves,
 * and one page to read over all of them. Nothing in them is of now: the same store gives the same bytes.
 */
export async function writeDeidRecords(
  dataset: Dataset,
  sink: DatasetSink,
  breathe: Breath,
): Promise<readonly DeidRecordEntry[]> {
  const paths = datasetPaths(dataset);
  const root = dataset.options.name.length + 1;
  const encoder = new TextEncoder();
  const entries: DeidRecordEntry[] = [];
  const reports: StudyReport[] = [];
  for (const study of studiesOf(dataset)) {
    await breathe();
    const report = studyReport(study, recordsOf(dataset, study));
    const path = paths.deidRecord(study.studyUid);
    const hash = makeSha256();
    await breathe();
    await sink.write(path, summed(textParts(jsonFile(report), breathe), hash));
    const { files } = report;
    entries.push({ study: study.studyUid, file: path.slice(root), files: files.length, sha256: hash.hex() });
    reports.push(report);
  }
  await breathe();
  await sink.write(paths.deidPage, [encoder.encode(deidPage(dataset.options.name, reports))]);
  return entries;
}

/** How often anything was done, over all lines of `actions`. */
const timesIn = (actions: DeidRecord["actions"]) => actions.reduce((sum, { count }) => sum + count, 0);

/** What a record says of its study, and how many files it tells of. */
interface ReadReport {
  readonly report: StudyReport;
  readonly files: number;
}

/** Reads a record, file by file; null where it is none. */
async function readReport(
  text: string,
  take: (record: DeidRecord) => void,
  breathe: Breath,
): Promise<ReadReport | null> {
  try {
    const items = jsonListItems(text, "files");
    let files = 0;
    for (;;) {
      await breathe();
      const { value, done } = items.next();
      if (done) return { report: JSON.parse(value) as StudyReport, files };
      take(JSON.parse(value) as DeidRecord);
      files++;
    }
  } catch (reason) {
    if (reason instanceof SyntaxError) return null;
    throw reason;
  }
}

/** Every record from where it lies against those of the store, file by file; what it adds up is added up again; the page has its row. */
export async function compareDeidRecords(
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
  breathe: Breath,
): Promise<void> {
  const paths = datasetPaths(dataset);
  const decoder = new TextDecoder();
  const page = decoder.decode(await sink.read(paths.deidPage)).split("\n");
  for (const study of studiesOf(dataset)) {
    await breathe();
    const file = paths.deidRecord(study.studyUid);
    const own = recordsOf(dataset, study);
    const open = new Map(own.map((record) => [record.sopUid, record]));
    const same = (subject: string, was: unknown, is: unknown) => {
      const [expected, got] = [canonicalJson(was ?? null), canonicalJson(is ?? null)];
      list.compared("deidentification", expected === got ? null : { file, subject, expected, found: got });
    };
    list.written("deidentification", own.length + 1);
    const take = (record: DeidRecord) => {
      const { sopUid } = record;
      if (open.has(sopUid)) same(sopUid, open.get(sopUid), record);
      open.delete(sopUid);
    };
    const read = await readReport(decoder.decode(await sink.read(file)), take, breathe);
    if (!read) {
      list.compared("deidentification", { file, subject: "the file", expected: "a record", found: "none" });
      continue;
    }
    for (const record of open.values()) same(record.sopUid, record, null);
    const { report } = read;
    const { studyUid, pseudonym } = study;
    const facts = { study: studyUid, pseudonym, files: own.length };
    const times = own.reduce((sum, { actions }) => sum + timesIn(actions), 0);
    const row = page.find((line) => line.includes(`](${studyUid}.json)`))?.split(" | ")[2];
    same(
      studyUid,
      { ...facts, times, row: String(own.length) },
      {
        study: report.study,
        pseudonym: report.pseudonym,
        files: read.files,
        times: timesIn(report.actions),
        row: row ?? null,
      },
    );
  }
}

/** Where the records lie, and their sums. */
export const deidRecordsManifest = (entries: readonly DeidRecordEntry[]) => ({
  deidentificationRecords: entries,
});
