import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import { deviceUid } from "../../../formats/dicom-sr/device-uid.ts";
import type { SrGroup, SrReference } from "../../../formats/dicom-sr/sr-input.ts";
import { writeSr } from "../../../formats/dicom-sr/write-sr.ts";
import type { Dataset, DatasetObject, DatasetReader } from "../dataset.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { labelFacts } from "./label-facts.ts";
import { labelNumbers } from "./label-numbers.ts";
import { maskLoss, onTiles } from "./object-losses.ts";
import type { ObjectSources } from "./object-sources.ts";
import type { SegmentPlace } from "./seg-files.ts";
import { bySegment, srGroup } from "./sr-group.ts";

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Why a label does not stand in the report, in words; null where it does. `segments` are those that were written. */
export function reportLoss(object: DatasetObject, hasSegment: boolean): string | null {
  if (onTiles(object.image)) return maskLoss(object);
  if (bySegment(object.annotation.geometry) && !hasSegment) return "no pixel; NDJSON holds it";
  return null;
}

/**
 * Writes one report for each study (export-and-workflow 3.7): every label a group with its measurements; masks refer to the segments in
 * `segments`. Says what it left out.
 */
export async function writeSrFiles(
  dataset: Dataset,
  reader: DatasetReader,
  sources: ObjectSources,
  segments: ReadonlyMap<string, SegmentPlace>,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const losses: ExportLoss[] = [];
  const facts = labelFacts(dataset, sources.made.toolVersion);
  const studies = new Map<string, DatasetObject[]>();
  for (const object of dataset.objects) {
    const { instanceUid, attributes } = object.annotation;
    const left = reportLoss(object, segments.has(instanceUid));
    if (left) {
      losses.push({ format: "sr", instanceUid, reason: left });
      continue;
    }
    if (Object.keys(attributes).length > 0)
      losses.push({ format: "sr", instanceUid, reason: "attributes have no codes; NDJSON holds them" });
    const { studyUid } = object.image.study;
    const members = studies.get(studyUid) ?? [];
    studies.set(studyUid, members);
    members.push(object);
  }
  for (const [studyUid, objects] of [...studies].sort(([a], [b]) => byText(a, b))) {
    const groups: { readonly group: SrGroup; readonly classIndex: number }[] = [];
    const references = new Map<string, SrReference>();
    for (const object of objects) {
      sources.signal.throwIfAborted();
      const { annotation } = object;
      const label = facts(annotation);
      const frame = await sources.frame(object.image);
      const mask = annotation.geometry.type === "mask" ? await reader.spans(object) : null;
      const place = bySegment(annotation.geometry) ? (segments.get(annotation.instanceUid) ?? null) : null;
      groups.push({
        group: srGroup(object, label, frame, labelNumbers(object, mask), place),
        classIndex: label.classIndex,
      });
      references.set(frame.sopUid, {
        seriesUid: frame.seriesUid,
        sopClassUid: frame.sopClassUid,
        sopUid: frame.sopUid,
        isImage: true,
      });
      if (place) references.set(place.sopUid, { ...place, isImage: false });
    }
    groups.sort((a, b) => a.classIndex - b.classIndex || byText(a.group.trackingUid, b.group.trackingUid));
    const [first] = objects;
    if (!first) continue;
    const people = objects.map(({ annotation }) => annotation.provenance);
    const written = await writeSr(
      {
        header: await sources.header(first.image),
        made: sources.made,
        studyUid,
        references: [...references.values()].sort((a, b) => byText(a.sopUid, b.sopUid)),
        groups: groups.map(({ group }) => group),
        authors: [...new Set(people.map(({ author }) => author))].sort(byText),
        devices: [...new Set(people.map(({ device }) => deviceUid(device)))].sort(byText),
        partial: objects.some(({ annotation }) => annotation.status === "draft"),
        ...(sources.version ? { version: sources.version } : {}),
      },
      sources.digestOf,
    );
    await sink.write(datasetPaths(dataset).dicomObject("sr", studyUid, written.sopUid), [written.bytes]);
    step();
  }
  return losses;
}
