import type { PointImage } from "../../domain/annotation.ts";
import { type Breath, noBreath } from "../../domain/cancel.ts";
import { codeItem } from "../dicom/write/code-item.ts";
import { roundedDecimal } from "../dicom/write/decimal-string.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { encodedItem, encodedItems } from "../dicom/write/encode-item.ts";
import { frameReference, type SourceFrame } from "../dicom/write/image-reference.ts";
import { dicomMoment, objectHeader } from "../dicom/write/object-header.ts";
import { plainText } from "../dicom/write/plain-text.ts";
import { derivedUid, type WrittenObject, writeLongPart10 } from "../dicom/write/write-part10.ts";
import { labelCreator, type RoiContour, type RtstructInput } from "./rtstruct-input.ts";

/** RT Structure Set Storage (PS3.4 B.5). */
export const structureSetClass = "1.2.840.10008.5.1.4.1.1.481.3";

/** Class of a study as RT objects name it (PS3.3 C.8.8.5; retired, and still what they name). */
const studyClass = "1.2.840.10008.3.1.2.3.1";

/** Points whose coordinates always fit one ContourData element, whose length has 16 bits: 3 × 17 bytes each. */
export const mostPoints = 1280;

/** The text of a contour in mm of the Frame of Reference: C.7.6.2.1.1, from centres of pixels; a thousandth of a pixel is kept. */
function contourData(pointsImage: readonly PointImage[], { place }: SourceFrame): string[] {
  if (!place) throw new RangeError("A contour needs a frame that has a place.");
  const { plane, spacingMm } = place;
  const [rowMm, columnMm] = spacingMm;
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  const [px, py, pz] = plane.positionMm;
  const decimals = Math.min(10, Math.max(4, Math.ceil(3 - Math.log10(Math.min(rowMm, columnMm)))));
  return pointsImage.flatMap(([x, y]) => {
    const [along, down] = [x * columnMm, y * rowMm];
    return [px + rx * along + cx * down, py + ry * along + cy * down, pz + rz * along + cz * down].map(
      (value) => roundedDecimal(value, decimals),
    );
  });
}

const contourItem = ({ source, pointsImage, label }: RoiContour): DicomItem => ({
  // A region has one description; the labels of its images have no place of their own (PS3.3 C.8.8.6).
  ...(label === null ? {} : { OverreadCreator: labelCreator, OverreadLabel: label }),
  ContourImageSequence: [frameReference(source)],
  ContourGeometricType: "CLOSED_PLANAR",
  NumberOfContourPoints: pointsImage.length,
  ContourData: contourData(pointsImage, source),
});

const rgb = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) || 0);

/**
 * An RT Structure Set (PS3.3 A.19): one region for each object, its ID in the description, holes as keyholes. Throws where a frame has no
 * place or a contour has more points than an element holds.
 */
export async function writeRtstruct(
  input: RtstructInput,
  digestOf: (pixels: null) => Promise<string>,
  breathe: Breath = noBreath,
): Promise<WrittenObject> {
  const { header, made, rois, seriesUid, studyUid, frameOfReferenceUid } = input;
  const { date, time } = dicomMoment(made.createdAt);
  const item: DicomItem = {
    ...objectHeader(header, made, {
      sopClassUid: structureSetClass,
      modality: "RTSTRUCT",
      seriesUid: derivedUid("overread rtstruct series", seriesUid, made.createdAt, made.toolVersion),
      seriesNumber: 9002,
      description: "Overread contours",
      pixelDigest: await digestOf(null),
    }),
    OperatorsName: "",
    FrameOfReferenceUID: frameOfReferenceUid,
    PositionReferenceIndicator: "",
    StructureSetLabel: "LABELS",
    StructureSetDate: date,
    StructureSetTime: time,
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: frameOfReferenceUid,
        RTReferencedStudySequence: [
          {
            ReferencedSOPClassUID: studyClass,
            ReferencedSOPInstanceUID: studyUid,
            RTReferencedSeriesSequence: [
              { SeriesInstanceUID: seriesUid, ContourImageSequence: input.images },
            ],
          },
        ],
      },
    ],
    StructureSetROISequence: await encodedItems(
      rois,
      (roi, index) => ({
        ROINumber: index + 1,
        ReferencedFrameOfReferenceUID: frameOfReferenceUid,
        ROIName: plainText(roi.name),
        ROIDescription: roi.instanceUid,
        ROIGenerationAlgorithm: roi.algorithmType,
        ...(roi.algorithmName === null ? {} : { ROIGenerationDescription: plainText(roi.algorithmName) }),
      }),
      breathe,
    ),
    ROIContourSequence: await encodedItems(
      rois,
      (roi, index) => ({
        ROIDisplayColor: rgb(roi.color),
        ReferencedROINumber: index + 1,
        ContourSequence: roi.contours.map((contour) => encodedItem(contourItem(contour))),
      }),
      breathe,
    ),
    RTROIObservationsSequence: await encodedItems(
      rois,
      (roi, index) => ({
        ObservationNumber: index + 1,
        ReferencedROINumber: index + 1,
        RTROIIdentificationCodeSequence: [codeItem(roi.type)],
        RTROIInterpretedType: "",
        ROIInterpreter: "",
      }),
      breathe,
    ),
    ApprovalStatus: "UNAPPROVED",
  };
  return writeLongPart10(item, breathe);
}
