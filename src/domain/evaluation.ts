import { type MeanOfKnown, meanOfKnown } from "./agreement/mean.ts";
import { overlapOf } from "./agreement/overlap.ts";
import { surfaceDistance } from "./agreement/surface-distance.ts";
import type { BinaryMask } from "./mask.ts";

/** How a model is asked: with the box around the accepted label, once, on its image (export-and-workflow 3.9). */
export const evaluationProtocol = "evaluate-box/1";

/** One accepted label and what the model made of its box. */
export interface EvaluationCase {
  readonly instanceUid: string;
  readonly studyUid: string;
  /** What the worklist shows of its patient. */
  readonly pseudonym: string;
  readonly classId: string;
  /** Modality of its series, and device and site where the project keeps them (`sourceName`). */
  readonly source: string;
  /** Position of its image in the series, from 1, and how many there are. */
  readonly image: number;
  readonly images: number;
  readonly dice: number;
  readonly iou: number;
  /** `hd95/1`; null where the model found nothing. */
  readonly hd95: number | null;
  readonly unit: "mm" | "px";
  /** The label began as a proposal of this very model: it agrees with itself. */
  readonly isOwn: boolean;
}

/** Means over the cases of one class or source. */
export interface EvaluationRow {
  readonly name: string;
  readonly cases: number;
  readonly dice: number;
  readonly iou: number;
  readonly hd95Mm: MeanOfKnown;
  readonly hd95Px: MeanOfKnown;
}

/** `dice/1`, `iou/1` and `hd95/1` of a model's mask against an accepted one of the same frame; `spacingMm`: of rows, of columns. */
export function scoreCase(
  truth: BinaryMask,
  found: BinaryMask,
  spacingMm: readonly [number, number] | undefined,
): Pick<EvaluationCase, "dice" | "iou" | "hd95" | "unit"> {
  const [a, b] = [
    { ...truth, slices: 1 },
    { ...found, slices: 1 },
  ];
  const overlap = overlapOf(a, b);
  const surface = surfaceDistance(a, b, spacingMm ? [spacingMm[1], spacingMm[0], 1] : null);
  return {
    dice: overlap.dice.value,
    iou: overlap.iou.value,
    hd95: surface.hd95.value,
    unit: surface.unit,
  };
}

/** Worst first: by Dice, then by the larger distance, then by ID. */
export const worstFirst = (cases: readonly EvaluationCase[]): EvaluationCase[] =>
  [...cases].sort(
    (a, b) =>
      a.dice - b.dice ||
      (b.hd95 ?? Number.MAX_VALUE) - (a.hd95 ?? Number.MAX_VALUE) ||
      (a.instanceUid < b.instanceUid ? -1 : 1),
  );

/** Means by class or by source, the lowest Dice first. Distances in mm and in pixels are never mixed. */
export function evaluationRows(
  cases: readonly EvaluationCase[],
  nameOf: (one: EvaluationCase) => string,
): EvaluationRow[] {
  const groups = new Map<string, EvaluationCase[]>();
  for (const one of cases) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  const rows = [...groups].map(([name, own]): EvaluationRow => {
    const distances = (unit: EvaluationCase["unit"]) =>
      meanOfKnown(own.filter((one) => one.unit === unit).map(({ hd95 }) => hd95));
    return {
      name,
      cases: own.length,
      dice: meanOfKnown(own.map(({ dice }) => dice)).mean ?? 0,
      iou: meanOfKnown(own.map(({ iou }) => iou)).mean ?? 0,
      hd95Mm: distances("mm"),
      hd95Px: distances("px"),
    };
  });
  return rows.sort((a, b) => a.dice - b.dice || (a.name < b.name ? -1 : 1));
}
