import type { PlaneFacts } from "../../../domain/image-facts.ts";
import type { DicomItem } from "./dicom-item.ts";

/** A frame that an object refers to, and where it lies. */
export interface SourceFrame {
  readonly seriesUid: string;
  readonly sopClassUid: string;
  readonly sopUid: string;
  /** From 1; null for an object of one frame, where DICOM wants no number. */
  readonly frame: number | null;
  readonly columns: number;
  readonly rows: number;
  /** Null where the frame has no place, or its object no Frame of Reference: then both are left out. */
  readonly place: FramePlace | null;
}

/** Where a frame lies in its Frame of Reference. */
export interface FramePlace {
  readonly plane: PlaneFacts;
  /** Between rows, between columns, in mm. */
  readonly spacingMm: readonly [number, number];
  readonly thicknessMm: number | null;
}

/** SOP Class and Instance of a frame, with its number where it needs one (PS3.3 10.3). */
export const frameReference = ({
  sopClassUid,
  sopUid,
  frame,
}: Pick<SourceFrame, "sopClassUid" | "sopUid" | "frame">): DicomItem => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopUid,
  ...(frame === null ? {} : { ReferencedFrameNumber: frame }),
});

/** SOP Class and Instance of each object among frames, once, in order. */
export function instanceReferences(frames: readonly SourceFrame[]): DicomItem[] {
  const classes = new Map(frames.map((frame) => [frame.sopUid, frame.sopClassUid]));
  return [...classes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uid, sopClass]) => ({ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid }));
}

/** What a label is called in DICOM: its class, and enough of its ID to tell it from others (3.7). */
export const shortId = (instanceUid: string): string => instanceUid.slice(-8);
