import type { LabelField, ScopedField } from "./label-field.ts";

/** A coded concept, PS3.3 8.8. */
export interface Code {
  readonly scheme: string;
  readonly value: string;
  readonly meaning: string;
}

export type GeometryKind = "mask" | "polygon" | "box";

/** The points of a class in the order in which they are placed, and which of them are joined, by their ids. */
export interface ClassKeypoints {
  readonly joints: readonly { readonly id: string; readonly name: string }[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** One class. `index` 1–65535 and `id` are permanent; the rest may change. */
export interface LabelClass {
  readonly id: string;
  readonly index: number;
  readonly name: string;
  /** `#RRGGBB`. */
  readonly color: string;
  readonly hotkey: string;
  readonly geometry: readonly GeometryKind[];
  readonly category: Code | null;
  readonly type: Code | null;
  /** Side or other modifier of the type, e.g. Left. */
  readonly modifier?: Code | null;
  /** Where in the body, where the type does not say it already. */
  readonly site?: Code | null;
  readonly overlap: "allow" | "exclusive" | "protect";
  /** What is asked about each label of the class. */
  readonly attributes?: readonly LabelField[];
  /** Its skeleton; without one it cannot be drawn as points. */
  readonly keypoints?: ClassKeypoints;
}

/** A class or its id that is no longer given out. Its index is never used again. */
export interface RetiredClass {
  readonly id: string;
  readonly index: number;
  readonly name?: string;
  /** The class that its labels may be moved to. */
  readonly replacedBy: string | null;
  /** The class as it was when it was retired: labels that nobody moved keep their name and colour, and it can come back. */
  readonly was?: LabelClass;
}

/** `overread-label-schema/1` (export-and-workflow 3.1). */
export interface LabelSchema {
  readonly schema: "overread-label-schema/1";
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly classes: readonly LabelClass[];
  /** What is asked about studies, series, images, frames and things. */
  readonly classifications?: readonly ScopedField[];
  /** The version before this one, by the SHA-256 of its canonical JSON. */
  readonly previous?: { readonly version: number; readonly sha256: string };
  readonly retired?: readonly RetiredClass[];
}

/** The classes of a schema and those that it has retired, as they were: what labels that nobody moved are still called. */
export const everyClass = ({ classes, retired = [] }: LabelSchema): readonly LabelClass[] => [
  ...classes,
  ...retired.flatMap(({ was }) => was ?? []),
];
