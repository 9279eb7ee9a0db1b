import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import type { DeidRecord } from "../../../domain/deid/deid-record.ts";
import { say } from "../../../domain/said.ts";
import { captureObstacle } from "../../../domain/sync/capture-obstacle.ts";
import type { SourceHeader } from "../../../formats/dicom/write/source-header.ts";
import type { WrittenObject } from "../../../formats/dicom/write/write-part10.ts";
import { FormatError } from "../../../formats/format-error.ts";
import {
  captureParts,
  capturePartUid,
  framesPerPart,
} from "../../../formats/secondary-capture/capture-part.ts";
import {
  captureBytes,
  hasWritableColor,
  needsRange,
  type SampleMap,
  sampleMap,
} from "../../../formats/secondary-capture/capture-samples.ts";
import { type CaptureOrigin, writeCapture } from "../../../formats/secondary-capture/write-capture.ts";
import { type Dataset, type DatasetImage, type DatasetReader, isTiled } from "../dataset.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import type { ObjectSources } from "./object-sources.ts";
import { answeredImages } from "./report-answers.ts";

/** Labelled images, and those that a report answers questions about, that were no DICOM files and can be captures, each once, by one of their frames. */
export function captureImages(dataset: Dataset): DatasetImage[] {
  const images = new Map<string, DatasetImage>();
  for (const image of [...dataset.objects.map((object) => object.image), ...answeredImages(dataset)])
    if (image.instance.format !== "dicom" && !isTiled(image) && hasWritableColor(image.instance.facts))
      images.set(image.instance.sopUid, image);
  return [...images.values()].sort((a, b) => (a.instance.sopUid < b.instance.sopUid ? -1 : 1));
}

/** Images whose colours no Secondary Capture holds: what refers to them refers to an object that is not here. */
function unwritable(dataset: Dataset): ExportLoss[] {
  const images = dataset.objects.map(({ image }) => image.instance);
  const left = images.filter(({ format, facts }) => format !== "dicom" && !hasWritableColor(facts));
  return [...new Set(left.map(({ sopUid }) => sopUid))].sort().map((instanceUid) => ({
    format: "capture",
    instanceUid,
    reason: say`colour of more than 16 bits is not written; the objects refer to an image that is not in this dataset`,
  }));
}

/** Lowest and highest value of all frames of an image; NaN is passed over. */
export async function valueRange(image: DatasetImage, reader: DatasetReader): Promise<[number, number]> {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let frame = 1; frame <= image.instance.facts.frames; frame++) {
    const { pixels } = await reader.frame({ ...image, frame });
    for (const value of pixels) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

/** What an image was before its captures, where they hold all of it; else null. */
export function captureOrigin(
  { instance, series }: Pick<DatasetImage, "instance" | "series">,
  record: DeidRecord | null,
): CaptureOrigin | null {
  const { facts, sopUid, planes, stacks = [], sliceStepMm, sopClassUid, pixelVerdict } = instance;
  if (!record || captureObstacle(facts)) return null;
  const { modality, description, number, frameOfReferenceUid } = series;
  const { toolVersion, policyId, policyHash, tables, sourceHmac, risk } = record;
  return {
    sopUid,
    parts: captureParts(facts),
    image: {
      facts,
      planes,
      stacks,
      sliceStepMm: sliceStepMm ?? null,
      sopClassUid,
      pixelVerdict,
      series: { modality, description, number, frameOfReferenceUid },
      made: { toolVersion, policyId, policyHash, tables, sourceHmac, risk },
    },
  };
}

/** One part of an image as a Secondary Capture; `part` from 0. */
export async function writeCapturePart(
  {
    image,
    part,
    map,
    origin,
    header,
  }: {
    readonly image: DatasetImage;
    readonly part: number;
    readonly map: SampleMap;
    readonly origin: CaptureOrigin | null;
    readonly header: SourceHeader;
  },
  reader: Pick<DatasetReader, "frame">,
  digestOf: ObjectSources["digestOf"],
): Promise<WrittenObject> {
  const { instance, series } = image;
  const { facts, planes } = instance;
  const size = framesPerPart(facts);
  const start = part * size;
  const frames: Uint8Array[] = [];
  for (let index = start; index < Math.min(facts.frames, start + size); index++) {
    const { pixels, type } = await reader.frame({ ...image, frame: index + 1 });
    if (origin && type !== facts.type)
      throw new FormatError("unsupported-pixels", `samples of type ${facts.type}`, type);
    frames.push(captureBytes(map, facts, pixels));
  }
  return writeCapture(
    {
      header,
      sopUid: capturePartUid(instance.sopUid, part),
      seriesUid: series.seriesUid,
      part,
      facts,
      map,
      frames,
      planes: planes.slice(start, start + size),
      frameOfReferenceUid: series.frameOfReferenceUid,
      origin,
    },
    digestOf,
  );
}

/**
 * Writes the Secondary Captures that segmentations, structure sets and reports of images other than DICOM refer to: the whole image, in
 * parts of at most 16 MB (export-and-workflow 3.7).
 */
export async function writeCaptures(
  dataset: Dataset,
  reader: DatasetReader,
  sources: ObjectSources,
  sink: DatasetSink,
  step: Step,
): Promise<readonly ExportLoss[]> {
  const losses: ExportLoss[] = [...unwritable(dataset)];
  for (const image of captureImages(dataset)) {
    const { instance, study } = image;
    const { facts, sopUid } = instance;
    const map = sampleMap(facts, needsRange(facts) ? await valueRange(image, reader) : null);
    if (map.loss) losses.push({ format: "capture", instanceUid: sopUid, reason: map.loss });
    const origin = captureOrigin(image, dataset.records.get(sopUid) ?? null);
    for (let part = 0; part < captureParts(facts); part++) {
      const { bytes, sopUid: own } = await writeCapturePart(
        { image, part, map, origin, header: await sources.header(image) },
        reader,
        sources.digestOf,
      );
      await sink.write(datasetPaths(dataset).dicomObject("images", study.studyUid, own), [bytes]);
      step();
    }
  }
  return losses;
}
