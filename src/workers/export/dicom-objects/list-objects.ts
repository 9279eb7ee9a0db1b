import { readSeg } from "../../../formats/dicom-seg/read-seg.ts";
import { childOf, eachMeasurementGroup, readSr } from "../../../formats/dicom-sr/read-sr.ts";
import { readRtstruct } from "../../../formats/rtstruct/read-rtstruct.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import { objectFiles } from "./object-files.ts";

/** A written DICOM object as the manifest lists it. */
export interface ObjectEntry {
  readonly format: "seg" | "rtstruct" | "sr";
  readonly file: string;
  readonly sop: string;
  readonly study: string;
  /** `instanceUid` of its labels, in the order of the object. */
  readonly instances: readonly string[];
}

/** Lists the written objects by what they themselves say. */
export async function listObjects(
  dataset: Dataset,
  sink: DatasetSink,
  { breathe }: Pick<DatasetReader, "breathe">,
): Promise<readonly ObjectEntry[]> {
  const inside = (path: string) => path.slice(dataset.options.name.length + 1);
  const entries: ObjectEntry[] = [];
  for (const file of await objectFiles(dataset, sink, "seg")) {
    const { sopUid, studyUid, segments } = await readSeg(await sink.read(file), breathe);
    const instances = segments.map(({ trackingUid }) => trackingUid);
    entries.push({ format: "seg", file: inside(file), sop: sopUid, study: studyUid, instances });
  }
  for (const file of await objectFiles(dataset, sink, "rtstruct")) {
    const { sopUid, studyUid, rois } = await readRtstruct(await sink.read(file), breathe);
    const instances = rois.map(({ description }) => description);
    entries.push({ format: "rtstruct", file: inside(file), sop: sopUid, study: studyUid, instances });
  }
  for (const file of await objectFiles(dataset, sink, "sr")) {
    const report = await readSr(await sink.read(file));
    const instances: string[] = [];
    for (const group of eachMeasurementGroup(report)) {
      await breathe();
      // Groups of answers have no finding.
      if (childOf(group, "DCM", "121071")) instances.push(childOf(group, "DCM", "112040")?.text ?? "");
    }
    entries.push({ format: "sr", file: inside(file), sop: report.sopUid, study: report.studyUid, instances });
  }
  return entries;
}
