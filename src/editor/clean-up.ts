import { type Annotation, type Geometry, objectOf } from "../domain/annotation.ts";
import { simplifyRing } from "../domain/geometry-simplify.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import { splitParts } from "../domain/region/clean.ts";
import { maskBoxSpans } from "../domain/region/mask-box.ts";
import { isOuter, maskOutlines } from "../domain/region/outline.ts";
import { rowRuns, spansInside, spansOutside } from "../domain/span-sets.ts";
import type { Act } from "./act.ts";
import { chosenLabels } from "./chosen-labels.ts";
import { boxWithin, cleanedSpans, setMaskPixels } from "./clean-mask.ts";
import type { CleanCommands } from "./clean-types.ts";
import type { EditorCore } from "./core.ts";
import { fixShape } from "./fix-shape.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";
import { mergeLabels, replacePixels } from "./merge-labels.ts";
import { lockedSegments } from "./paint-target.ts";
import type { ToolOptions } from "./tool-types.ts";

/** Pixels of a kept outline may lie this far from the drawn one (as freehand does). */
const tolerancePx = 0.5;

/** The clean-up commands that make other pixels, or another shape. */
export function makeCleanUp(core: EditorCore, options: () => ToolOptions): CleanCommands {
  const { store, tiles } = core;

  const pixelsOf = (label: Annotation, { columns, rows }: ImageTarget) =>
    labelSpans(tiles, label, columns, rows) ?? [];
  const refuse = (act: Act, why: "layers-full" | "too-large") => {
    core.say(why);
    core.bail(act);
  };
  /** Commits what was done, or takes it back. */
  const finish = (act: Act, actionId: string, result: "done" | "full" | "too-large") => {
    if (result === "too-large") return refuse(act, result);
    if (result === "full") core.say("layers-full");
    if (!core.commit(act, actionId)) core.say("nothing-changed");
  };
  /** New pixels for every mask given; `after` null: too large. */
  const change = (
    labels: readonly Annotation[],
    target: ImageTarget,
    actionId: string,
    after: (spans: PixelSpan[], label: Annotation) => PixelSpan[] | null,
  ) => {
    const act = core.begin();
    if (!act) return;
    const isLocked = lockedSegments(core, target.seriesUid);
    let result: "done" | "full" | "too-large" = "done";
    for (const label of labels) {
      const before = pixelsOf(label, target);
      const next = after(before, label);
      if (!next) return finish(act, actionId, "too-large");
      if (!setMaskPixels(core, act, label, before, next, isLocked)) result = "full";
    }
    finish(act, actionId, result);
  };
  const masksOf = (labels: readonly Annotation[]): Annotation[] => {
    const masks = labels.filter(({ geometry }) => geometry.type === "mask");
    if (masks.length === 0) core.say("needs-mask");
    if (!options().clean.allSlices) return masks;
    const things = new Set(masks.map(objectOf));
    return store
      .annotations()
      .filter((label) => things.has(objectOf(label)) && label.geometry.type === "mask" && !label.locked);
  };
  const setGeometry = (act: Act, label: Annotation, geometry: Geometry) =>
    act.stage(label.instanceUid, {
      kind: "annotation",
      id: label.instanceUid,
      value: { ...label, geometry },
    });

  return {
    clean(operation) {
      const found = chosenLabels(core, 1);
      const masks = found ? masksOf(found.labels) : [];
      if (!found || masks.length === 0) return;
      change(masks, found.target, operation, (spans) =>
        cleanedSpans(operation, spans, options().clean, found.target),
      );
    },
    combine(operation, otherUid) {
      const found = chosenLabels(core, 1);
      const other = store.annotation(otherUid);
      const [label] = found?.labels ?? [];
      if (!found || !label || !other) return;
      if (label.geometry.type !== "mask") return core.say("needs-mask");
      const pixels = pixelsOf(other, found.target);
      const set = rowRuns(pixels);
      change([label], found.target, operation, (spans) => {
        if (operation === "unite-labels") return [...spans, ...spansOutside(pixels, rowRuns(spans))];
        return operation === "subtract-labels" ? spansOutside(spans, set) : spansInside(spans, set);
      });
    },
    shapeToMask() {
      const found = chosenLabels(core, 1);
      const shapes = found?.labels.filter((label) => label.geometry.type !== "mask") ?? [];
      const areas = shapes.filter(
        (label) => found && labelSpans(tiles, label, found.target.columns, found.target.rows),
      );
      if (found && areas.length === 0) core.say("needs-shape");
      const act = found && areas.length > 0 ? core.begin() : null;
      if (!found || !act) return;
      const isLocked = lockedSegments(core, found.target.seriesUid);
      for (const label of areas) {
        const segmentIndex = core.segments.next(found.target.seriesUid);
        if (segmentIndex === null) return refuse(act, "layers-full");
        const geometry = { type: "mask", layer: 0, segmentIndex } as const;
        const spans = pixelsOf(label, found.target);
        setGeometry(act, label, geometry);
        // The outline goes: a part of it would be all that is left.
        if (!setMaskPixels(core, act, { ...label, geometry }, [], spans, isLocked))
          return refuse(act, "layers-full");
      }
      finish(act, "shape-to-mask", "done");
    },
    maskToShape() {
      const found = chosenLabels(core, 1);
      const masks = found?.labels.filter((label) => label.geometry.type === "mask") ?? [];
      if (found && masks.length === 0) core.say("needs-mask");
      const act = found && masks.length > 0 ? core.begin() : null;
      if (!found || !act) return;
      for (const label of masks) {
        const spans = pixelsOf(label, found.target);
        const box = boxWithin(spans, 1, 1);
        if (!box) return finish(act, "mask-to-shape", "too-large");
        const rings = maskOutlines(box);
        const [outer, ...more] = rings.filter(isOuter);
        if (!outer || more.length > 0) {
          core.say("split-first");
          return core.bail(act);
        }
        const keep = (ring: typeof outer) => (ring.length > 6 ? simplifyRing(ring, tolerancePx) : ring);
        const holes = rings.filter((ring) => !isOuter(ring)).map(keep);
        setMaskPixels(core, act, label, spans, [], () => false);
        setGeometry(act, label, {
          type: "polygon",
          pointsImage: keep(outer),
          ...(holes.length > 0 ? { holes } : {}),
        });
      }
      finish(act, "mask-to-shape", "done");
    },
    fix() {
      const found = chosenLabels(core, 1);
      const [label] = found?.labels ?? [];
      if (label) fixShape(core, label);
    },
    split() {
      const found = chosenLabels(core, 1);
      const masks = found?.labels.filter((label) => label.geometry.type === "mask") ?? [];
      if (found && masks.length === 0) core.say("needs-mask");
      const act = found && masks.length > 0 ? core.begin() : null;
      if (!found || !act) return;
      const made: string[] = [];
      for (const label of masks) {
        const box = boxWithin(pixelsOf(label, found.target), 0, 0);
        if (!box) return finish(act, "split-label", "too-large");
        const parts = splitParts(box).map((part) =>
          maskBoxSpans(part, found.target.columns, found.target.rows),
        );
        if (parts.length < 2) continue;
        for (const part of parts) {
          const uid = replacePixels(core, act, label, part);
          if (uid === null) return finish(act, "split-label", "full");
          made.push(uid);
        }
        act.stage(label.instanceUid, undefined);
      }
      finish(act, "split-label", "done");
      if (made.length > 0) core.select(made);
    },
    merge() {
      const found = chosenLabels(core, 2);
      const act = found && core.begin();
      if (!found || !act) return;
      const merged = mergeLabels(core, act, found.labels, found.target);
      if (merged === null) return refuse(act, "layers-full");
      finish(act, "merge-labels", "done");
      core.select([merged]);
    },
  };
}
