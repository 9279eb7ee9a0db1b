import type { ColorModel, ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { SampleType } from "../../domain/samples.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, decimalsOf, numbersOf } from "./element-values.ts";
import { variantOf, variantsOf } from "./frame-variants.ts";
import { functionalGroupsOf } from "./functional-groups.ts";
import { paletteOf } from "./lookup-tables.ts";
import type { PixelDescription } from "./pixel-description.ts";
import { planesOf } from "./plane-facts.ts";
import type { DicomDataset } from "./read-dataset.ts";
import { spacingRegions } from "./spacing-facts.ts";

/** Facts of all frames of one object, and the plane of each frame (empty when it has none). */
export interface DicomImageFacts {
  readonly facts: ImageFacts;
  readonly planes: readonly PlaneFacts[];
}

/** The type of one stored sample: the smallest that holds `bitsAllocated`. */
export function sampleTypeOf(description: PixelDescription): SampleType {
  const { bitsAllocated, signed, float } = description;
  if (float) return bitsAllocated === 64 ? "f64" : "f32";
  if (bitsAllocated <= 8) return signed ? "i8" : "u8";
  if (bitsAllocated <= 16) return signed ? "i16" : "u16";
  return signed ? "i32" : "u32";
}

function colorOf(description: PixelDescription): ColorModel {
  if (description.samples > 1) return "rgb";
  if (description.photometric.startsWith("PALETTE")) return "palette";
  return description.photometric === "MONOCHROME1" ? "mono1" : "mono2";
}

function paddingOf(
  dataset: DicomDataset,
  description: PixelDescription,
): readonly [number, number] | undefined {
  const vr = description.signed ? "SS" : "US";
  const widen = (value: number) => {
    // The VR on disk may have the other sign than the pixels (PS3.3 C.7.5.1.1.2).
    if (description.bitsAllocated !== 16) return value;
    return description.signed ? (value << 16) >> 16 : value & 0xffff;
  };
  const value = numbersOf(dataset, dicomTag.paddingValue, vr)[0];
  if (value === undefined || description.samples > 1 || description.float) return undefined;
  const limit = numbersOf(dataset, dicomTag.paddingLimit, vr)[0] ?? value;
  const [a, b] = [widen(value), widen(limit)];
  return a <= b ? [a, b] : [b, a];
}

function frameTimeOf(dataset: DicomDataset): number | undefined {
  // What the maker recommends to look at wins over how it was taken (PS3.3 C.7.6.5).
  const rate = decimalsOf(dataset, dicomTag.displayRate)[0] ?? 0;
  if (rate > 0) return 1000 / rate;
  const [cine = 0] = decimalsOf(dataset, dicomTag.cineRate);
  if (cine > 0) return 1000 / cine;
  const [time = 0] = decimalsOf(dataset, dicomTag.frameTime);
  if (time > 0) return time;
  // Each increment belongs to the frame before it; the first is zero. Their median survives a pause.
  const steps = decimalsOf(dataset, dicomTag.frameTimeVector).slice(1);
  const middle = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  return middle > 0 ? middle : undefined;
}

/**
 * Everything a screen needs beside the samples (PS3.3 C.7.6.3, C.11, 10.7). `description` is that of the decoded pixels:
 * corrected by the codestream where there is one.
 */
export function imageFactsOf(dataset: DicomDataset, description: PixelDescription): DicomImageFacts {
  const groups = functionalGroupsOf(dataset);
  const color = colorOf(description);
  const palette = color === "palette" ? paletteOf(dataset) : undefined;
  const padding = paddingOf(dataset, description);
  const frameTimeMs = description.frames > 1 ? frameTimeOf(dataset) : undefined;
  const perFrame = variantsOf(dataset, groups, description.frames, description.signed);
  const regions = spacingRegions(dataset);
  const facts: ImageFacts = {
    columns: description.columns,
    rows: description.rows,
    frames: description.frames,
    // Ink is shown as light.
    samples: description.samples > 1 ? 3 : 1,
    type: sampleTypeOf(description),
    bitsStored: description.bitsStored,
    color,
    ...variantOf(dataset, groups, 0, description.signed),
    ...(regions.length > 0 ? { regions } : {}),
    ...(palette ? { palette } : {}),
    ...(padding ? { padding } : {}),
    ...(frameTimeMs === undefined ? {} : { frameTimeMs }),
    ...(perFrame ? { perFrame } : {}),
    lossy: asciiOf(dataset, dicomTag.lossy) === "01",
  };
  return { facts, planes: planesOf(dataset, groups, description.frames) };
}
