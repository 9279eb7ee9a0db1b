import type { VoxelMask, VoxelSpacing } from "../agreement/voxel-mask.ts";
import { type Annotation, objectOf } from "../annotation.ts";
import { spansArea } from "../mask-instance.ts";
import { makeMaskTiles } from "../mask-tiles.ts";
import type { PixelSpan } from "../rasterize.ts";
import { rowRuns, spansInside } from "../span-sets.ts";
import { spansOfLabel } from "./compare-labels.ts";
import type { StudyVersion } from "./study-version.ts";

/** The frames of a series in the order of display, and what its voxels measure. */
export interface SeriesFrames {
  readonly seriesUid: string;
  readonly columns: number;
  readonly rows: number;
  /** `frame` from 1. */
  readonly frames: readonly { readonly sop: string; readonly frame: number }[];
  /** Across, down, through; through is not looked at for what lies on one frame. */
  readonly spacingMm: readonly [number, number, number | null] | null;
}

/** What one reader says is one thing in space. */
export interface ReaderThing {
  /** Position of the reader among the versions. */
  readonly reader: number;
  readonly object: string;
  readonly classId: string;
  readonly series: string;
  readonly labels: readonly Annotation[];
  /** Pixels by position in the series; null for points and lines. */
  readonly slices: ReadonlyMap<number, readonly PixelSpan[]> | null;
}

/** All things of all readers; labels on images that are not in `series` are left out. */
export function readerThings(
  versions: readonly StudyVersion[],
  series: readonly SeriesFrames[],
): ReaderThing[] {
  const places = new Map<string, { readonly series: SeriesFrames; readonly slice: number }>();
  for (const one of series)
    for (const [slice, { sop, frame }] of one.frames.entries())
      places.set(`${sop} ${frame}`, { series: one, slice });
  return versions.flatMap((version, reader) => {
    const tiles = makeMaskTiles(version.tiles);
    const things = new Map<string, Annotation[]>();
    for (const label of version.annotations)
      if (places.has(`${label.target.sop} ${label.target.frame}`))
        things.set(objectOf(label), [...(things.get(objectOf(label)) ?? []), label]);
    return [...things].map(([object, labels]): ReaderThing => {
      const slices = new Map<number, readonly PixelSpan[]>();
      let area = true;
      for (const label of labels) {
        const place = places.get(`${label.target.sop} ${label.target.frame}`);
        const spans = place && spansOfLabel(label, tiles, () => place.series);
        if (place && spans) slices.set(place.slice, spans);
        else area = false;
      }
      const { classId, target } = labels[0] as Annotation;
      return { reader, object, classId, series: target.series, labels, slices: area ? slices : null };
    });
  });
}

/** `iou/1` of two things over all images that either lies on; 0 where one has no area or they lie in two series. */
export function thingIou(a: ReaderThing, b: ReaderThing): number {
  if (a.series !== b.series || !a.slices || !b.slices) return 0;
  let [sum, both] = [0, 0];
  for (const spans of [...a.slices.values(), ...b.slices.values()]) sum += spansArea(spans);
  for (const [slice, spans] of a.slices)
    both += spansArea(spansInside(spans, rowRuns(b.slices.get(slice) ?? [])));
  return sum === 0 ? 1 : both / (sum - both);
}

/** A part of a series' grid: voxels, where they begin, and what they measure. */
export interface ThingGrid {
  readonly masks: readonly VoxelMask[];
  readonly from: readonly [column: number, row: number, slice: number];
  readonly spacing: VoxelSpacing;
}

/** Voxels around a thing that belong to its region in `staple/1`. */
const margin = 10;

/**
 * Several readers' masks of one thing on one grid: the box around them all, grown by ten voxels along each axis of more than one, clipped,
 * which is the region of `staple/1`; metrics of surfaces do not depend on it. A reader without it has an empty mask. What lies on one
 * image alone is a plane.
 */
export function thingGrid(
  members: readonly (ReaderThing | null)[],
  { columns, rows, frames, spacingMm }: SeriesFrames,
): ThingGrid | null {
  const parts = members.map((thing) => thing?.slices ?? new Map<number, readonly PixelSpan[]>());
  const low = [columns, rows, frames.length];
  const high = [-1, -1, -1];
  for (const part of parts)
    for (const [slice, spans] of part)
      for (const [row, start, end] of spans)
        for (const [axis, first, last] of [
          [0, start, end - 1],
          [1, row, row],
          [2, slice, slice],
        ] as const) {
          low[axis] = Math.min(low[axis] ?? 0, first);
          high[axis] = Math.max(high[axis] ?? 0, last);
        }
  if ((high[0] ?? -1) < 0) return null;
  const planar = low[2] === high[2];
  const sizes = [columns, rows, frames.length];
  const grow = (axis: number) => (planar && axis === 2 ? 0 : margin);
  const from = low.map((value, axis) => Math.max(0, value - grow(axis)));
  const to = high.map((value, axis) => Math.min((sizes[axis] ?? 1) - 1, value + grow(axis)));
  const [x0 = 0, y0 = 0, z0 = 0] = from;
  const [w = 1, h = 1, d = 1] = to.map((value, axis) => value - (from[axis] ?? 0) + 1);
  const masks = parts.map((part): VoxelMask => {
    const bits = new Uint8Array(w * h * d);
    for (const [slice, spans] of part)
      for (const [row, start, end] of spans) {
        const at = ((slice - z0) * h + row - y0) * w - x0;
        bits.fill(1, at + start, at + end);
      }
    return { columns: w, rows: h, slices: d, bits };
  });
  const through = planar ? 1 : (spacingMm?.[2] ?? null);
  const spacing: VoxelSpacing = spacingMm && through !== null ? [spacingMm[0], spacingMm[1], through] : null;
  return { masks, from: [x0, y0, z0], spacing };
}

/** Pixels of a mask on such a grid, by position in the series. */
export function gridSlices(
  { columns, rows, slices, bits }: VoxelMask,
  [x0, y0, z0]: ThingGrid["from"],
): Map<number, PixelSpan[]> {
  const found = new Map<number, PixelSpan[]>();
  for (let z = 0; z < slices; z++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const row = (z * rows + y) * columns;
        if (!bits[row + x]) continue;
        const start = x;
        while (x < columns && bits[row + x]) x++;
        const spans = found.get(z0 + z) ?? [];
        spans.push([y0 + y, x0 + start, x0 + x]);
        found.set(z0 + z, spans);
      }
  return found;
}
