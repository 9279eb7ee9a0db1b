import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetObject, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { writeCaptures } from "./capture-files.ts";
import { compareCaptures } from "./compare-captures.ts";
import { compareRtstruct } from "./compare-rtstruct.ts";
import { compareSeg } from "./compare-seg.ts";
import { compareSr } from "./compare-sr.ts";
import type { Comparing, ObjectEntry } from "./comparing.ts";
import { labelFacts } from "./label-facts.ts";
import { codeLosses } from "./object-losses.ts";
import { makeObjectSources } from "./object-sources.ts";
import { writeRtstructFiles } from "./rtstruct-files.ts";
import { writeSegFiles } from "./seg-files.ts";
import { writeSrFiles } from "./sr-files.ts";
import { bySegment } from "./sr-group.ts";

/** What the writing and the reading back of DICOM objects need. */
export interface ObjectHost {
  readonly database: MainDatabase;
  readonly reader: DatasetReader;
  readonly toolVersion: string;
}

/** How often the writers of these objects say that they went on, and their readers again: once for each label in each. */
export const objectSteps = ({ objects, options }: Dataset): number =>
  objects.length * options.formats.filter((format) => /^(seg|rtstruct|sr)$/.test(format)).length;

const wantsObjects = ({ options }: Dataset) =>
  (["seg", "rtstruct", "sr"] as const).some((format) => options.formats.includes(format));

/** Which labels get a segment: all, or those that a report refers to by one (its masks), or none. */
function segmentsWanted({ options }: Dataset): (object: DatasetObject) => boolean {
  if (options.formats.includes("seg")) return () => true;
  const report = options.formats.includes("sr");
  return ({ annotation }) => report && bySegment(annotation.geometry);
}

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
  const wanted = segmentsWanted(dataset);
  const seg = await writeSegFiles(dataset, reader, sources, sink, step, wanted);
  if (formats.includes("seg")) losses.push(...codeLosses(dataset, "seg"), ...seg.losses);
  if (formats.includes("rtstruct"))
    losses.push(
      ...codeLosses(dataset, "rtstruct"),
      ...(await writeRtstructFiles(dataset, reader, sources, sink, step)),
    );
  if (formats.includes("sr"))
    losses.push(
      ...codeLosses(dataset, "sr"),
      ...(await writeSrFiles(dataset, reader, sources, seg.places, sink, step)),
    );
  return losses;
}

/** Re-reads every one of them from where it lies, compares it with the store, and lists it. */
export async function compareDicomObjects(
  host: ObjectHost,
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
  step: Step,
): Promise<readonly ObjectEntry[]> {
  const entries: ObjectEntry[] = [];
  if (!wantsObjects(dataset)) return entries;
  const comparing: Comparing = {
    dataset,
    reader: host.reader,
    sink,
    list,
    step,
    facts: labelFacts(dataset, host.toolVersion),
    note: (path, { format, ...facts }) =>
      entries.push({ format, file: path.slice(dataset.options.name.length + 1), ...facts }),
  };
  const { formats } = dataset.options;
  await compareCaptures(comparing);
  const segments = await compareSeg(comparing, segmentsWanted(dataset));
  if (formats.includes("rtstruct")) await compareRtstruct(comparing);
  if (formats.includes("sr")) await compareSr(comparing, segments);
  return entries;
}
