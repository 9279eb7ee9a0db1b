import type { AgreementRow, Measure } from "./compare-readers.ts";

/** Below this mean Dice of a pair of readers a study is named in the vetting (export-and-workflow 3.9). */
export const lowDice = 0.7;

/** What readers of one study agree on: the rows of `compareReaders`, and who the positions are. */
export interface StudyAgreement {
  readonly study: string;
  readonly readers: readonly string[];
  readonly rows: readonly AgreementRow[];
}

/** Two or more readers over all the studies that they have in common. */
export interface PairAgreement {
  /** Pseudonymous ids, in their order. */
  readonly readers: readonly string[];
  /** A question of the schema; null: what they drew. */
  readonly field: string | null;
  readonly studies: number;
  /** Means over all things or subjects of all studies. */
  readonly measures: readonly Measure[];
  /** Studies on which they share a mean Dice below `lowDice`, or no thing although one of them drew some. */
  readonly low: readonly string[];
}

const isLow = (measures: readonly Measure[]): boolean => {
  const of = (id: string) => measures.find((measure) => measure.id === id);
  const [dice, match] = [of("dice/1"), of("match/1")];
  if (dice && dice.value !== null) return dice.value < lowDice;
  return match !== undefined && match.over > 0 && match.value === 0;
};

/** Millimetres and pixels are never one mean; each measure counts by what it is over. */
function pooled(rows: readonly (readonly Measure[])[]): Measure[] {
  const all = new Map<
    string,
    { readonly id: string; readonly unit: Measure["unit"]; sum: number; over: number }
  >();
  for (const { id, unit, value, over } of rows.flat()) {
    const key = `${id} ${unit}`;
    const sum = all.get(key) ?? { id, unit, sum: 0, over: 0 };
    all.set(key, sum);
    if (value === null) continue;
    sum.sum += value * over;
    sum.over += over;
  }
  return [...all.values()].map(({ id, unit, sum, over }) => ({
    id,
    unit,
    value: over > 0 ? sum / over : null,
    over,
  }));
}

/** How far each pair of readers agrees on what they drew, over all studies that both read; in the order of their ids. */
export function poolAgreement(studies: readonly StudyAgreement[]): PairAgreement[] {
  const pairs = new Map<string, { readonly study: string; readonly measures: readonly Measure[] }[]>();
  for (const { study, readers, rows } of studies)
    for (const row of rows) {
      if (row.field !== null) continue;
      const key = row.readers
        .map((at) => readers[at] ?? "")
        .sort()
        .join("\n");
      pairs.set(key, [...(pairs.get(key) ?? []), { study, measures: row.measures }]);
    }
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, list]) => ({
      readers: key.split("\n"),
      field: null,
      studies: list.length,
      measures: pooled(list.map(({ measures }) => measures)),
      low: list
        .filter(({ measures }) => isLow(measures))
        .map(({ study }) => study)
        .sort(),
    }));
}
