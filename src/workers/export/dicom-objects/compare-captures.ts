import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../../../domain/image-facts.ts";
import { captureClass, captureKind, capturePart } from "../../../formats/secondary-capture/capture-part.ts";
import { type CaptureReading, readCapture } from "../../../formats/secondary-capture/read-capture.ts";
import type { Difference } from "../check-list.ts";
import type { DatasetImage, DatasetReader } from "../dataset.ts";
import { datasetPaths } from "../paths.ts";
import { captureImages } from "./capture-files.ts";
import type { Comparing } from "./comparing.ts";
import { sameNumbers } from "./expected-label.ts";

/** Colour band of a pixel as 8 bits, from the decoded frame alone. */
function wantedColor(frame: DecodedFrame, facts: ImageFacts, at: number): number {
  const [pixel, band] = [Math.trunc(at / 3), at % 3];
  const { palette } = facts;
  if (facts.color === "palette" && palette) {
    const table = band === 0 ? palette.red : band === 1 ? palette.green : palette.blue;
    const entry = (frame.pixels[pixel] ?? 0) - palette.firstInput;
    return table[entry < 0 ? 0 : entry >= table.length ? table.length - 1 : entry] ?? 0;
  }
  const value = frame.pixels[pixel * frame.samples + band] ?? 0;
  return frame.type === "u16" ? value >> 8 : frame.type === "i8" ? value + 128 : value;
}

/** The first sample whose value is not that of the decoded frame, in words. */
function framesDiffer(read: CaptureReading, index: number, frame: DecodedFrame, facts: ImageFacts) {
  const count = read.columns * read.rows * read.channels;
  const exact = frame.type.endsWith("8") || frame.type.endsWith("16");
  const byte = captureKind(facts) === "byte";
  for (let at = 0; at < count; at++) {
    const sample = read.sample(index, at);
    let wish: number;
    let found: number;
    if (read.channels === 3) [wish, found] = [wantedColor(frame, facts, at), sample];
    else if (byte) {
      const stored = (frame.pixels[at] ?? 0) + (frame.type === "i8" ? 128 : 0);
      [wish, found] = [facts.color === "mono1" ? 255 - stored : stored, sample];
    } else {
      const value = frame.pixels[at] ?? 0;
      // What is no number became the lowest value.
      if (Number.isNaN(value)) continue;
      [wish, found] = [value * facts.slope + facts.intercept, sample * read.slope + read.intercept];
    }
    // A thousandth of a step; where values were stretched, half a step of the sixteen bits.
    const step = read.channels === 3 || byte ? 1 : Math.abs(read.slope);
    const tolerance = step * (exact ? 1e-3 : 0.51);
    if (!(Math.abs(wish - found) <= tolerance))
      return [`${wish} at sample ${at} of frame ${index + 1}`, `${found}`] as const;
  }
  return null;
}

async function captureDiffers(
  image: DatasetImage,
  reader: DatasetReader,
  file: string,
  read: CaptureReading,
  frame: number,
): Promise<Difference | null> {
  const { instance, series, study } = image;
  const { facts } = instance;
  const part = capturePart(instance.sopUid, facts, frame);
  const place = instance.planes[frame - 1];
  const placed = place && facts.spacingMm && series.frameOfReferenceUid !== null;
  const say = (expected: unknown, found: unknown): Difference => ({
    file,
    subject: instance.sopUid,
    expected: String(expected),
    found: String(found),
  });
  const pairs = [
    [captureClass[captureKind(facts)], read.sopClassUid],
    [part.sopUid, read.sopUid],
    [study.studyUid, read.studyUid],
    [series.seriesUid, read.seriesUid],
    [study.patientKey, read.patientId],
    [`${facts.columns} × ${facts.rows}`, `${read.columns} × ${read.rows}`],
    [captureKind(facts) === "color" ? 3 : 1, read.channels],
    [placed ? series.frameOfReferenceUid : "", read.frameOfReferenceUid],
  ] as const;
  const wrong = pairs.find(([wish, found]) => wish !== found);
  if (wrong) return say(wrong[0], wrong[1]);
  if (!(part.frame <= read.frames)) return say(`frame ${part.frame}`, `${read.frames} frames`);
  const found = read.positionMm(part.frame - 1);
  if (!sameNumbers(placed ? place.positionMm : undefined, found ?? undefined, 1e-6))
    return say(`the place of frame ${frame}`, found);
  const pixels = framesDiffer(read, part.frame - 1, await reader.frame({ ...image, frame }), facts);
  return pixels && say(pixels[0], pixels[1]);
}

/** Re-reads every Secondary Capture and compares each frame with the store. */
export async function compareCaptures({ dataset, reader, sink, list }: Comparing): Promise<void> {
  for (const image of captureImages(dataset)) {
    const { instance, study } = image;
    let read: CaptureReading | null = null;
    let opened = "";
    for (let frame = 1; frame <= instance.facts.frames; frame++) {
      await reader.breathe();
      const { sopUid } = capturePart(instance.sopUid, instance.facts, frame);
      const file = datasetPaths(dataset).dicomObject("images", study.studyUid, sopUid);
      if (!read || opened !== file) {
        read = await readCapture(await sink.read(file));
        opened = file;
        list.written("capture");
      }
      list.compared("capture", await captureDiffers(image, reader, file, read, frame));
    }
  }
}
