import { canonicalJson } from "../../../domain/canonical-json.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";
import type { DatasetSink } from "../sink.ts";
import type { LabelFacts } from "./label-facts.ts";

/** What every comparison of written objects with the store needs. */
export interface Comparing {
  readonly dataset: Dataset;
  readonly reader: DatasetReader;
  readonly sink: DatasetSink;
  readonly list: CheckList;
  readonly facts: (thing: DatasetThing) => LabelFacts;
}

/** The first thing that differs, in words; null where nothing does. */
export type Wrong = readonly [expected: string, found: string] | null;

/** A value as a difference shows it. */
export const shown = (value: unknown): string => canonicalJson(value ?? null);

/** The first of named pairs whose sides are not equal. */
export function firstWrong(
  pairs: readonly (readonly [name: string, expected: unknown, found: unknown])[],
): Wrong {
  const wrong = pairs.find(([, expected, found]) => shown(expected) !== shown(found));
  return wrong ? [`${wrong[0]} ${shown(wrong[1])}`, shown(wrong[2])] : null;
}
