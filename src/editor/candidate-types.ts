import type { Accessor } from "solid-js";
import type { PointImage } from "../domain/annotation.ts";
import type { ValueRange } from "../domain/editable-area.ts";
import type { MaskRle } from "../domain/mask.ts";
import type { PixelSize } from "../domain/measure/pixel-size.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { ImageTarget } from "./image-target.ts";

/** Pixels of one frame. */
export interface CandidateFrame {
  readonly target: ImageTarget;
  readonly mask: MaskRle;
  /** Of several things that were found at once: which, from 1; absent: there is one. */
  readonly label?: number;
}

/** A region around a pixel. */
export interface GrowRequest {
  readonly kind: "grow";
  readonly target: ImageTarget;
  readonly revision: number;
  readonly seedImage: PointImage;
  /** Modality units around the value of the seed. */
  readonly tolerance: number;
  /** Through the slices of the stack (6-connected), or on this frame only (4-connected). */
  readonly volume: boolean;
  /** The region stays inside this range, whatever the tolerance. */
  readonly within: ValueRange | null;
}

/** What lies between the drawn slices of a thing. */
export interface FillRequest {
  readonly kind: "fill";
  readonly target: ImageTarget;
  readonly revision: number;
  readonly objectUid: string;
  /** From the first drawn slice to the last, in order; `mask` null on empty ones. Positions rise or fall, in mm where known. */
  readonly slices: readonly {
    readonly target: ImageTarget;
    readonly mask: MaskRle | null;
    readonly position: number;
  }[];
  readonly size: PixelSize;
}

/** A stroke of seeds: 0 for the background, else the position of its class in the request, from 1. */
export interface SeedStroke {
  readonly target: ImageTarget;
  readonly label: number;
  readonly spans: readonly PixelSpan[];
}

/** Seeds that compete for what lies between them. */
export interface SeedRequest {
  readonly kind: "seeds";
  /** Of the last stroke. */
  readonly target: ImageTarget;
  readonly revision: number;
  readonly strokes: readonly SeedStroke[];
  readonly classIds: readonly string[];
}

/** What a tool wants to have computed elsewhere; answer with `showCandidate(revision, …)`. */
export type CandidateRequest = GrowRequest | FillRequest | SeedRequest;

/** What was computed. */
export interface CandidateAnswer {
  readonly frames: readonly CandidateFrame[];
  readonly pixels: number;
  /** The region goes on beyond, but was stopped at the cap. */
  readonly capped: boolean;
}

/** A region that a tool has found and that nobody has accepted; in memory only. */
export interface Candidate {
  readonly request: CandidateRequest;
  /** `open`: seeds of one kind only, with nothing to compete with. */
  readonly state: "open" | "waiting" | "shown" | "failed";
  /** The last answer, also while a newer one is computed. */
  readonly answer: CandidateAnswer | null;
}

/** Regions between their request and a decision. */
export interface SessionCandidates {
  readonly candidate: Accessor<Candidate | null>;
  /** Null: it failed or found nothing. An answer to an older revision is dropped. */
  showCandidate(revision: number, answer: CandidateAnswer | null): void;
  /** Fills the empty slices between those that the selected thing is drawn on. */
  fillBetween(): void;
  /** The last stroke of seeds is taken back. */
  dropSeed(): void;
  /** The same seed with another tolerance. */
  setTolerance(tolerance: number): void;
  /** Paints it as a label: one act, one undo step. */
  acceptCandidate(): void;
  dropCandidate(): void;
}
