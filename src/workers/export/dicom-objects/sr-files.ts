import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { SpanMask } from "../../../domain/mask-spans.ts";
import { type Said, say } from "../../../domain/said.ts";
import { deviceUid } from "../../../formats/dicom-sr/device-uid.ts";
import type { SrAnswerGroup, SrGroup, SrReference } from "../../../formats/dicom-sr/sr-input.ts";
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
import {
  answerGroup,
  placedAnswers,
  reportImage,
  studyAnswers,
  thingAnswers,
  unplacedAnswers,
} from "./report-answers.ts";
import type { SegmentPlace } from "./seg-files.ts";
import { bySegment, srGroup } from "./sr-group.ts";

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Why a label does not stand in the report, in words; null where it does. `segments` are those that were written. */
export function reportLoss(object: DatasetObject, hasSegment: boolean): Said | null {
  if (onTiles(object.image)) return maskLoss(object);
  if (object.annotation.geometry.type === "keypoints")
    return say`points of a skeleton have no codes; NDJSON and COCO hold them`;
  if (bySegment(object.annotation.geometry) && !hasSegment) return say`no pixel; NDJSON holds it`;
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

type StudyThings = ReadonlyMap<string, readonly DatasetThing[]>;

/** The things of each study that has a report: those with labels, and those with answers and an image that a report can name. */
function reportedStudies(
  dataset: Dataset,
  segments: ReadonlyMap<string, SegmentPlace>,
): { readonly studies: StudyThings; readonly losses: readonly ExportLoss[] } {
  const losses: ExportLoss[] = [];
  const studies = new Map<string, DatasetThing[]>();
  const member = (studyUid: string) => {
    const members = studies.get(studyUid) ?? [];
    studies.set(studyUid, members);
    return members;
  };
  for (const thing of datasetThings(dataset.objects)) {
    const [first] = thing.objects;
    const left = reportLoss(first, segments.has(thing.uid));
    if (left === null) member(first.image.study.studyUid).push(thing);
    else
      for (const { annotation } of thing.objects)
        losses.push({ format: "sr", instanceUid: annotation.instanceUid, reason: left });
  }
  const answered = [...new Set((dataset.classifications ?? []).map(({ target }) => target.study))];
  for (const studyUid of answered) if (reportImage(dataset, studyUid)) member(studyUid);
  for (const instanceUid of answered.sort(byText)) {
    const things = studies.get(instanceUid);
    const count = things
      ? unplacedAnswers(dataset, instanceUid, things).length
      : (dataset.classifications ?? []).filter(({ target }) => target.study === instanceUid).length;
    const reason = say`answers about a study or its images without a place here, which NDJSON holds: ${count}`;
    if (count > 0) losses.push({ format: "sr", instanceUid, reason });
  }
  return { studies, losses };
}

/**
 * Writes one report for each study (export-and-workflow 3.7): every thing a group with its measurements and answers, every answer about a
 * series or an image a group; masks refer to the segments in `segments`. Says what it left out.
 */
export async function writeSrFiles(
  dataset: Dataset,
  reader: DatasetReader,
  sources: ObjectSources,
  segments: ReadonlyMap<string, SegmentPlace>,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const facts = labelFacts(dataset, sources.made.toolVersion);
  const said = thingAnswers(dataset);
  const { studies, losses } = reportedStudies(dataset, segments);
  for (const [studyUid, things] of [...studies].sort(([a], [b]) => byText(a, b))) {
    const groups: { readonly group: SrGroup; readonly classIndex: number }[] = [];
    const references = new Map<string, SrReference>();
    const refer = ({ seriesUid, sopClassUid, sopUid }: Omit<SrReference, "isImage">) =>
      references.set(sopUid, { seriesUid, sopClassUid, sopUid, isImage: true });
    for (const thing of things) {
      await sources.breathe();
      for (const _ of thing.objects) step();
      const [object] = thing.objects;
      const label = facts(thing);
      const frame = await sources.frame(object.image);
      const place = bySegment(object.annotation.geometry) ? (segments.get(thing.uid) ?? null) : null;
      const numbers = await numbersOf(thing, reader);
      groups.push({
        group: srGroup(thing, label, frame, numbers, place, said(thing)),
        classIndex: label.classIndex,
      });
      for (const { image } of thing.objects) refer(await sources.frame(image));
      if (place) references.set(place.sopUid, { ...place, isImage: false });
    }
    groups.sort((a, b) => a.classIndex - b.classIndex || byText(a.group.trackingUid, b.group.trackingUid));
    const answers: SrAnswerGroup[] = [];
    for (const place of placedAnswers(dataset, studyUid)) {
      await sources.breathe();
      answers.push(await answerGroup(dataset, place, sources));
    }
    for (const { images } of answers) images.forEach(refer);
    const objects = things.flatMap((thing) => thing.objects);
    const about = objects[0]?.image ?? reportImage(dataset, studyUid);
    if (!about) continue;
    // Its evidence names an image, whatever the report says (PS3.3 C.17.2).
    if (references.size === 0) refer(await sources.frame(about));
    const people = [
      ...objects.map(({ annotation }) => annotation.provenance),
      ...(dataset.classifications ?? [])
        .filter(({ target }) => target.study === studyUid)
        .map(({ provenance }) => provenance),
    ];
    const written = await writeSr(
      {
        header: await sources.header(about),
        made: sources.made,
        studyUid,
        references: [...references.values()].sort((a, b) => byText(a.sopUid, b.sopUid)),
        groups: groups.map(({ group }) => group),
        answers,
        evaluations: studyAnswers(dataset, studyUid),
        authors: [...new Set(people.map(({ author }) => author))].sort(byText),
        devices: [...new Set(people.map(({ device }) => deviceUid(device)))].sort(byText),
        partial: objects.some(({ annotation }) => annotation.status === "draft"),
        ...(sources.version ? { version: sources.version } : {}),
      },
      sources.digestOf,
      sources.breathe,
    );
    await sink.write(datasetPaths(dataset).dicomObject("sr", studyUid, written.sopUid), [written.bytes]);
    step();
  }
  return losses;
}
