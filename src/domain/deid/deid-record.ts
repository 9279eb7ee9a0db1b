import type { BlankBox, PixelRisk, PlanAction, PlanReason, Verdict } from "./plan.ts";

/** The record of one file's de-identification: stored beside it, never an original value in it. */
export interface DeidRecord {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly at: string;
  readonly toolVersion: string;
  readonly policyId: string;
  readonly policyHash: string;
  readonly tables: string;
  readonly options: readonly string[];
  readonly format: "dicom" | "tiff" | "raw";
  /** Keyed digest (HMAC) of the source bytes, so that a second import is known without keeping an identifier. */
  readonly sourceHmac: string;
  /** Issue of the patient's identifiers under which it was cleaned; absent: 0. */
  readonly generation?: number;
  /** SHA-256 of the stored bytes, hex. */
  readonly outputSha256: string;
  readonly verdict: Verdict;
  readonly risk: { readonly class: PixelRisk; readonly signs: readonly string[] };
  readonly actions: readonly {
    readonly tag: string;
    readonly action: PlanAction;
    readonly why: PlanReason;
    readonly count: number;
  }[];
  readonly boxes: readonly BlankBox[];
  /** Where a person had the face covered: by which method, how deep. */
  readonly face?: { readonly method: string; readonly depthMm: number };
  /**
   * Where boxes were blanked: pieces of the image decoded and compared with what they were, frames searched for text again, and, where the
   * reader was loaded, places read in these and compared with the header.
   */
  readonly proof?: {
    readonly piecesCompared: number;
    readonly framesSearched: number;
    readonly placesRead?: number;
  };
  /** Where compressed frames were blanked: transfer syntaxes and bytes of the file before and after. */
  readonly recoded?: {
    readonly from: string;
    readonly to: string;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
  };
  readonly residual: { readonly searched: number; readonly hits: number; readonly falseAlarms: number };
  readonly reviewer: string | null;
  readonly reviewedAt: string | null;
}
