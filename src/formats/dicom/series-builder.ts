import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { PartName, SeriesPart, SeriesWarning } from "../../domain/series-part.ts";
import type { FrameRef } from "../../domain/study.ts";
import { byNumber, type SeriesEntry } from "./series-entry.ts";
import { normalOf, sameOrientation, stackGeometryOf } from "./series-geometry.ts";
import { isSequence, type Stack, splitStacks } from "./split-stack.ts";
import { stackValues } from "./stack-dimensions.ts";

/** What the builder needs of an instance; the domain's `Instance` is one. */
export interface SeriesInstance {
  readonly sopUid: string;
  readonly instanceNumber: number | null;
  readonly facts: Pick<ImageFacts, "columns" | "rows" | "frames" | "lossy" | "leftOutPages">;
  readonly planes: readonly PlaneFacts[];
  /** Time, echo, flavour … of each frame, or one for all: see `stack-keys.ts`. */
  readonly stacks?: readonly string[];
}

/** A series in display order: the largest group first, in it the stacks in the order of what parts them. */
export interface BuiltSeries {
  readonly frames: readonly FrameRef[];
  readonly columns: number;
  readonly rows: number;
  readonly warnings: readonly SeriesWarning[];
  readonly parts: readonly SeriesPart[];
}

function entriesOf(instance: SeriesInstance): SeriesEntry[] {
  const { facts, planes, stacks = [] } = instance;
  const shared = stackValues(stacks[0] ?? "");
  return Array.from({ length: facts.frames }, (_, frameIndex) => {
    const plane = planes[frameIndex];
    const own = stacks.length > 1 ? stacks[frameIndex] : undefined;
    return {
      ref: { sopUid: instance.sopUid, frameIndex, ...(plane ? { plane } : {}) },
      columns: facts.columns,
      rows: facts.rows,
      number: instance.instanceNumber ?? Number.MAX_SAFE_INTEGER,
      values: own === undefined ? shared : stackValues(own),
    };
  });
}

/** Frames of one size. */
function bySize(entries: readonly SeriesEntry[]): SeriesEntry[][] {
  const sizes = new Map<string, SeriesEntry[]>();
  for (const entry of entries) {
    const key = `${entry.columns}×${entry.rows}`;
    const group = sizes.get(key);
    if (group) group.push(entry);
    else sizes.set(key, [entry]);
  }
  return [...sizes.values()];
}

/** Frames of one direction. Views around a patient have one each: they stay one stack, in the order of their numbers. */
function byOrientation(entries: readonly SeriesEntry[]): SeriesEntry[][] {
  const groups: SeriesEntry[][] = [];
  for (const entry of entries) {
    const home = groups.find(([first]) => {
      const [a, b] = [first?.ref.plane, entry.ref.plane];
      return a && b ? sameOrientation(a, b) : a === b;
    });
    if (home) home.push(entry);
    else groups.push([entry]);
  }
  const turning = groups.length > 2 && groups.every((group) => group.length === 1);
  return turning ? [[...entries].sort(byNumber)] : groups;
}

const planesNames = ["sagittal", "coronal", "axial"] as const;

/** The plane of the body that a direction is nearest to; in a space of its own none. */
function orientationName(entry: SeriesEntry | undefined): string {
  const plane = entry?.ref.plane;
  if (!plane || plane.space) return "";
  const normal = normalOf(plane).map(Math.abs);
  const most = Math.max(...normal);
  return most > 0.8 ? (planesNames[normal.indexOf(most)] ?? "") : "oblique";
}

