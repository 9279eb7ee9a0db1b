/** What happens to one element. */
export type PlanAction = "keep" | "remove" | "empty" | "replace" | "uid" | "shift" | "clean" | "recurse";

/** Why: the rule that decided. */
export type PlanReason =
  | "E.1-1"
  | `option:${string}`
  | "vr-default"
  | "private"
  | "unknown-tag"
  | "malformed"
  | "file-level"
  | "graphics"
  | "marker"
  | "pixel-description"
  | "registry-uid"
  | "patient";

/**
 * One indexed element and its fate. `value` is UTF-8 text (decimal numbers for US, SS, UL, SL, FL, FD; `GGGGEEEE` for AT),
 * `base64` binary in little endian; both only where the action writes. `replace` of a sequence without a value drops its
 * items: new ones come from inserts. Group lengths are never written, whatever the action.
 */
export interface PlanElement {
  readonly path: string;
  readonly at: number;
  readonly len: number;
  readonly vr: string;
  readonly action: PlanAction;
  readonly why: PlanReason;
  readonly value?: string;
  readonly base64?: string;
  /** VR of the new value, where the source tells none (`--`) or the value needs another. */
  readonly asVr?: string;
}

/**
 * An element that the output gets and the source lacks or loses; top level or inside a sequence. A sequence that the path
 * names and the output lacks is made; an item number that follows the last one appends an item.
 */
export interface PlanInsert {
  readonly path: string;
  readonly vr: string;
  readonly value?: string;
  readonly base64?: string;
  readonly why: PlanReason;
}

/** A rectangle to blank, in pixels of the stored frame; `frames` from 0, or all. */
export interface BlankBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly number[] | "all";
}

/** PS3.15 risk class of the pixels (deidentification 3.8). */
export type PixelRisk = "HIGH" | "MEDIUM" | "LOW" | "NONE";

/** `released`: may be stored; `quarantined`: a person must look first; `refused`: nothing but an audit row. */
export type Verdict = "released" | "quarantined" | "refused";

/** Codes, never values, so that they may be stored and shown. */
export type RefusalCode =
  | "not-an-image"
  | "parse-error"
  | "truncated"
  | "no-patient"
  | "encapsulated-document"
  | "video"
  | "pixels-elsewhere"
  | "waveform"
  | "private-sop-class"
  | "structured-report"
  | "presentation-state"
  | "own-labels"
  | "no-images"
  | "no-pixel-data"
  | "unsupported-syntax"
  | "unsupported-pixels"
  | "residual-identity"
  | "too-large"
  | "blank-too-large"
  | "duplicate"
  | "rewrite-mismatch"
  | "no-space"
  | "cancelled"
  | "no-answer"
  | "crashed"
  | "internal";

/** The plan: no original value in it, so it may be read and stored. */
export interface DeidentificationPlan {
  readonly planVersion: 1;
  readonly policy: {
    readonly id: string;
    readonly hash: string;
    readonly tables: string;
    readonly options: readonly string[];
  };
  readonly source: {
    readonly sha256: string;
    readonly bytes: number;
    readonly format: "dicom" | "tiff";
    readonly transferSyntax: string;
  };
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly risk: { readonly class: PixelRisk; readonly signs: readonly string[] };
  /** Every indexed element, once, in file order. */
  readonly elements: readonly PlanElement[];
  /** The whole new group 0002, without its length. */
  readonly fileMeta: readonly PlanInsert[];
  readonly insert: readonly PlanInsert[];
  readonly pixels: {
    readonly boxes: readonly BlankBox[];
    /** Stored sample values, one per sample, to blank with. */
    readonly blank: readonly number[];
    /** Bits to keep where overlays hid in the high bits, or 0. */
    readonly maskBits: number;
    readonly signed: boolean;
    /**
     * The third input of `dicom-rewrite` (all frames decoded, already blanked by the caller, samples little endian) becomes
     * PixelData and the output is Explicit VR Little Endian. `boxes` are then a record of what the caller did.
     */
    readonly replaceWithNative?: boolean;
    /**
     * The third input of `dicom-rewrite` holds all frames, compressed without loss, one after the other, in these lengths: they become
     * PixelData, one fragment each, in the transfer syntax of `fileMeta`. `boxes` are then a record of what the caller did.
     */
    readonly replaceWithFrames?: readonly number[];
  };
}
