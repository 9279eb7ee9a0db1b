import type { DataUse } from "../data-use.ts";
import type { PairAgreement } from "../review/pool-agreement.ts";
import type { Said } from "../said.ts";
import type { SplitName } from "../split.ts";
import type { Variety } from "../vetting/variety.ts";
import type { Finding } from "../vetting/vetting-facts.ts";
import type { Call } from "./call.ts";

export type ExportFormat =
  | "coco"
  | "yolo-det"
  | "yolo-seg"
  | "nifti"
  | "png-semantic"
  | "png-instance"
  | "ndjson"
  | "seg"
  | "rtstruct"
  | "sr"
  | "dicom";

export interface ExportOptions {
  readonly name: string;
  readonly studyUids: readonly string[];
  readonly formats: readonly ExportFormat[];
  readonly statuses: readonly ("draft" | "submitted" | "accepted")[];
  /** Off by default; unreviewed proposals are then exported under their own status (E6). */
  readonly includeProposals: boolean;
  /** Only frames that hold a label, or every frame of the chosen studies. */
  readonly frames: "labelled" | "all";
  readonly createdAt: string;
  readonly seed: string;
  /** What the project says of its data: for the card. */
  readonly use?: DataUse;
  /** A person who lets errors of the vetting pass: a pseudonymous user id, and why. */
  readonly override?: { readonly by: string; readonly chain: string; readonly reason: string };
}

export interface ExportCheck {
  readonly format: ExportFormat | "images" | "capture" | "manifest" | "audit" | "deidentification";
  readonly written: number;
  readonly compared: number;
  readonly mismatches: number;
}

export interface ExportLoss {
  readonly format: string;
  readonly instanceUid: string;
  /** The page says it in its language; files of the dataset hold the English text. */
  readonly reason: Said;
  /** What is left of a label whose shape was changed: `iou/1` with its mask. */
  readonly iou?: number;
}

/** What a person is told of the split. */
export interface SplitSummary {
  readonly parts: Readonly<Record<SplitName, { readonly patients: number; readonly images: number }>>;
  /** Patients that were kept together because they share an image. */
  readonly joined: number;
  readonly proofSha256: string;
}

export interface ExportProgress {
  readonly step: "group" | "write" | "read-back" | "compare";
  readonly done: number;
  readonly total: number;
}

export interface ExportResult {
  /** The realm's `File` (zip in OPFS), or null when a folder was written. */
  readonly file: unknown;
  readonly bytes: number;
  readonly images: number;
  readonly instances: number;
  readonly patients: number;
  readonly checks: readonly ExportCheck[];
  readonly losses: readonly ExportLoss[];
  readonly findings: readonly Finding[];
  readonly split: SplitSummary;
  /** What is in the dataset, counted, as its card has it. */
  readonly variety: Variety;
  /** How far readers agree; empty where no study was read by several. */
  readonly agreement: readonly PairAgreement[];
}

/** Losses of one format for one reason. */
export interface LossGroup {
  readonly format: string;
  readonly reason: Said;
  readonly count: number;
}

/** A finding as it is told: of how many images or labels, not of which. */
export type FindingLine = Omit<Finding, "uids"> & { readonly count: number };

/**
 * What the page is given of an export. Of ten thousand labels there are tens of thousands of losses: to take in a message of them alone keeps the page
 * busy for up to a quarter of a second.
 */
export interface ExportReport extends Omit<ExportResult, "losses" | "findings"> {
  readonly losses: readonly LossGroup[];
  readonly findings: readonly FindingLine[];
}

export interface ExportCalls {
  /** `folder`: the realm's `FileSystemDirectoryHandle`, or null for a zip. A mismatch rejects; nothing is handed over. */
  export: Call<{ readonly options: ExportOptions; readonly folder: unknown }, ExportReport, ExportProgress>;
}
