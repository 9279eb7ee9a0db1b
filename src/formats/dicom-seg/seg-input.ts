import type { AlgorithmType } from "../../domain/algorithm-type.ts";
import type { Code } from "../../domain/label-schema.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { SourceFrame } from "../dicom/write/image-reference.ts";
import type { MadeBy } from "../dicom/write/object-header.ts";
import type { SourceHeader } from "../dicom/write/source-header.ts";

/** The pixels of a segment on one frame; spans in order, none empty. */
export interface SegFrame {
  readonly source: SourceFrame;
  /** The ID of the label on this frame: a thing on several frames has one on each. */
  readonly instanceUid: string;
  readonly spans: readonly PixelSpan[];
}

/** One labelled thing, on one frame or on several. */
export interface SegSegment {
  readonly trackingUid: string;
  readonly trackingId: string;
  readonly label: string;
  /** `#RRGGBB`. */
  readonly color: string;
  readonly category: Code;
  readonly type: Code;
  readonly modifier: Code | null;
  readonly site: Code | null;
  readonly algorithmType: AlgorithmType;
  /** Null for MANUAL only. */
  readonly algorithmName: string | null;
  readonly frames: readonly SegFrame[];
}

/** Segments of one series; all frames have the same size, and all have a place or none has. */
export interface SegInput {
  readonly header: SourceHeader;
  readonly made: MadeBy;
  /** Of the images. */
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string | null;
  /** In the order of their numbers, which begin with 1. */
  readonly segments: readonly SegSegment[];
}
