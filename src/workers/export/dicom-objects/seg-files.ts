import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { PixelSpan } from "../../../domain/rasterize.ts";
import { say } from "../../../domain/said.ts";
import type { SourceFrame } from "../../../formats/dicom/write/image-reference.ts";
import type { SegSegment } from "../../../formats/dicom-seg/seg-input.ts";
import { segmentationClass, segSeriesUid, writeSeg } from "../../../formats/dicom-seg/write-seg.ts";
import type { Dataset, DatasetImage, DatasetObject, DatasetReader } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import { type LabelFacts, labelFacts } from "./label-facts.ts";
import { maskLoss } from "./object-losses.ts";
import type { ObjectSources } from "./object-sources.ts";

/** Most bytes of pixels in one segmentation: more segments go into the next. */
const mostBytes = 64 * 2 ** 20;

/** Where a thing's segment lies. */
export interface SegmentPlace {
  /** Of the segmentation. */
  readonly seriesUid: string;
  readonly sopClassUid: string;
  readonly sopUid: string;
  readonly segment: number;
}

interface Slice {
  readonly object: DatasetObject;
  readonly frame: SourceFrame;
  readonly spans: readonly PixelSpan[];
}

/** A thing with its slices that hold pixels: one segment. */
interface Member {
  readonly thing: DatasetThing;
  readonly slices: readonly [Slice, ...Slice[]];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Things that can share a segmentation: one series, one size, all with a place or none. */
function partOf({ slices: [{ frame }] }: Member): string {
  return [frame.seriesUid, frame.columns, frame.rows, frame.place !== null].join(" ");
}

/** Cuts a list so that no segmentation grows beyond what a reader can hold; a thing is never cut. */
function cut<M extends Member>(members: readonly M[]): M[][] {
  const lists: M[][] = [];
  let frames = 0;
  for (const member of members) {
    const [{ frame }] = member.slices;
    const most = Math.max(1, Math.floor((mostBytes * 8) / (frame.columns * frame.rows)));
    frames += member.slices.length;
    const last = lists.at(-1);
    if (last && frames <= most) last.push(member);
    else {
      lists.push([member]);
      frames = member.slices.length;
    }
  }
  return lists;
}

/**
 * Writes the segmentations of a dataset: one segment for each thing with pixels, by class and then by ID (export-and-workflow 3.7).
 * Says what it left out, and where each thing went (by its ID). `wanted` tells which labels are to be written.
 */
export async function writeSegFiles(
  dataset: Dataset,
  reader: DatasetReader,
  sources: ObjectSources,
  sink: DatasetSink,
  step: Step,
  wanted: (object: DatasetObject) => boolean,
): Promise<{ readonly losses: readonly ExportLoss[]; readonly places: ReadonlyMap<string, SegmentPlace> }> {
  const losses: ExportLoss[] = [];
  const places = new Map<string, SegmentPlace>();
  const facts = labelFacts(dataset, sources.made.toolVersion);
  const parts = new Map<string, Member[]>();
  for (const thing of datasetThings(dataset.objects.filter(wanted))) {
    const slices: Slice[] = [];
    for (const object of thing.objects) {
      await sources.breathe();
      step();
      const { instanceUid } = object.annotation;
      const left = maskLoss(object);
      const spans = left ? [] : (await reader.spans(object)).spans;
      if (left || spans.length === 0)
        losses.push({ format: "seg", instanceUid, reason: left ?? say`no pixel; NDJSON holds it` });
      else slices.push({ object, frame: await sources.frame(object.image), spans });
    }
    const [head, ...rest] = slices;
    if (!head) continue;
    const member: Member = { thing, slices: [head, ...rest] };
    const part = parts.get(partOf(member));
    if (part) part.push(member);
    else parts.set(partOf(member), [member]);
  }
  for (const [, members] of [...parts].sort(([a], [b]) => byText(a, b))) {
    const labelled: (Member & { readonly label: LabelFacts })[] = [];
    for (const member of members) {
      await sources.breathe();
      labelled.push({ ...member, label: facts(member.thing) });
    }
    const ordered = labelled.sort(
      (a, b) => a.label.classIndex - b.label.classIndex || byText(a.thing.uid, b.thing.uid),
    );
    for (const list of cut(ordered)) {
      const [first] = list[0]?.slices ?? [];
      if (!first) continue;
      const { image } = first.object;
      const segments = list.map(
        ({ thing, label, slices }): SegSegment => ({
          trackingUid: thing.uid,
          trackingId: label.trackingId,
          label: label.name,
          color: label.color,
          ...label.codes,
          algorithmType: label.algorithmType,
          algorithmName: label.algorithm && `${label.algorithm.name} ${label.algorithm.version}`,
          frames: slices.map(({ object, frame, spans }) => ({
            source: frame,
            instanceUid: object.annotation.instanceUid,
            spans,
          })),
        }),
      );
      const written = await writeSeg(
        {
          header: await sources.header(image),
          made: sources.made,
          seriesUid: first.frame.seriesUid,
          frameOfReferenceUid: first.frame.place ? image.series.frameOfReferenceUid : null,
          segments,
        },
        sources.digestOf,
        sources.breathe,
      );
      await sink.write(pathOf(dataset, image, written.sopUid), [written.bytes]);
      for (const [index, { thing }] of list.entries())
        places.set(thing.uid, {
          seriesUid: segSeriesUid(first.frame.seriesUid, sources.made),
          sopClassUid: segmentationClass,
          sopUid: written.sopUid,
          segment: index + 1,
        });
      step();
    }
  }
  return { losses, places };
}

const pathOf = (dataset: Dataset, image: DatasetImage, sopUid: string) =>
  datasetPaths(dataset).dicomObject("seg", image.study.studyUid, sopUid);
