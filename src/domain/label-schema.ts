/** A coded concept, PS3.3 8.8. */
export interface Code {
  readonly scheme: string;
  readonly value: string;
  readonly meaning: string;
}

export type GeometryKind = "mask" | "polygon" | "box";

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
}

/** `overread-label-schema/1` (export-and-workflow 3.1). */
export interface LabelSchema {
  readonly schema: "overread-label-schema/1";
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly classes: readonly LabelClass[];
}
