import type { Code } from "../../domain/label-schema.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import type { SourceFrame } from "../dicom/write/image-reference.ts";
import type { MadeBy } from "../dicom/write/object-header.ts";
import type { SourceHeader } from "../dicom/write/source-header.ts";
import type { SrShape } from "./content-item.ts";

/** A measured number; `shape` where it was measured along one of its own. */
export interface SrNumber {
  readonly name: Code;
  readonly value: number;
  readonly unit: Code;
  /** How it was measured, where that changes its meaning. */
  readonly method: Code | null;
  readonly shape: SrShape | null;
}

/** What a label lies on: a shape, a segment of a segmentation, or nothing but the lines of its numbers. */
export type SrRegion =
  | { readonly kind: "shape"; readonly shape: SrShape }
  | {
      readonly kind: "segment";
      readonly sopClassUid: string;
      readonly sopUid: string;
      readonly segment: number;
      readonly sourceSeriesUid: string;
    }
  | { readonly kind: "lines" };

/** One labelled object. */
export interface SrGroup {
  readonly trackingUid: string;
  readonly trackingId: string;
  readonly category: Code;
  readonly finding: Code;
  readonly modifier: Code | null;
  readonly site: Code | null;
  readonly region: SrRegion;
  /** At least one. */
  readonly numbers: readonly SrNumber[];
  readonly algorithm: { readonly name: string; readonly version: string } | null;
  /** Answers to questions about it; absent or empty: none. */
  readonly evaluations?: readonly SrEvaluation[];
  /** Whether the shape is a box, which a closed polyline alone does not say. */
  readonly isBox: boolean;
}

/** An object that the report refers to. */
export interface SrReference {
  readonly seriesUid: string;
  readonly sopClassUid: string;
  readonly sopUid: string;
  /** Images stand in the library; segmentations are evidence only. */
  readonly isImage: boolean;
}

/** What makes a report a version of a reader's labels (sync 3.6). */
export interface SrVersion {
  readonly sopUid: string;
  readonly predecessors: readonly { readonly seriesUid: string; readonly sopUid: string }[];
  /** `overread-version/1`: the labels as the app records them, JSON. */
  readonly record: string;
  readonly completion: "PARTIAL" | "COMPLETE";
  /** Who accepted it, and when (ISO 8601 UTC); null: nobody yet. */
  readonly verifiedBy: { readonly observer: string; readonly at: string } | null;
  /** Why it was sent back, in words; empty where it was not. */
  readonly reason: string;
}

/** Answers about images or a series, in a group of their own (PS3.16 TID 1501). */
export interface SrAnswerGroup {
  readonly trackingUid: string;
  readonly trackingId: string;
  /** The series that it is about; null where it is about images. */
  readonly seriesUid: string | null;
  /** `frame` null: the whole image. */
  readonly images: readonly Pick<SourceFrame, "seriesUid" | "sopClassUid" | "sopUid" | "frame">[];
  readonly evaluations: readonly SrEvaluation[];
}

/** An answer to a question: a code, or a text where it is none. */
export interface SrEvaluation {
  readonly question: Code;
  readonly answer: Code | string;
}

/** The labels of one study. */
export interface SrInput {
  readonly header: SourceHeader;
  readonly made: MadeBy;
  readonly studyUid: string;
  readonly references: readonly SrReference[];
  readonly groups: readonly SrGroup[];
  /** Answers about images and series; absent or empty: none. */
  readonly answers?: readonly SrAnswerGroup[];
  /** Answers about the study; absent or empty: none. */
  readonly evaluations?: readonly SrEvaluation[];
  /** Pseudonyms of those who drew. */
  readonly authors: readonly string[];
  /** UIDs of the devices that they drew on. */
  readonly devices: readonly string[];
  /** Whether a label is still a draft. */
  readonly partial: boolean;
  /** Absent in exports. */
  readonly version?: SrVersion;
}

/** A reference as the evidence and the library write it. */
export const sopReference = ({ sopClassUid, sopUid }: SrReference): DicomItem => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopUid,
});
