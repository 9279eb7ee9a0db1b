import { type Annotation, objectOf } from "../annotation.ts";
import { canonicalJson } from "../canonical-json.ts";
import { instanceSpans, spansArea } from "../mask-instance.ts";
import { orderedSpans } from "../mask-spans.ts";
import type { MaskTiles } from "../mask-tiles.ts";
import { geometrySpans, type PixelSpan } from "../rasterize.ts";
import { rowRuns, spansInside } from "../span-sets.ts";

/** Mask tiles to read only. */
export type ReadTiles = Pick<MaskTiles, "get" | "keysOfFrame">;

/** Labels of a study with the pixels of their masks. */
export interface LabelSet {
  readonly annotations: readonly Annotation[];
  readonly tiles: ReadTiles;
}

/** Size of a frame in pixels. */
export type SizeOf = (sop: string) => { readonly columns: number; readonly rows: number };

/** What became of one thing from one version to another. */
export interface ObjectChange {
  readonly object: string;
  readonly change: "added" | "removed" | "changed" | "same";
  /** Of the later version; for what was removed, of the earlier. */
  readonly labels: readonly Annotation[];
  readonly before: readonly Annotation[];
  readonly classChanged: boolean;
  readonly attributesChanged: boolean;
  /** `dice/1` over all its images; null for points and lines, and where one side is not there. */
  readonly dice: number | null;
}

/** Pixels of a label as runs in order; null for points and lines. */
export function spansOfLabel(label: Annotation, tiles: ReadTiles, sizeOf: SizeOf): PixelSpan[] | null {
  const { geometry, target } = label;
  if (geometry.type === "mask") {
    const frame = { seriesUid: target.series, sopUid: target.sop, frameIndex: target.frame - 1 };
    return orderedSpans(instanceSpans(tiles, frame, geometry.layer, geometry.segmentIndex));
  }
  const { columns, rows } = sizeOf(target.sop);
  const spans = geometrySpans(geometry, columns, rows);
  return spans && orderedSpans(spans);
}

const frameText = ({ target }: Annotation): string => `${target.sop} ${target.frame}`;

/** `dice/1` of two things over all frames that either lies on; null where one has no area by nature. */
export function objectDice(
  a: readonly Annotation[],
  tilesA: ReadTiles,
  b: readonly Annotation[],
  tilesB: ReadTiles,
  sizeOf: SizeOf,
): number | null {
  const areas = (labels: readonly Annotation[], tiles: ReadTiles) =>
    labels.map((label) => [frameText(label), spansOfLabel(label, tiles, sizeOf)] as const);
  const [listA, listB] = [areas(a, tilesA), areas(b, tilesB)];
  let [sum, both] = [0, 0];
  for (const [, spans] of [...listA, ...listB]) {
    if (!spans) return null;
    sum += spansArea(spans);
  }
  for (const [frame, spans] of listA)
    for (const [other, set] of listB)
      if (frame === other && spans && set) both += spansArea(spansInside(spans, rowRuns(set)));
  return sum === 0 ? 1 : (2 * both) / sum;
}

function byObject(annotations: readonly Annotation[]): Map<string, Annotation[]> {
  const things = new Map<string, Annotation[]>();
  for (const label of annotations)
    things.set(objectOf(label), [...(things.get(objectOf(label)) ?? []), label]);
  return things;
}

/** Places and outlines of shapes; where their mask lies in memory says nothing. */
const shapeText = (labels: readonly Annotation[]): string =>
  canonicalJson(
    labels
      .map(
        ({ geometry, target }) =>
          [target.sop, target.frame, geometry.type === "mask" ? "mask" : geometry] as const,
      )
      .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)),
  );

/** What was added, removed and changed from one version of a study to another, thing by thing, in the order of the later one. */
export function compareLabels(before: LabelSet, after: LabelSet, sizeOf: SizeOf): ObjectChange[] {
  const [old, now] = [byObject(before.annotations), byObject(after.annotations)];
  const changes: ObjectChange[] = [];
  for (const [object, labels] of now) {
    const was = old.get(object);
    if (!was) {
      const none = { before: [], classChanged: false, attributesChanged: false, dice: null };
      changes.push({ object, change: "added", labels, ...none });
      continue;
    }
    const dice = objectDice(was, before.tiles, labels, after.tiles, sizeOf);
    const classChanged = was[0]?.classId !== labels[0]?.classId;
    const attributesChanged =
      canonicalJson(was[0]?.attributes ?? {}) !== canonicalJson(labels[0]?.attributes ?? {});
    const moved = shapeText(was) !== shapeText(labels) || (dice !== null && dice < 1);
    const change = classChanged || attributesChanged || moved ? "changed" : "same";
    changes.push({ object, change, labels, before: was, classChanged, attributesChanged, dice });
  }
  for (const [object, was] of old)
    if (!now.has(object)) {
      const none = { classChanged: false, attributesChanged: false, dice: null };
      changes.push({ object, change: "removed", labels: was, before: was, ...none });
    }
  return changes;
}
