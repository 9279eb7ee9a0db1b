import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { FrameRef, SeriesWarning } from "../../domain/study.ts";
import {
  alongNormalMm,
  normalOf,
  type StackGeometry,
  sameOrientation,
  stackGeometryOf,
} from "./series-geometry.ts";

/** What the builder needs of an instance; the domain's `Instance` is one. */
export interface SeriesInstance {
  readonly sopUid: string;
  readonly instanceNumber: number | null;
  readonly facts: Pick<ImageFacts, "columns" | "rows" | "frames" | "lossy">;
  readonly planes: readonly PlaneFacts[];
  /** Echo or time of each frame, or one for all: see `stack-keys.ts`. */
  readonly stacks?: readonly string[];
}

/** Frames of one size, orientation and echo or time, next to each other in the series: `start` counts in its frames. */
export interface SeriesPart extends StackGeometry {
  readonly start: number;
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
}

/** A series in display order: the largest part first, each part sorted along its normal. */
export interface BuiltSeries {
  readonly frames: readonly FrameRef[];
  readonly columns: number;
  readonly rows: number;
  readonly warnings: readonly SeriesWarning[];
  readonly parts: readonly SeriesPart[];
}

interface Entry {
  readonly ref: FrameRef;
  readonly columns: number;
  readonly rows: number;
  readonly number: number;
  readonly stack: string;
}

function entriesOf(instance: SeriesInstance): Entry[] {
  const { facts, planes, stacks = [] } = instance;
  return Array.from({ length: facts.frames }, (_, frameIndex) => {
    const plane = planes[frameIndex];
    return {
      ref: { sopUid: instance.sopUid, frameIndex, ...(plane ? { plane } : {}) },
      columns: facts.columns,
      rows: facts.rows,
      number: instance.instanceNumber ?? Number.MAX_SAFE_INTEGER,
      stack: stacks[frameIndex] ?? stacks[0] ?? "",
    };
  });
}

function belongs(entry: Entry, part: readonly Entry[]): boolean {
  const first = part[0];
  if (!first || first.columns !== entry.columns || first.rows !== entry.rows) return false;
  if (first.stack !== entry.stack) return false;
  const [a, b] = [first.ref.plane, entry.ref.plane];
  return a && b ? sameOrientation(a, b) : a === b;
}

const byNumber = (a: Entry, b: Entry) =>
  a.number - b.number ||
  (a.ref.sopUid < b.ref.sopUid ? -1 : a.ref.sopUid > b.ref.sopUid ? 1 : 0) ||
  a.ref.frameIndex - b.ref.frameIndex;

function sorted(part: readonly Entry[]): Entry[] {
  const plane = part[0]?.ref.plane;
  if (!plane) return [...part].sort(byNumber);
  const normal = normalOf(plane);
  return part
    .map((entry) => {
      const own = entry.ref.plane;
      return own ? { ...entry, ref: { ...entry.ref, alongNormalMm: alongNormalMm(own, normal) } } : entry;
    })
    .sort((a, b) => {
      const apart = (a.ref.alongNormalMm ?? 0) - (b.ref.alongNormalMm ?? 0);
      return Math.abs(apart) > 0.001 ? apart : byNumber(a, b);
    });
}

/**
 * Puts the frames of one series in display order: split by size, orientation (1e-4) and echo or time; sorted by position
 * along the normal, by instance number where there is no position; every irregularity named (wasm spec 3.1).
 */
export function buildSeries(instances: readonly SeriesInstance[]): BuiltSeries {
  const parts: Entry[][] = [];
  for (const entry of instances.flatMap(entriesOf)) {
    const home = parts.find((part) => belongs(entry, part));
    if (home) home.push(entry);
    else parts.push([entry]);
  }
  const ordered = parts.map(sorted).sort((a, b) => b.length - a.length);
  const warnings = new Set<SeriesWarning>();
  const built: SeriesPart[] = [];
  let start = 0;
  for (const part of ordered) {
    const planes = part.flatMap((entry) => entry.ref.plane ?? []);
    const geometry = stackGeometryOf(planes);
    for (const warning of geometry.warnings) warnings.add(warning);
    const { columns = 0, rows = 0 } = part[0] ?? {};
    built.push({ ...geometry, start, count: part.length, columns, rows });
    start += part.length;
  }
  const entries = ordered.flat();
  const sizes = new Set(entries.map((entry) => `${entry.columns}x${entry.rows}`));
  if (sizes.size > 1) warnings.add("mixed-size");
  const oriented = entries.flatMap((entry) => entry.ref.plane ?? []);
  const first = oriented[0];
  if (first && oriented.some((plane) => !sameOrientation(first, plane))) warnings.add("mixed-orientation");
  if (instances.length > 1 && oriented.length < entries.length) warnings.add("no-position");
  if (instances.some((instance) => instance.facts.lossy)) warnings.add("lossy");
  return {
    frames: entries.map((entry) => entry.ref),
    columns: built[0]?.columns ?? 0,
    rows: built[0]?.rows ?? 0,
    warnings: [...warnings],
    parts: built,
  };
}
