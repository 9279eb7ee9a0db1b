import type { Annotation, BoxImage, PointImage } from "../domain/annotation.ts";
import { boundsOf, boundsOfPoints, clampMove, translateGeometry } from "../domain/geometry.ts";
import { paintInstance } from "../domain/mask-paint.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { Act } from "./act.ts";
import { type EditorCore, frameOf } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelSpans } from "./label-mask.ts";

/** Labels in motion: what they were at the mark. */
export interface LabelMove {
  /**
   * Shows the labels moved by this much from where they began; masks move by whole pixels. Cut at the image border. Where every layer is taken
   * they stay where they were last, with a notice.
   */
  to(delta: PointImage): void;
}

/** Takes labels of one frame up; `act` must be fresh. */
export function beginMove(
  core: EditorCore,
  act: Act,
  labels: readonly Annotation[],
  { columns, rows }: ImageTarget,
): LabelMove {
  const parts = labels.map((label) => ({ label, spans: maskSpans(core, label) }));
  const bounds = parts.flatMap(({ label, spans }) => {
    const box = spans ? spanBounds(spans) : boundsOf(label.geometry);
    return box ? [[box[0], box[1]] as const, [box[2], box[3]] as const] : [];
  });
  const box: BoxImage = boundsOfPoints(bounds) ?? [0, 0, 0, 0];
  let last: PointImage = [0, 0];
  let told = false;
  /** False where a mask would lose pixels. */
  const place = ([dx, dy]: PointImage): boolean => {
    let fits = true;
    act.masks.revert();
    for (const { label, spans } of parts) {
      const layer = spans ? moveMask(core, act, label, spans, Math.round(dx), Math.round(dy)) : 0;
      fits &&= layer !== null;
      const geometry =
        label.geometry.type === "mask"
          ? { ...label.geometry, layer: layer ?? label.geometry.layer }
          : translateGeometry(label.geometry, dx, dy);
      const value = { ...label, geometry };
      act.stage(label.instanceUid, { kind: "annotation", id: label.instanceUid, value });
    }
    return fits;
  };
  return {
    to(delta) {
      const next = clampMove(box, delta, columns, rows);
      if (place(next)) last = next;
      else {
        if (!told) core.say("layers-full");
        told = true;
        place(last);
      }
      act.show();
    },
  };
}

const maskSpans = (core: EditorCore, label: Annotation): PixelSpan[] | null =>
  label.geometry.type === "mask" ? labelSpans(core.tiles, label, 0, 0) : null;

/** Box around the pixels, borders included, as vector shapes have it. */
const spanBounds = (spans: readonly PixelSpan[]): BoxImage | null =>
  boundsOfPoints(
    spans.flatMap(([row, from, to]) => [[from - 0.5, row - 0.5] as const, [to - 0.5, row + 0.5] as const]),
  );

/** Moves the pixels and gives their layer; on a conflict with another label that is a free one, nobody loses a pixel. Null: none is free. */
function moveMask(
  core: EditorCore,
  act: Act,
  label: Annotation,
  spans: readonly PixelSpan[],
  dx: number,
  dy: number,
): number | null {
  if (label.geometry.type !== "mask") return 0;
  const { layer, segmentIndex } = label.geometry;
  const frame = frameOf(label);
  for (const span of spans)
    act.masks.paint(frame, layer, span, (value) => (value === segmentIndex ? 0 : value));
  const moved = spans.map(([row, from, to]): PixelSpan => [row + dy, from + dx, to + dx]);
  const instance = { layer, segmentIndex, overlap: "allow", isLocked: () => false } as const;
  const result = paintInstance(core.tiles, act.masks, frame, instance, moved);
  return result.refused ? null : result.layer;
}
