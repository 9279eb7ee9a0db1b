import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { writeCaptures } from "./capture-files.ts";
import { compareCaptures } from "./compare-captures.ts";
import { compareRtstruct } from "./compare-rtstruct.ts";
import { compareSeg } from "./compare-seg.ts";
import { codeLosses } from "./object-losses.ts";
import { makeObjectSources } from "./object-sources.ts";
import { writeRtstructFiles } from "./rtstruct-files.ts";
import { writeSegFiles } from "./seg-files.ts";

/** What the writing and the reading back of DICOM objects need. */
export interface ObjectHost {
  readonly database: MainDatabase;
  readonly reader: DatasetReader;
  readonly toolVersion: string;
}

const wantsObjects = ({ options }: Dataset) =>
  (["seg", "rtstruct", "sr"] as const).some((format) => options.formats.includes(format));

/** Writes the chosen DICOM objects about the labels (export-and-workflow 3.7); says what they cannot hold. Deterministic. */
export async function writeDicomObjects(
  { database, reader, toolVersion }: ObjectHost,
  dataset: Dataset,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const { formats } = dataset.options;
  if (!wantsObjects(dataset)) return [];
  const losses: ExportLoss[] = [];
  const sources = await makeObjectSources(database, dataset, reader, toolVersion);
  losses.push(...(await writeCaptures(dataset, reader, sources, sink, step)));
  if (formats.includes("seg")) {
    const seg = await writeSegFiles(dataset, reader, sources, sink, step);
    losses.push(...codeLosses(dataset, "seg"), ...seg.losses);
  }
  if (formats.includes("rtstruct"))
    losses.push(
      ...codeLosses(dataset, "rtstruct"),
      ...(await writeRtstructFiles(dataset, reader, sources, sink, step)),
    );
  return losses;
}

/** Re-reads every one of them from where it lies and compares it with the store. */
export async function compareDicomObjects(
  { reader, toolVersion }: ObjectHost,
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  if (!wantsObjects(dataset)) return;
  await compareCaptures(dataset, reader, sink, list);
  const { formats } = dataset.options;
  if (formats.includes("seg")) await compareSeg(dataset, reader, sink, list, toolVersion);
  if (formats.includes("rtstruct")) await compareRtstruct(dataset, reader, sink, list, toolVersion);
}
