import { type Breath, noBreath } from "../../domain/cancel.ts";
import { codeItem, dcm } from "../dicom/write/code-item.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { encodedItems } from "../dicom/write/encode-item.ts";
import { type FramePlace, frameReference, instanceReferences } from "../dicom/write/image-reference.ts";
import { keywords } from "../dicom/write/keywords.ts";
import { dicomMoment, type MadeBy, objectHeader, seriesTexts } from "../dicom/write/object-header.ts";
import { plainText } from "../dicom/write/plain-text.ts";
import { derivedUid, type WrittenObject, writeLongPart10 } from "../dicom/write/write-part10.ts";
import { displayColor } from "./display-color.ts";
import { frameOrder } from "./frame-order.ts";
import { packBits } from "./pack-bits.ts";
import type { SegInput, SegSegment } from "./seg-input.ts";

/** Segmentation Storage (PS3.4 B.5). */
export const segmentationClass = "1.2.840.10008.5.1.4.1.1.66.4";

/** The series of the segmentations of a series of images. */
export const segSeriesUid = (seriesUid: string, made: MadeBy): string =>
  derivedUid("overread seg series", seriesUid, ...seriesTexts(made));

const segmentItem = (segment: SegSegment, index: number): DicomItem => ({
  SegmentNumber: index + 1,
  SegmentLabel: plainText(segment.label),
  SegmentAlgorithmType: segment.algorithmType,
  ...(segment.algorithmName === null ? {} : { SegmentAlgorithmName: plainText(segment.algorithmName) }),
  RecommendedDisplayCIELabValue: displayColor(segment.color),
  SegmentedPropertyCategoryCodeSequence: [codeItem(segment.category)],
  SegmentedPropertyTypeCodeSequence: [
    {
      ...codeItem(segment.type),
      ...(segment.modifier
        ? { SegmentedPropertyTypeModifierCodeSequence: [codeItem(segment.modifier)] }
        : {}),
    },
  ],
  ...(segment.site ? { AnatomicRegionSequence: [codeItem(segment.site)] } : {}),
  TrackingID: segment.trackingId,
  TrackingUID: segment.trackingUid,
});

/** Frames are told apart by segment and place, or by segment and number where there is no place (PS3.3 C.7.6.17). */
function dimensions(placed: boolean, uid: string): DicomItem {
  const pointer = (tag: number, group: number, label: string): DicomItem => ({
    DimensionOrganizationUID: uid,
    DimensionIndexPointer: tag,
    FunctionalGroupPointer: group,
    DimensionDescriptionLabel: label,
  });
  const [tag] = placed ? keywords.ImagePositionPatient : keywords.InStackPositionNumber;
  const [group] = placed ? keywords.PlanePositionSequence : keywords.FrameContentSequence;
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: uid }],
    DimensionIndexSequence: [
      pointer(keywords.ReferencedSegmentNumber[0], keywords.SegmentIdentificationSequence[0], "Segment"),
      pointer(tag, group, placed ? "Position" : "Image"),
    ],
  };
}

/**
 * A binary segmentation (PS3.3 A.51): one segment for each thing, only frames that hold pixels, any modality. Frames without a place
 * leave the plane and measure macros out and keep their source image. `digestOf` makes the keyed digest of the pixels. Throws where
 * sizes differ or a segment has no frame.
 */
