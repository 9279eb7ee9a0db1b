import type { AnnotationTarget, BoxImage, PointImage } from "./annotation.ts";
import type { FieldScope } from "./label-field.ts";
import type { MaskRle } from "./mask.ts";

export type ProposalState = "proposed" | "accepted" | "edited" | "rejected";

/** What a person gave to ask for a proposal, in image coordinates. */
export interface Prompts {
  readonly positive: readonly PointImage[];
  readonly negative: readonly PointImage[];
  readonly box: BoxImage | null;
  /** Lines drawn on what is inside or outside. */
  readonly scribbles?: readonly PromptScribble[];
}

/** A line that a person drew over a thing, or beside it. */
export interface PromptScribble {
  readonly positive: boolean;
  readonly pointsImage: readonly PointImage[];
}

/** The tool that made a proposal. */
export interface ProposalSource {
  readonly kind: "model" | "classical" | "propagated" | "interpolated";
  readonly toolId: string;
  readonly version: string;
  readonly fileSha256: readonly string[];
  /** SHA-256 of the model's manifest, hex. Absent of tools without one, and in records of older versions. */
  readonly manifestSha256?: string;
  readonly license: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly params: Readonly<Record<string, number | string>>;
  readonly prompts: Prompts | null;
  readonly promptRevision: number;
  readonly parentIds: readonly string[];
}

/** What a classifier proposes: an answer to a question of the project. */
export interface ProposalAnswer {
  readonly scope: FieldScope;
  readonly field: string;
  readonly value: string;
}

/** Why a person rejected a proposal; never needed. No free text: what a person types about a patient stays out of it. */
export const rejectReasons = [
  "not-a-finding",
  "wrong-place",
  "wrong-outline",
  "wrong-class",
  "duplicate",
  "other",
] as const;

/** One of {@link rejectReasons}. */
export type RejectReason = (typeof rejectReasons)[number];

/** Comparison of an accepted proposal with what a person made of it (assist 3.6). */
export interface ProposalEdit {
  readonly dice: number;
  readonly addedPixels: number;
  readonly removedPixels: number;
  /** Of the pixels of either; of a box 1 − IoU. */
  readonly changedFraction: number;
  /** `hd95/1`; null: nothing is left, or the image has no millimetres. Absent in records of older versions, as are those below. */
  readonly hd95Mm?: number | null;
  /** Committed acts that changed it. */
  readonly strokes?: number;
  /** Of a box: how far a person moved left, top, right and bottom edge, in pixels (right and down count up). */
  readonly edgeShiftsPx?: readonly [left: number, top: number, right: number, bottom: number];
}

/** A suggestion of a tool; never an annotation, kept in a table of its own. Geometry is immutable. */
export interface Proposal {
  readonly id: string;
  readonly studyId: string;
  readonly target: AnnotationTarget;
  readonly classId: string | null;
  /** Of a box: its pixels, filled; of an answer: none. */
  readonly mask: MaskRle;
  /** Of a detector: accepted, it becomes a box. */
  readonly boxImage?: BoxImage;
  /** Of a classifier: accepted, it becomes a classification. */
  readonly answer?: ProposalAnswer;
  readonly state: ProposalState;
  readonly supersededBy: string | null;
  readonly instanceUid: string | null;
  /** 0–1. */
  readonly confidence: number;
  readonly uncertainty: {
    readonly entropyBand?: number;
    readonly midFraction?: number;
    /** 1 − Dice of the answers to the image mirrored sideways and upside down, each mirrored back (assist 3.9). Absent until there was idle time for it. */
    readonly ttaDice?: number;
    /** Millimetres to the slice that a person labelled. */
    readonly propagationDistanceMm?: number;
  };
  readonly reviewScore: number;
  readonly source: ProposalSource;
  readonly runId: string | null;
  readonly createdAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decision: "single" | "bulk" | null;
  /** Of a rejected one, where the person said why. */
  readonly rejectReason?: RejectReason;
  /** How long a hand was at it until it was decided, and at the label that it became; absent in records of older versions. */
  readonly secondsActive?: number;
  readonly edit: ProposalEdit | null;
}

/** Whether a proposal waits for a person: neither decided nor replaced by a newer run. */
export const isOpenProposal = ({ state, supersededBy }: Pick<Proposal, "state" | "supersededBy">): boolean =>
  state === "proposed" && supersededBy === null;
