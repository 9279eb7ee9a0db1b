import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { SpanMask } from "../../../domain/mask-spans.ts";
import { deviceUid } from "../../../formats/dicom-sr/device-uid.ts";
import type { SrGroup, SrReference } from "../../../formats/dicom-sr/sr-input.ts";
import { writeSr } from "../../../formats/dicom-sr/write-sr.ts";
import type { Dataset, DatasetObject, DatasetReader } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { labelFacts } from "./label-facts.ts";
import { type LabelNumber, labelNumbers, thingNumbers } from "./label-numbers.ts";
import { maskLoss, onTiles } from "./object-losses.ts";
import type { ObjectSources } from "./object-sources.ts";
import type { SegmentPlace } from "./seg-files.ts";
import { bySegment, srGroup } from "./sr-group.ts";
import { studyAnswers } from "./study-answers.ts";

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Why a label does not stand in the report, in words; null where it does. `segments` are those that were written. */
export function reportLoss(object: DatasetObject, hasSegment: boolean): string | null {
  if (onTiles(object.image)) return maskLoss(object);
  if (object.annotation.geometry.type === "keypoints")
    return "points of a skeleton have no codes; NDJSON and COCO hold them";
  if (bySegment(object.annotation.geometry) && !hasSegment) return "no pixel; NDJSON holds it";
  return null;
}

/** What is measured of a thing: of one slice as the screen shows it, of several the volume. */
export async function numbersOf(thing: DatasetThing, reader: DatasetReader): Promise<readonly LabelNumber[]> {
  const masks: SpanMask[] = [];
  for (const object of thing.objects)
    if (object.annotation.geometry.type === "mask") masks.push(await reader.spans(object));
  if (thing.objects.length > 1) return thingNumbers(thing, masks);
  return labelNumbers(thing.objects[0], masks[0] ?? null);
}

/**
 * Writes one report for each study (export-and-workflow 3.7): every thing a group with its measurements; masks refer to the segments in
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
  const studies = new Map<string, DatasetThing[]>();
  for (const thing of datasetThings(dataset.objects)) {
    const [first] = thing.objects;
    const left = reportLoss(first, segments.has(thing.uid));
    for (const { annotation } of thing.objects) {
      const { instanceUid, attributes } = annotation;
      if (left) losses.push({ format: "sr", instanceUid, reason: left });
      else if (Object.keys(attributes).length > 0)
        losses.push({ format: "sr", instanceUid, reason: "attributes have no codes; NDJSON holds them" });
    }
    if (left) continue;
    const { studyUid } = first.image.study;
    const members = studies.get(studyUid) ?? [];
    studies.set(studyUid, members);
    members.push(thing);
  }
  for (const [studyUid, things] of [...studies].sort(([a], [b]) => byText(a, b))) {
    const groups: { readonly group: SrGroup; readonly classIndex: number }[] = [];
    const references = new Map<string, SrReference>();
    for (const thing of things) {
      sources.signal.throwIfAborted();
      const [object] = thing.objects;
      const label = facts(thing);
      const frame = await sources.frame(object.image);
      const place = bySegment(object.annotation.geometry) ? (segments.get(thing.uid) ?? null) : null;
      groups.push({
        group: srGroup(thing, label, frame, await numbersOf(thing, reader), place),
        classIndex: label.classIndex,
      });
      for (const { image } of thing.objects) {
        const { seriesUid, sopClassUid, sopUid } = await sources.frame(image);
        references.set(sopUid, { seriesUid, sopClassUid, sopUid, isImage: true });
      }
      if (place) references.set(place.sopUid, { ...place, isImage: false });
    }
    groups.sort((a, b) => a.classIndex - b.classIndex || byText(a.group.trackingUid, b.group.trackingUid));
    const objects = things.flatMap((thing) => thing.objects);
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
        evaluations: studyAnswers(dataset.classifications ?? [], dataset.schema, studyUid),
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
