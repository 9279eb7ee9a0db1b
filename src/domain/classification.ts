import type { Provenance } from "./annotation.ts";
import type { FieldScope, FieldValue } from "./label-field.ts";

/** What a classification is about: as much of it as its scope needs. `object`: the `objectUid` of a thing in space. */
export interface ClassificationTarget {
  readonly study: string;
  readonly series?: string;
  readonly sop?: string;
  /** From 1. */
  readonly frame?: number;
  readonly object?: string;
}

/** An answer about a study, a series, an image, a frame or a thing, as a record of its own (export-and-workflow 3.2). */
export interface Classification {
  readonly v: 1;
  /** `2.25.<decimal of a UUIDv4>`. */
  readonly recordUid: string;
  readonly scope: FieldScope;
  readonly target: ClassificationTarget;
  readonly field: string;
  readonly schemaVersion: number;
  readonly value: FieldValue;
  readonly provenance: Provenance;
}

/** Whether two targets are the same place. */
export const sameTarget = (a: ClassificationTarget, b: ClassificationTarget): boolean =>
  a.study === b.study &&
  a.series === b.series &&
  a.sop === b.sop &&
  a.frame === b.frame &&
  a.object === b.object;
