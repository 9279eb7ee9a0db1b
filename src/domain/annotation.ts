/** A point in image coordinates: the centre of the first pixel is (0, 0). */
export type PointImage = readonly [x: number, y: number];

/** `[xMin, yMin, xMax, yMax]` in image coordinates. */
export type BoxImage = readonly [xMin: number, yMin: number, xMax: number, yMax: number];

/** Where an annotation lies. `frame` counts from 1, as in DICOM. */
export interface AnnotationTarget {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
  readonly frame: number;
}

/** A point of a skeleton: COCO calls these states 2, 1 and 0. What is absent has no place. */
export type Joint =
  | { readonly id: string; readonly state: "visible" | "occluded"; readonly pointImage: PointImage }
  | { readonly id: string; readonly state: "absent" };

/** The pixels of a mask lie in the tiles of its series, layer and segmentIndex; see `mask.ts`. */
export type Geometry =
  | { readonly type: "mask"; readonly layer: number; readonly segmentIndex: number }
  | {
      readonly type: "polygon";
      readonly pointsImage: readonly PointImage[];
      readonly holes?: readonly (readonly PointImage[])[];
    }
  | { readonly type: "polyline"; readonly pointsImage: readonly PointImage[] }
  | { readonly type: "box"; readonly boxImage: BoxImage }
  | {
      readonly type: "ellipse";
      readonly centerImage: PointImage;
      readonly radiiImage: PointImage;
      readonly angleRad: number;
    }
  | { readonly type: "point"; readonly pointImage: PointImage }
  | { readonly type: "length"; readonly pointsImage: readonly [PointImage, PointImage] }
  | { readonly type: "angle"; readonly pointsImage: readonly [PointImage, PointImage, PointImage] }
  /** Ends of the long axis, then of the short axis. */
  | {
      readonly type: "bidirectional";
      readonly pointsImage: readonly [PointImage, PointImage, PointImage, PointImage];
    }
  /** Ends of one line, then of the other, between which the Cobb angle lies. */
  | {
      readonly type: "cobb";
      readonly pointsImage: readonly [PointImage, PointImage, PointImage, PointImage];
    }
  /** The points of a class in its order, and which of them are joined, by position: as the class was when it was drawn. */
  | {
      readonly type: "keypoints";
      readonly joints: readonly Joint[];
      readonly edges: readonly (readonly [from: number, to: number])[];
    };

/** Who or what made an annotation (DESIGN, "Words"). */
export type AnnotationOrigin =
  | "human"
  | "model"
  | "prompted"
  | "model-edited"
  | "classical"
  | "propagated"
  | "interpolated"
  | "imported"
  | "consensus";

/** The tool or model behind an annotation that a person did not draw from nothing. */
export interface ModelProvenance {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  /** SHA-256 of the model's manifest, hex. Absent of tools without one, and in records of older versions. */
  readonly manifestSha256?: string;
  /** Terms of the model, as its manifest or the person who added it names them. Absent in records of older versions, and where nobody named any. */
  readonly license?: string;
  readonly backend: string;
  readonly confidence: number;
  readonly proposalId: string;
}

/** How far a label is from the proposal that it began as (assist 3.6). Records of older versions have the first two alone. */
export interface EditProvenance {
  /** `dice/1`. */
  readonly diceToProposal: number;
  /** Committed acts that changed its pixels or vertices. */
  readonly strokes: number;
  readonly addedPixels?: number;
  readonly removedPixels?: number;
  readonly changedFraction?: number;
  /** `hd95/1`; null: there is no distance, or the image has no millimetres. */
  readonly hd95Mm?: number | null;
}

/** Where an annotation comes from; travels with it for ever. Times are ISO 8601 UTC. */
export interface Provenance {
  readonly origin: AnnotationOrigin;
  readonly author: string;
  readonly device: string;
  readonly createdAt: string;
  readonly editedAt: string;
  readonly activeSeconds: number;
  readonly acceptedBy?: string;
  readonly model?: ModelProvenance;
  readonly edit?: EditProvenance;
  readonly derivedFrom: readonly string[];
}

export type AnnotationStatus = "draft" | "submitted" | "accepted" | "rejected";

/**
 * One labelled object on one frame. `instanceUid` = `2.25.<decimal of a UUIDv4>` = Tracking UID, never reused, never changed. Masks of
 * several slices that are one thing in space share an `objectUid`, the `instanceUid` of the first of them.
 */
export interface Annotation {
  readonly v: 1;
  readonly instanceUid: string;
  /** Absent: a thing of its own, on one frame. */
  readonly objectUid?: string;
  readonly classId: string;
  readonly schemaVersion: number;
  readonly target: AnnotationTarget;
  readonly geometry: Geometry;
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly status: AnnotationStatus;
  readonly locked: boolean;
  readonly hidden: boolean;
  readonly provenance: Provenance;
}

/** Which thing in space a label is of. */
export const objectOf = ({ objectUid, instanceUid }: Pick<Annotation, "objectUid" | "instanceUid">): string =>
  objectUid ?? instanceUid;
