import type { Annotation } from "../domain/annotation.ts";
import { paintInstance } from "../domain/mask-paint.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { Act } from "./act.ts";
import { type EditorCore, frameOf } from "./core.ts";

/**
 * Gives pixels to a mask label by the rule of its class, and moves its record to the layer where they fit; false where every
 * layer is taken.
 */
export function paintLabel(
  core: EditorCore,
  act: Act,
  instanceUid: string,
  spans: readonly PixelSpan[],
  isLocked: (segmentIndex: number) => boolean,
): boolean {
  const annotation = core.store.annotation(instanceUid);
  if (annotation?.geometry.type !== "mask") return true;
  const { layer, segmentIndex } = annotation.geometry;
  const overlap = core.classOf(annotation.classId)?.overlap ?? "allow";
  const instance = { layer, segmentIndex, overlap, isLocked };
  const result = paintInstance(core.tiles, act.masks, frameOf(annotation), instance, spans);
  if (result.layer !== layer) {
    const geometry = { ...annotation.geometry, layer: result.layer };
    const value: Annotation = { ...annotation, geometry };
    act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
  }
  return !result.refused;
}