/** Names by what the groups differ in: direction, size. */
function groupNames(groups: readonly (readonly SeriesEntry[])[], at: number): PartName[] {
  const [first] = groups[at] ?? [];
  if (!first || groups.length < 2) return [];
  const sizes = new Set(groups.map(([entry]) => `${entry?.columns} × ${entry?.rows}`));
  const names: PartName[] = [];
  const orientations = groups.map(([entry]) => orientationName(entry));
  const mine = orientations[at] ?? "";
  const alike = orientations.filter((name) => name === mine).length;
  const index = orientations.slice(0, at + 1).filter((name) => name === mine).length;
  const turned = groups.some(([other]) => !isSameDirection(first, other));
  if (turned) names.push({ dimension: "orientation", value: mine, index, of: alike });
  if (sizes.size > 1)
    names.push({ dimension: "size", value: `${first.columns} × ${first.rows}`, index: 1, of: 1 });
  return names;
}

function isSameDirection(a: SeriesEntry, b: SeriesEntry | undefined): boolean {
  const [one, other] = [a.ref.plane, b?.ref.plane];
  return one && other ? sameOrientation(one, other) : one === other;
}

/** Instances of one UID are one object twice: only the first is taken. */
function distinct(instances: readonly SeriesInstance[], warnings: Set<SeriesWarning>): SeriesInstance[] {
  const known = new Map<string, SeriesInstance>();
  for (const instance of instances) {
    if (known.has(instance.sopUid)) warnings.add("duplicate-uid");
    else known.set(instance.sopUid, instance);
  }
  return [...known.values()];
}

function geometryOf({ entries }: Stack) {
  const planes = entries.flatMap((entry) => entry.ref.plane ?? []);
  const [first] = planes;
  const oneDirection = first && planes.every((plane) => sameOrientation(first, plane));
  const geometry = stackGeometryOf(oneDirection ? planes : []);
  if (!isSequence(entries)) return geometry;
  return { ...geometry, warnings: geometry.warnings.filter((warning) => warning !== "duplicate-position") };
}

/**
 * Puts the frames of one series in display order: split by size, orientation (1e-4) and what sets frames of one place apart; each
 * stack sorted by position along its normal, by number where there is no position; every irregularity named (wasm spec 3.1).
 */
export function buildSeries(given: readonly SeriesInstance[]): BuiltSeries {
  const warnings = new Set<SeriesWarning>();
  const instances = distinct(given, warnings);
  const all = instances.flatMap(entriesOf);
  const groups = bySize(all)
    .flatMap(byOrientation)
    .sort((a, b) => b.length - a.length);
  const parts: SeriesPart[] = [];
  const entries: SeriesEntry[] = [];
  for (const [at, group] of groups.entries()) {
    for (const stack of splitStacks(group)) {
      const names = [...groupNames(groups, at), ...stack.names];
      const { columns = 0, rows = 0 } = stack.entries[0] ?? {};
      const geometry = geometryOf(stack);
      for (const warning of geometry.warnings) warnings.add(warning);
      if (names.some(({ dimension }) => dimension === "acquisition")) warnings.add("two-acquisitions");
      if (names.some(({ dimension }) => dimension === "localizer")) warnings.add("localizer");
      parts.push({ start: entries.length, count: stack.entries.length, columns, rows, names, ...geometry });
      entries.push(...stack.entries);
    }
  }
  const oriented = entries.flatMap((entry) => entry.ref.plane ?? []);
  const [first] = oriented;
  if (new Set(groups.map(([entry]) => `${entry?.columns}x${entry?.rows}`)).size > 1)
    warnings.add("mixed-size");
  if (first && oriented.some((plane) => !sameOrientation(first, plane))) warnings.add("mixed-orientation");
  if (instances.length > 1 && oriented.length < entries.length) warnings.add("no-position");
  if (instances.some((instance) => instance.facts.lossy)) warnings.add("lossy");
  if (instances.some((instance) => instance.facts.leftOutPages)) warnings.add("pages-left-out");
  return {
    frames: entries.map((entry) => entry.ref),
    columns: parts[0]?.columns ?? 0,
    rows: parts[0]?.rows ?? 0,
    warnings: [...warnings],
    parts,
  };
}
