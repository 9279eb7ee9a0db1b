import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import { capturePart, framesPerPart } from "../../../formats/secondary-capture/capture-part.ts";
import {
  captureBytes,
  hasWritableColor,
  needsRange,
  sampleMap,
} from "../../../formats/secondary-capture/capture-samples.ts";
import { writeCapture } from "../../../formats/secondary-capture/write-capture.ts";
import { type Dataset, type DatasetImage, type DatasetReader, isTiled } from "../dataset.ts";
import { datasetPaths } from "../paths.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import type { ObjectSources } from "./object-sources.ts";

/** Labelled images that were no DICOM files and can be captures, each once, by one of their frames. */
export function captureImages(dataset: Dataset): DatasetImage[] {
  const images = new Map<string, DatasetImage>();
  for (const { image } of dataset.objects)
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
    reason:
      "colour of more than 16 bits is not written; the objects refer to an image that is not in this dataset",
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
    const { instance, series, study } = image;
    const { facts, sopUid, planes } = instance;
    const map = sampleMap(facts, needsRange(facts) ? await valueRange(image, reader) : null);
    if (map.loss) losses.push({ format: "capture", instanceUid: sopUid, reason: map.loss });
    const size = framesPerPart(facts);
    for (let start = 0; start < facts.frames; start += size) {
      const part = capturePart(sopUid, facts, start + 1);
      const frames: Uint8Array[] = [];
      for (let index = start; index < Math.min(facts.frames, start + size); index++) {
        const { pixels } = await reader.frame({ ...image, frame: index + 1 });
        frames.push(captureBytes(map, facts, pixels));
      }
      const { bytes } = await writeCapture(
        {
          header: await sources.header(image),
          sopUid: part.sopUid,
          seriesUid: series.seriesUid,
          part: part.part,
          facts,
          map,
          frames,
          planes: planes.slice(start, start + size),
          frameOfReferenceUid: series.frameOfReferenceUid,
        },
        sources.digestOf,
      );
      await sink.write(datasetPaths(dataset).dicomObject("images", study.studyUid, part.sopUid), [bytes]);
      step();
    }
  }
  return losses;
}
