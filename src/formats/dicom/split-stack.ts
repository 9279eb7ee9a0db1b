import type { PartName } from "../../domain/series-part.ts";
import { byNumber, type SeriesEntry } from "./series-entry.ts";
import { alongNormalMm, normalOf, samePlaceMm, stackGeometryOf } from "./series-geometry.ts";
import { byValue, type StackDimension, stackDimensions } from "./stack-dimensions.ts";

/** Frames that belong together, in display order. */
export interface Stack {
  readonly entries: readonly SeriesEntry[];
  readonly names: readonly PartName[];
}

/** Frames by place along the normal, first place first; frames of one place by number. One place when none has a plane. */
function placesOf(entries: readonly SeriesEntry[]): SeriesEntry[][] {
  const [first] = entries;
  const plane = first?.ref.plane;
  if (!plane) return [[...entries].sort(byNumber)];
  const normal = normalOf(plane);
  const measured = entries.map((entry) => {
    const alongMm = entry.ref.plane ? alongNormalMm(entry.ref.plane, normal) : 0;
    return { alongMm, entry: { ...entry, ref: { ...entry.ref, alongNormalMm: alongMm } } };
  });
  const onePlace = samePlaceMm(measured.map(({ alongMm }) => alongMm));
  measured.sort((a, b) => a.alongMm - b.alongMm);
  const places: SeriesEntry[][] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const { alongMm, entry } of measured) {
    if (alongMm - start > onePlace) {
      start = alongMm;
      places.push([entry]);
    } else places.at(-1)?.push(entry);
  }
  for (const place of places) place.sort(byNumber);
  return places;
}

const doubles = (entries: readonly SeriesEntry[]) => entries.length - placesOf(entries).length;

function isIrregular(entries: readonly SeriesEntry[]): boolean {
  const { warnings } = stackGeometryOf(placesOf(entries).flatMap((place) => place[0]?.ref.plane ?? []));
  return warnings.includes("gap") || warnings.includes("uneven-spacing");
}

/** Groups by the value of a dimension, in its order. */
function byDimension(entries: readonly SeriesEntry[], key: string): (readonly [string, SeriesEntry[]])[] {
  const groups = new Map<string, SeriesEntry[]>();
  for (const entry of entries) {
    const value = entry.values.get(key) ?? "";
    const group = groups.get(value);
    if (group) group.push(entry);
    else groups.set(value, [entry]);
  }
  return [...groups].sort(([a], [b]) => byValue(a, b));
}

/** Trigger times differ a little from place to place: where each place has as many, their order is what counts. */
function byRank(entries: readonly SeriesEntry[], key: string): (readonly [string, SeriesEntry[]])[] {
  const places = placesOf(entries);
  const count = places[0]?.length ?? 0;
  const told = places.every(
    (place) =>
      place.length === count && new Set(place.map(({ values }) => values.get(key) ?? "")).size === count,
  );
  if (count < 2 || places.length < 2 || !told) return [];
  const ranked = places.map((place) =>
    [...place].sort((a, b) => byValue(a.values.get(key) ?? "", b.values.get(key) ?? "")),
  );
  return Array.from({ length: count }, (_, rank) => ["", ranked.flatMap((place) => place[rank] ?? [])]);
}

/** The groups that a dimension makes of a stack, or none when it does not part it. */
function groupsBy(entries: readonly SeriesEntry[], dimension: StackDimension) {
  const { key, role, always = false, placeless = false } = dimension;
  const groups = byDimension(entries, key);
  if (groups.length < 2) return [];
  // A value that almost every frame has for itself numbers the frames; it does not group them.
  const groupsThem = groups.length * 2 <= entries.length || key === "loc";
  if (!entries[0]?.ref.plane) return placeless && groupsThem ? groups : [];
  const before = doubles(entries);
  if (before === entries.length - 1) {
    // One place only: what follows each other there is scrolled through.
    return role === "kind" && groupsThem && always ? groups : [];
  }
  if (groupsThem && always) return groups;
  const after = groups.reduce((sum, [, group]) => sum + doubles(group), 0);
  if (groupsThem && before > 0 && after < before) return groups;
  if (before > 0 && role === "order") return byRank(entries, key);
  const mends =
    groupsThem &&
    before === 0 &&
    isIrregular(entries) &&
    groups.every(([, group]) => group.length > 1 && !isIrregular(group));
  return mends ? groups : [];
}

/** Frames of one place in the order of whatever tells them apart, then by number. */
function scrolled(entries: readonly SeriesEntry[]): SeriesEntry[] {
  const keys = stackDimensions.filter(({ role }) => role === "order").map(({ key }) => key);
  const kinds = stackDimensions.filter(({ role }) => role === "kind").map(({ key }) => key);
  return [...entries].sort((a, b) => {
    for (const key of [...kinds, ...keys]) {
      const order = byValue(a.values.get(key) ?? "", b.values.get(key) ?? "");
      if (order !== 0) return order;
    }
    return byNumber(a, b);
  });
}

/** Whether frames of one place are told apart by something, or are of one object: then they are a sequence, not copies. */
export function isSequence(entries: readonly SeriesEntry[]): boolean {
  if (entries.length < 2 || placesOf(entries).length > 1) return false;
  const told = entries.map(({ values }) => stackDimensions.map(({ key }) => values.get(key) ?? "").join(";"));
  return new Set(told).size > 1 || new Set(entries.map(({ ref }) => ref.sopUid)).size === 1;
}

/** Splits frames of one size and direction into stacks: by what sets frames of one place apart (wasm spec 3.1). */
export function splitStacks(entries: readonly SeriesEntry[]): Stack[] {
  let stacks: Stack[] = [{ entries, names: [] }];
  for (const dimension of stackDimensions) {
    stacks = stacks.flatMap((stack) => {
      const groups = groupsBy(stack.entries, dimension);
      if (groups.length === 0) return [stack];
      return groups.map(([value, own], index) => ({
        entries: own,
        names: [
          ...stack.names,
          { dimension: dimension.dimension, value, index: index + 1, of: groups.length },
        ],
      }));
    });
  }
  return stacks.map(({ entries: own, names }) => {
    const placed = placesOf(own).flat();
    return { names, entries: own[0]?.ref.plane && isSequence(own) ? scrolled(placed) : placed };
  });
}