export async function writeSeg(
  input: SegInput,
  digestOf: (pixels: Uint8Array<ArrayBuffer>) => Promise<string>,
  breathe: Breath = noBreath,
): Promise<WrittenObject> {
  const { header, made, segments, seriesUid, frameOfReferenceUid } = input;
  const frames = segments.flatMap((segment, index) =>
    segment.frames.map((frame) => ({ ...frame, number: index + 1 })),
  );
  const first = frames[0]?.source;
  if (!first || segments.some((segment) => segment.frames.length === 0))
    throw new RangeError("Every segment needs a frame.");
  const { columns, rows } = first;
  const placed = first.place !== null && frameOfReferenceUid !== null;
  if (frames.some(({ source }) => source.columns !== columns || source.rows !== rows))
    throw new RangeError("All frames of a segmentation have one size.");
  if (frames.some(({ source }) => (source.place !== null && frameOfReferenceUid !== null) !== placed))
    throw new RangeError("All frames of a segmentation have a place, or none has.");
  await breathe();
  const order = frameOrder(frames.map(({ source }) => source));
  const pixels = packBits(
    frames.map(({ spans }) => spans),
    columns,
    rows,
  );
  await breathe();
  const { date, time } = dicomMoment(made.createdAt);
  const measures = (place: FramePlace | null): DicomItem =>
    placed && place
      ? {
          PixelMeasuresSequence: [
            {
              ...(place.thicknessMm === null ? {} : { SliceThickness: place.thicknessMm }),
              PixelSpacing: place.spacingMm,
            },
          ],
        }
      : {};
  const orientation = (place: FramePlace | null): DicomItem =>
    placed && place
      ? { PlaneOrientationSequence: [{ ImageOrientationPatient: place.plane.orientation }] }
      : {};
  const same = (part: (place: FramePlace | null) => DicomItem) =>
    new Set(frames.map(({ source }) => JSON.stringify(part(source.place)))).size === 1;
  const sharedMeasures = same(measures);
  const sharedOrientation = same(orientation);
  const frameItem = ({ source, instanceUid, number }: (typeof frames)[number], index: number): DicomItem => ({
    ...(sharedMeasures ? {} : measures(source.place)),
    ...(sharedOrientation ? {} : orientation(source.place)),
    DerivationImageSequence: [
      {
        DerivationCodeSequence: [dcm("113076", "Segmentation")],
        SourceImageSequence: [
          {
            ...frameReference(source),
            PurposeOfReferenceCodeSequence: [dcm("121322", "Source image for image processing operation")],
          },
        ],
      },
    ],
    FrameContentSequence: [
      {
        FrameLabel: instanceUid,
        ...(placed ? {} : { StackID: "1", InStackPositionNumber: order[index] ?? 1 }),
        DimensionIndexValues: [number, order[index] ?? 1],
      },
    ],
    ...(placed && source.place
      ? { PlanePositionSequence: [{ ImagePositionPatient: source.place.plane.positionMm }] }
      : {}),
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: number }],
  });
  const item: DicomItem = {
    ...objectHeader(header, made, {
      sopClassUid: segmentationClass,
      modality: "SEG",
      seriesUid: segSeriesUid(seriesUid, made),
      seriesNumber: 9001,
      description: "Overread segmentation",
      pixelDigest: await digestOf(pixels),
    }),
    ImageType: ["DERIVED", "PRIMARY"],
    ContentDate: date,
    ContentTime: time,
    ContentLabel: "LABELS",
    ContentDescription: "",
    ContentCreatorName: "",
    SegmentationType: "BINARY",
    BurnedInAnnotation: "NO",
    LossyImageCompression: "00",
    ...(placed
      ? { FrameOfReferenceUID: frameOfReferenceUid, PositionReferenceIndicator: "" }
      : { PatientOrientation: "" }),
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: seriesUid,
        ReferencedInstanceSequence: instanceReferences(frames.map(({ source }) => source)),
      },
    ],
    SegmentSequence: await encodedItems(segments, segmentItem, breathe),
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    NumberOfFrames: frames.length,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    ...dimensions(placed, derivedUid("overread seg dimensions", seriesUid, made.createdAt)),
    SharedFunctionalGroupsSequence: [
      {
        ...(sharedMeasures ? measures(first.place) : {}),
        ...(sharedOrientation ? orientation(first.place) : {}),
      },
    ],
    PerFrameFunctionalGroupsSequence: await encodedItems(frames, frameItem, breathe),
    PixelData: pixels,
  };
  return writeLongPart10(item, breathe);
}
