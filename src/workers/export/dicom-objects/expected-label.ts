import { factsAt } from "../../../domain/facts-at.ts";
import type { DatasetObject } from "../dataset.ts";
import type { LabelFacts } from "./label-facts.ts";
import { objectOf } from "./object-sources.ts";

/** What every object must say of a label, from the store alone. */
export interface Expected extends LabelFacts {
  readonly studyUid: string;
  readonly patientId: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly frame: number | null;
  readonly columns: number;
  readonly rows: number;
  readonly place: {
    readonly frameOfReferenceUid: string;
    readonly positionMm: readonly number[];
    readonly orientation: readonly number[];
    readonly spacingMm: readonly number[];
  } | null;
}

/** What the read-back compares; `facts` are those of the thing that it is of. */
export function expectedLabel(object: DatasetObject, facts: LabelFacts): Expected {
  const { image, annotation } = object;
  const { instance, series, study } = image;
  const { sopUid, frame } = objectOf(image);
  const plane = instance.planes[annotation.target.frame - 1];
  const { spacingMm } = factsAt(instance.facts, annotation.target.frame - 1);
  const frameOfReferenceUid = series.frameOfReferenceUid;
  const placed = plane && spacingMm && frameOfReferenceUid !== null && plane.space === undefined;
  return {
    ...facts,
    studyUid: annotation.target.study,
    patientId: study.patientKey,
    seriesUid: annotation.target.series,
    sopUid,
    frame,
    columns: instance.facts.columns,
    rows: instance.facts.rows,
    place: placed
      ? { frameOfReferenceUid, positionMm: plane.positionMm, orientation: plane.orientation, spacingMm }
      : null,
  };
}

/** Whether two lists of numbers are equal within `tolerance`; both may be absent. */
export function sameNumbers(
  expected: readonly number[] | undefined,
  found: readonly number[] | undefined,
  tolerance: number,
): boolean {
  if (!expected || !found) return !expected && !found;
  return (
    expected.length === found.length &&
    expected.every((value, index) => Math.abs(value - (found[index] ?? Number.NaN)) <= tolerance)
  );
}
