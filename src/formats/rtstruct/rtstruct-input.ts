import type { AlgorithmType } from "../../domain/algorithm-type.ts";
import type { PointImage } from "../../domain/annotation.ts";
import type { Code } from "../../domain/label-schema.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import type { SourceFrame } from "../dicom/write/image-reference.ts";
import type { MadeBy } from "../dicom/write/object-header.ts";
import type { SourceHeader } from "../dicom/write/source-header.ts";

/** Private creator of the ID of a label in a contour (PS3.5 7.8.1). */
export const labelCreator = "OVERREAD LABEL 1";

/** A closed planar contour: its corners on a frame that has a place. */
export interface RoiContour {
  readonly source: SourceFrame;
  readonly pointsImage: readonly PointImage[];
  /** ID of the label that it is an outline of, where that is not the region's alone; else null. */
  readonly label: string | null;
}

/** One labelled thing; `instanceUid`: its ID, that of its first label. */
export interface Roi {
  readonly instanceUid: string;
  readonly name: string;
  /** `#RRGGBB`. */
  readonly color: string;
  readonly type: Code;
  readonly algorithmType: AlgorithmType;
  readonly algorithmName: string | null;
  readonly contours: readonly RoiContour[];
}

/** Regions of one series in one Frame of Reference. */
export interface RtstructInput {
  readonly header: SourceHeader;
  readonly made: MadeBy;
  readonly studyUid: string;
  /** Of the images. */
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string;
  /** References to all images of the series. */
  readonly images: readonly DicomItem[];
  /** In the order of their numbers, which begin with 1. */
  readonly rois: readonly Roi[];
}
