import { compareReaders } from "../../../domain/review/compare-readers.ts";
import {
  type PairAgreement,
  poolAgreement,
  type StudyAgreement,
} from "../../../domain/review/pool-agreement.ts";
import { seriesFrames } from "../../../domain/review/series-frames.ts";
import type { StudyVersion } from "../../../domain/review/study-version.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import { submittedReadings } from "../../../storage/versions.ts";
import type { Dataset } from "../dataset.ts";

/** A reader's answers about all studies; of what they drew nothing is held. */
type Answers = Map<string, StudyVersion>;

function addAnswers(answers: Answers, version: StudyVersion): void {
  const known = answers.get(version.reader);
  const classifications = [...(known?.classifications ?? []), ...version.classifications];
  answers.set(version.reader, { ...version, annotations: [], tiles: [], classifications });
}

/**
 * How far the readers of the dataset's studies agree, by what they submitted (export-and-workflow 3.9): empty where no study was read by
 * several. One study is held at a time. `step` throws when the person cancelled.
 */
export async function readerAgreement(
  database: MainDatabase,
  dataset: Dataset,
  step: () => void,
): Promise<PairAgreement[]> {
  const fields = dataset.schema.classifications ?? [];
  const studies: StudyAgreement[] = [];
  const answers: Answers = new Map();
  for (const study of [...new Set(dataset.images.map(({ study: { studyUid } }) => studyUid))].sort()) {
    step();
    const versions = await submittedReadings(database, study);
    if (versions.length < 2) continue;
    const rows = await database.series.where("studyUid").equals(study).toArray();
    const series = rows
      .filter(({ frames }) => frames.length > 0)
      .map((row) => seriesFrames(row, dataset.stored));
    const { agreement } = compareReaders({ versions, series, fields: [] });
    studies.push({ study, readers: versions.map(({ reader }) => reader), rows: agreement });
    for (const version of versions) addAnswers(answers, version);
  }
  const readers = [...answers.keys()].sort();
  const versions = readers.flatMap((reader) => answers.get(reader) ?? []);
  // A kappa is of all subjects at once: it is no mean of studies.
  const asked = compareReaders({ versions, series: [], fields }).agreement.filter(
    ({ field, measures }) => field !== null && measures.some(({ over }) => over > 0),
  );
  return [
    ...poolAgreement(studies),
    ...asked.map((row) => ({
      readers: row.readers.map((at) => readers[at] ?? ""),
      field: row.field,
      studies: studies.length,
      measures: row.measures,
      low: [],
    })),
  ];
}
