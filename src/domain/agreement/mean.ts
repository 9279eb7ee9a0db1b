/** A mean over what has a value. Nulls are skipped and counted: a metric without a value is no zero (export-and-workflow 3.4). */
export interface MeanOfKnown {
  readonly mean: number | null;
  readonly used: number;
  readonly skipped: number;
}

/** The mean of the values that there are; null where there is none. */
export function meanOfKnown(values: Iterable<number | null>): MeanOfKnown {
  let [sum, used, skipped] = [0, 0, 0];
  for (const value of values) {
    if (value === null) skipped++;
    else {
      sum += value;
      used++;
    }
  }
  return { mean: used > 0 ? sum / used : null, used, skipped };
}
