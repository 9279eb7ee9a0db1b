import { strToU8 } from "fflate";
import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { keywords } from "../dicom/write/keywords.ts";
import type { SourceHeader } from "../dicom/write/source-header.ts";
import { type WrittenObject, writePart10 } from "../dicom/write/write-part10.ts";
import { captureClass } from "./capture-part.ts";
import { type CaptureImage, captureCreator, captureRecordText } from "./capture-record.ts";
import type { SampleMap } from "./capture-samples.ts";

/** An image, or a part of a long one, that was no DICOM file. */
export interface CaptureInput {
  readonly header: SourceHeader;
  readonly sopUid: string;
  readonly seriesUid: string;
  /** From 0. */
  readonly part: number;
  readonly facts: ImageFacts;
  readonly map: SampleMap;
  /** Samples of each frame, as the file holds them. */
  readonly frames: readonly Uint8Array[];
  /** Planes of these frames; empty where the image has no place. */
  readonly planes: readonly PlaneFacts[];
  readonly frameOfReferenceUid: string | null;
  /** Of an image whose stored values can be had again from its captures; null for what is rounded. */
  readonly origin: CaptureOrigin | null;
}

/** The image that a capture is made of. */
export interface CaptureOrigin {
  readonly sopUid: string;
  readonly parts: number;
  readonly image: CaptureImage;
}

/** Value of a sample: PS3.3 C.11.1.1.2. What the map did to the stored values is undone here. */
function rescale({ offset, scale, mirrored }: SampleMap, { slope, intercept }: ImageFacts) {
  const [step, start] = [slope / scale, intercept - offset * slope];
  return mirrored ? { slope: -step, intercept: start + 65535 * step } : { slope: step, intercept: start };
}

function samplesModule({ map, facts, frames }: CaptureInput): DicomItem {
  const bits = map.kind === "word" ? 16 : 8;
  const shape: DicomItem = {
    Rows: facts.rows,
    Columns: facts.columns,
    NumberOfFrames: frames.length,
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
  };
  if (map.kind === "color")
    return { ...shape, SamplesPerPixel: 3, PhotometricInterpretation: "RGB", PlanarConfiguration: 0 };
  const { slope, intercept } = map.kind === "word" ? rescale(map, facts) : { slope: 1, intercept: 0 };
  return {
    ...shape,
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    PresentationLUTShape: "IDENTITY",
    RescaleSlope: slope,
    RescaleIntercept: intercept,
    RescaleType: facts.units === "HU" ? "HU" : "US",
  };
}

/** Place and size of the pixels: functional groups where the image has planes (PS3.3 A.8.4.4), else what is known of the spacing. */
function placeModule({ planes, facts, frameOfReferenceUid, header }: CaptureInput): DicomItem {
  const { spacingMm } = facts;
  const [first] = planes;
  if (!first || !spacingMm || frameOfReferenceUid === null)
    return {
      ContentDate: "",
      ContentTime: "",
      ...(spacingMm ? { NominalScannedPixelSpacing: spacingMm } : {}),
    };
  const thickness = header.sliceThicknessMm(0);
  return {
    // Nobody knows when; functional groups want a date, and one of the export would be another content under the same UID.
    ContentDate: "19000101",
    ContentTime: "000000",
    FrameOfReferenceUID: frameOfReferenceUid,
    PositionReferenceIndicator: "",
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [
          { PixelSpacing: spacingMm, ...(thickness === null ? {} : { SliceThickness: thickness }) },
        ],
        PlaneOrientationSequence: [{ ImageOrientationPatient: first.orientation }],
      },
    ],
    PerFrameFunctionalGroupsSequence: planes.map(({ positionMm }) => ({
      PlanePositionSequence: [{ ImagePositionPatient: positionMm }],
    })),
  };
}

/** The record of the image, and its keyed digest, by which this project knows that it wrote it. */
async function originModule(
  { origin, part }: CaptureInput,
  px: string,
  digestOf: (pixels: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<DicomItem> {
  if (!origin) return {};
  const { sopUid: image, parts } = origin;
  const text = captureRecordText({ image, part, parts, px, whole: part === 0 ? origin.image : null });
  return {
    OverreadCreator: captureCreator,
    OverreadCapture: text,
    OverreadCaptureSeal: await digestOf(strToU8(text) as Uint8Array<ArrayBuffer>),
  };
}

/**
 * A multi-frame Secondary Capture (PS3.3 A.8.3–A.8.5) with the identity that the image has had since its import. Nothing in it follows
 * from the time of the export: under one UID there is one content. `digestOf` makes the keyed digest of the pixels.
 */
export async function writeCapture(
  input: CaptureInput,
  digestOf: (pixels: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<WrittenObject> {
  const { header, frames, map, facts } = input;
  const size = frames.reduce((sum, frame) => sum + frame.length, 0);
  const pixels = new Uint8Array(size + (size % 2));
  let at = 0;
  for (const frame of frames) {
    pixels.set(frame, at);
    at += frame.length;
  }
  const px = await digestOf(pixels);
  const method = header.marks.DeidentificationMethod as readonly string[];
  return writePart10({
    ...header.subject,
    ...header.marks,
    DeidentificationMethod: [...method, `px:${px}`],
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: captureClass[map.kind],
    SOPInstanceUID: input.sopUid,
    SeriesInstanceUID: input.seriesUid,
    SeriesNumber: 1,
    InstanceNumber: input.part + 1,
    ImageType: ["DERIVED", "SECONDARY"],
    Modality: "OT",
    ConversionType: "WSD",
    SecondaryCaptureDeviceManufacturer: "Overread",
    Manufacturer: "Overread",
    PatientOrientation: "",
    Laterality: "",
    BurnedInAnnotation: "NO",
    LossyImageCompression: facts.lossy ? "01" : "00",
    ...samplesModule(input),
    ...(frames.length > 1
      ? {
          FrameIncrementPointer: keywords.PageNumberVector[0],
          PageNumberVector: frames.map((_, index) => index + 1),
        }
      : {}),
    ...placeModule(input),
    ...(await originModule(input, px, digestOf)),
    PixelData: pixels,
  });
}
