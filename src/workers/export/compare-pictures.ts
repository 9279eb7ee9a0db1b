import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { readPng } from "../../formats/png/read-png.ts";
import type { CheckList, Difference } from "./check-list.ts";
import { type Dataset, type DatasetReader, hasArea, isTiled, objectsByImage } from "./dataset.ts";
import type { WrittenImage } from "./manifest.ts";
import { datasetPaths } from "./paths.ts";
import type { DatasetSink } from "./sink.ts";

/** The first sample that is not what `expected(index)` says within `tolerance`, in words. */
function firstDifference(
  file: string,
  subject: string,
  samples: ArrayLike<number>,
  count: number,
  expected: (index: number) => number,
  tolerance = 0,
): Difference | null {
  if (samples.length !== count)
    return { file, subject, expected: `${count} samples`, found: `${samples.length} samples` };
  for (let index = 0; index < count; index++) {
    const wish = expected(index);
    const found = samples[index] ?? Number.NaN;
    if (!(Math.abs(found - wish) <= tolerance))
      return { file, subject, expected: `${wish} at sample ${index}`, found: `${found}` };
  }
  return null;
}

/** What sample `index` of the picture must be, from the decoded frame alone. */
function expectedSample(
  frame: DecodedFrame,
  facts: ImageFacts,
  written: WrittenImage,
): (index: number) => number {
  const { pixels, samples } = frame;
  const { palette } = facts;
  if (facts.color === "palette" && palette) {
    const bands = [palette.red, palette.green, palette.blue];
    return (index) => {
      const stored = (pixels[Math.floor(index / 3)] ?? 0) - palette.firstInput;
      const band = bands[index % 3] ?? [];
      return band[Math.max(0, Math.min(band.length - 1, stored))] ?? 0;
    };
  }
  if (samples >= 3) {
    const divide = frame.type === "u16" ? 256 : 1;
    return (index) => Math.floor((pixels[Math.floor(index / 3) * samples + (index % 3)] ?? 0) / divide);
  }
  return (index) => {
    const value = pixels[index] ?? 0;
    return Number.isNaN(value) ? 0 : (value + written.valueOffset) * written.scale;
  };
}

/** Re-reads every picture and mask picture and compares it, sample for sample, with the decoded frame and the labels. */
export async function comparePictures(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  images: readonly WrittenImage[],
  list: CheckList,
  step: () => void,
): Promise<void> {
  const paths = datasetPaths(dataset);
  const has = new Set<string>(dataset.options.formats);
  const indices = new Map(dataset.schema.classes.map((item) => [item.id, item.index]));
  const byImage = objectsByImage(dataset.objects);
  for (const written of images) {
    const { image } = written;
    if (isTiled(image)) {
      step();
      continue;
    }
    const { facts } = image.instance;
    const pixels = facts.columns * facts.rows;
    const frame = await reader.frame(image);
    const file = paths.image(image);
    const picture = readPng(await sink.read(file));
    const bands = picture.channels;
    const exact = written.scale === 1;
    const expected = expectedSample(frame, facts, written);
    list.written("images");
    list.compared(
      "images",
      firstDifference(file, image.id, picture.samples, pixels * bands, expected, exact ? 0 : 0.51),
    );

    const own = byImage.get(image) ?? [];
    const classes = new Uint16Array(pixels);
    for (const object of own) {
      const { bits } = await reader.mask(object);
      const index = indices.get(object.annotation.classId) ?? 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (bits[pixel] && index > (classes[pixel] ?? 0)) classes[pixel] = index;
      }
      if (!has.has("png-instance") || !hasArea(object)) continue;
      const name = paths.instance(object);
      const { samples } = readPng(await sink.read(name));
      const wish = (pixel: number) => (bits[pixel] ? 255 : 0);
      list.written("png-instance");
      list.compared(
        "png-instance",
        firstDifference(name, object.annotation.instanceUid, samples, pixels, wish),
      );
    }
    if (has.has("png-semantic")) {
      const name = paths.semantic(image);
      const { samples } = readPng(await sink.read(name));
      list.written("png-semantic");
      list.compared(
        "png-semantic",
        firstDifference(name, image.id, samples, pixels, (pixel) => classes[pixel] ?? 0),
      );
    }
    step();
  }
}
