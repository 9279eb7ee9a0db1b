import type { Geometry } from "../annotation.ts";
import type { PairAgreement } from "../review/pool-agreement.ts";
import type { SplitName } from "../split.ts";
import type { SeriesSource } from "../study.ts";

/** What was found: `text` for the person, `uids` the images or labels it is about. */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly text: string;
  readonly uids: readonly string[];
  /** What `text` names beside the number of `uids`, for a text in another language. */
  readonly values?: readonly string[];
  /** Errors only: whether a person may export all the same, with a reason. */
  readonly overridable?: boolean;
}

/** One image as the vetting sees it. */
export interface VettedImage {
  readonly id: string;
  readonly study: string;
  readonly group: string;
  readonly split: SplitName;
  readonly columns: number;
  readonly rows: number;
  readonly modality: string;
  readonly bodyPart: string;
  /** Absent where its files say nothing of it any more. */
  readonly source?: SeriesSource;
  /** Row spacing first, mm; null when unknown. */
  readonly spacingMm: readonly [number, number] | null;
  readonly lossy: boolean;
  /** A slice of a head. */
  readonly showsHead?: true;
  /** Whether a sound de-identification record stands beside its file. */
  readonly attested: boolean;
  /** Columns and rows of the decoded frame: masks are made for those above; null where it was not decoded. */
  readonly decoded: readonly [columns: number, rows: number] | null;
  /** Of the decoded frame; empty for a blank one; null where it is read in tiles. */
  readonly digest: string | null;
  /** 64-bit difference hash, 16 hex characters; null where there is none. */
  readonly hash: string | null;
}

/** One label as the vetting sees it. */
export interface VettedObject {
  readonly uid: string;
  readonly imageId: string;
  readonly classId: string;
  readonly geometry: Geometry;
  readonly origin: string;
  readonly author: string;
  readonly acceptedBy: string | null;
  /** The model behind it and its licence; empty when that is unknown; null without a model. */
  readonly model: { readonly id: string; readonly license: string } | null;
  /** Dice of an edited proposal with what a person made of it. */
  readonly diceToProposal: number | null;
  /** `hd95/1` of the same pair; null or absent: not an edited proposal, no millimetres, or a record of an older version. */
  readonly hd95ToProposalMm?: number | null;
  /** Pixels; null for points and lines. */
  readonly areaPx: number | null;
  /** Pixels that lie in another label as well. */
  readonly sharedPx: number;
  /** Of a study that several read blind and of which no consensus was made: one head of several. */
  readonly oneOfSeveral?: boolean;
  /** Required fields of its class without an answer. */
  readonly unanswered?: number;
}

/** Everything that is vetted. */
export interface VettingFacts {
  readonly images: readonly VettedImage[];
  readonly objects: readonly VettedObject[];
  readonly classes: readonly { readonly id: string; readonly name: string }[];
  /** Studies with two newest versions that nobody has put together; absent or empty: none. */
  readonly forkedStudies?: readonly string[];
  /** Studies of which nobody knows whose they are; absent or empty: none. */
  readonly unknownPatients?: readonly string[];
  /** How far people agree who read the same studies blind; absent or empty: nobody did. */
  readonly agreement?: readonly PairAgreement[];
}

/** `3 images`, `1 image`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
