import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { compareSeg } from "./compare-seg.ts";
import { codeLosses } from "./object-losses.ts";
import { makeObjectSources } from "./object-sources.ts";
import { writeSegFiles } from "./seg-files.ts";

/** What the writing and the reading back of DICOM objects need. */
export interface ObjectHost {
  readonly database: MainDatabase;
  readonly reader: DatasetReader;
  readonly toolVersion: string;
}

/** Writes the chosen DICOM objects about the labels (export-and-workflow 3.7); says what they cannot hold. Deterministic. */
export async function writeDicomObjects(
  { database, reader, toolVersion }: ObjectHost,
  dataset: Dataset,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const { formats } = dataset.options;
  const losses: ExportLoss[] = [];
  const sources = await makeObjectSources(database, dataset, reader, toolVersion);
  if (formats.includes("seg")) {
    const seg = await writeSegFiles(dataset, reader, sources, sink, step);
    losses.push(...codeLosses(dataset, "seg"), ...seg.losses);
  }
  return losses;
}

/** Re-reads every one of them from where it lies and compares it with the store. */
export async function compareDicomObjects(
  { reader, toolVersion }: ObjectHost,
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  if (dataset.options.formats.includes("seg")) await compareSeg(dataset, reader, sink, list, toolVersion);
}
