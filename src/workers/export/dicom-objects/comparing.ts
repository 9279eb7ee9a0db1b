import { canonicalJson } from "../../../domain/canonical-json.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";
import type { DatasetSink } from "../sink.ts";
import type { Step } from "../write-dataset.ts";
import type { LabelFacts } from "./label-facts.ts";

/** A written DICOM object as the manifest lists it: by what it says itself, when it is read back. */
export interface ObjectEntry {
  readonly format: "seg" | "rtstruct" | "sr";
  readonly file: string;
  readonly sop: string;
  readonly study: string;
  /** `instanceUid` of its labels, in the order of the object. */
  readonly instances: readonly string[];
}

/** Where each segment of the written segmentations lies, as they themselves say. */
export type Segments = ReadonlyMap<string, { readonly sopUid: string; readonly number: number }>;

/** What every comparison of written objects with the store needs. */
export interface Comparing {
  readonly dataset: Dataset;
  readonly reader: DatasetReader;
  readonly sink: DatasetSink;
  readonly list: CheckList;
  /** Told of each label. */
  readonly step: Step;
  readonly facts: (thing: DatasetThing) => LabelFacts;
  /** Lists an object that was read; `path` as the sink has it. */
  readonly note: (path: string, entry: Omit<ObjectEntry, "file">) => void;
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
