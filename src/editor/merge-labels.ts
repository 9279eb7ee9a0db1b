import type { Annotation } from "../domain/annotation.ts";
import { eraseInstance } from "../domain/mask-paint.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import { rowRuns, spansOutside } from "../domain/span-sets.ts";
import type { Act } from "./act.ts";
import { setMaskPixels } from "./clean-mask.ts";
import { type EditorCore, frameOf } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";
import { lockedSegments } from "./paint-target.ts";
import { provenanceOfPart } from "./part-of-label.ts";

/** The older first; of the same moment the lower UID (export-and-workflow 3.2). */
const byAge = (a: Annotation, b: Annotation): number =>
  a.provenance.createdAt.localeCompare(b.provenance.createdAt) || (a.instanceUid < b.instanceUid ? -1 : 1);

/** Gives pixels of a mask to a new instance of the same class and layer; null when the series has no value left. */
export function replacePixels(
  core: EditorCore,
  act: Act,
  label: Annotation,
  spans: readonly PixelSpan[],
): string | null {
  if (label.geometry.type !== "mask") return null;
  const value = core.segments.next(label.target.series);
  if (value === null) return null;
  const { layer, segmentIndex } = label.geometry;
  for (const span of spans)
    act.masks.paint(frameOf(label), layer, span, (present) => (present === segmentIndex ? value : present));
  const uid = core.newInstanceUid();
  const { objectUid: _, ...record } = label;
  const made: Annotation = {
    ...record,
    instanceUid: uid,
    geometry: { type: "mask", layer, segmentIndex: value },
    provenance: provenanceOfPart(core, label),
  };
  act.stage(uid, { kind: "annotation", id: uid, value: made });
  return uid;
}

/** Makes one label of several: the oldest keeps its instance and gets all pixels, the others go. Null: there is no room for it. */
export function mergeLabels(
  core: EditorCore,
  act: Act,
  labels: readonly Annotation[],
  { columns, rows, seriesUid }: ImageTarget,
): string | null {
  const [oldest, ...others] = labels.toSorted(byAge);
  if (!oldest) return null;
  const spansOf = (label: Annotation) => labelSpans(core.tiles, label, columns, rows) ?? [];
  const own = oldest.geometry.type === "mask" ? spansOf(oldest) : [];
  const all = labels.flatMap(spansOf);
  const provenance = {
    ...oldest.provenance,
    derivedFrom: [...new Set([...oldest.provenance.derivedFrom, ...others.map((one) => one.instanceUid)])],
  };
  for (const label of others) {
    const { geometry, instanceUid } = label;
    if (geometry.type === "mask")
      eraseInstance(act.masks, frameOf(label), geometry.layer, geometry.segmentIndex, spansOf(label));
    act.stage(instanceUid, undefined);
  }
  let geometry = oldest.geometry;
  if (geometry.type !== "mask") {
    const segmentIndex = core.segments.next(seriesUid);
    if (segmentIndex === null) return null;
    geometry = { type: "mask", layer: 0, segmentIndex };
  }
  const value: Annotation = { ...oldest, geometry, provenance };
  act.stage(oldest.instanceUid, { kind: "annotation", id: oldest.instanceUid, value });
  const added = spansOutside(all, rowRuns(own));
  const isLocked = lockedSegments(core, seriesUid);
  return setMaskPixels(core, act, value, own, [...own, ...added], isLocked) ? oldest.instanceUid : null;
}
