import { type Annotation, objectOf } from "../domain/annotation.ts";
import { type EditableArea, inRange, type ValueRange } from "../domain/editable-area.ts";
import { takenSpans } from "../domain/mask-instance.ts";
import { geometrySpans, type PixelSpan } from "../domain/rasterize.ts";
import { type RowRuns, rowRuns, spansInside, spansOutside, spansWhere } from "../domain/span-sets.ts";
import { type EditorCore, frameOf } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";
import { isOn } from "./new-label.ts";
import { maskOfObject } from "./paint-target.ts";

/** What limits a stroke beside its shape. */
export interface PaintRules {
  readonly area: EditableArea;
  readonly range: ValueRange | null;
  /** The threshold brush: pixels of the range only, whatever the area. */
  readonly threshold: boolean;
  /** A sphere in millimetres, on all slices that it meets. */
  readonly sphere: boolean;
}

/** Cuts the pixels that a tool reaches down to those that it may change. */
export type SpanLimit = (spans: readonly PixelSpan[]) => readonly PixelSpan[];

/**
 * The limit of one stroke on one frame, as things stand at its mark; `own` is the label that is changed (null: any). Null, with a
 * notice, where the rules cannot be met: no range is set, the frame's values are not at hand, the label to stay inside is elsewhere.
 */
export function makeSpanLimit(
  core: EditorCore,
  target: ImageTarget,
  { area, range, threshold }: Omit<PaintRules, "sphere">,
  own: Annotation | null,
  quiet?: "quiet",
): SpanLimit | null {
  const limits: SpanLimit[] = [];
  if (threshold || area.kind === "range") {
    const values = core.options.valuesOf?.(target) ?? null;
    if (!range || !values) {
      core.say(range ? "no-values" : "no-range");
      return null;
    }
    limits.push((spans) => spansWhere(spans, target.columns, (at) => inRange(range, values(at))));
  }
  if (area.kind === "inside") {
    const inside = insideRuns(core, target, area.instanceUid);
    if (!inside) {
      if (!quiet) core.say("area-elsewhere");
      return null;
    }
    limits.push((spans) => spansInside(spans, inside));
  }
  if (area.kind === "outside") {
    const taken = takenRuns(core, target, own);
    limits.push((spans) => spansOutside(spans, taken));
  }
  return (spans) => limits.reduce<readonly PixelSpan[]>((rest, limit) => limit(rest), spans);
}

/** The pixels of a label, or of the same thing on another slice. */
function insideRuns(core: EditorCore, target: ImageTarget, instanceUid: string): RowRuns | null {
  const named = core.store.annotation(instanceUid);
  if (!named) return null;
  const label = isOn(named, target) ? named : maskOfObject(core, target, objectOf(named));
  if (!label) return null;
  return rowRuns(labelSpans(core.tiles, label, target.columns, target.rows) ?? []);
}

/** Pixels of every other label of a frame, painted or outlined. */
function takenRuns({ store, tiles }: EditorCore, target: ImageTarget, own: Annotation | null): RowRuns {
  const { columns, rows } = target;
  const { seriesUid, sopUid, frameIndex } = target;
  const frame = own ? frameOf(own) : { seriesUid, sopUid, frameIndex };
  const value = own?.geometry.type === "mask" ? own.geometry.segmentIndex : 0;
  const outlined = store
    .annotations()
    .filter((label) => isOn(label, target) && label.instanceUid !== own?.instanceUid)
    .flatMap(({ geometry }) => geometrySpans(geometry, columns, rows) ?? []);
  return rowRuns([...takenSpans(tiles, frame, value), ...outlined]);
}
