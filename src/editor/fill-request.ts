import { objectOf } from "../domain/annotation.ts";
import { encodeMaskRle } from "../domain/mask-rle.ts";
import type { FillRequest } from "./candidate-types.ts";
import { sizeOf } from "./clean-mask.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelMask, labelSpans } from "./label-mask.ts";
import { maskOfObject, selectedMask } from "./paint-target.ts";

/** Asks for what lies between the drawn slices of the selected thing; null, with a notice, when nothing can lie there. */
export function fillRequest(core: EditorCore, target: ImageTarget, revision: number): FillRequest | null {
  const selected = selectedMask(core, target);
  const object = selected ? objectOf(selected) : core.object();
  if (object === null) {
    core.say("choose-one");
    return null;
  }
  const stack = core.options.stackOf?.(target) ?? [];
  const labels = stack.map((slice) => maskOfObject(core, slice.target, object));
  const first = labels.findIndex((label) => label !== null);
  const last = labels.findLastIndex((label) => label !== null);
  const drawn = labels.filter((label) => label !== null);
  if (drawn.length < 2 || last - first + 1 === drawn.length) {
    core.say("nothing-between");
    return null;
  }
  const slices = stack.slice(first, last + 1).map((slice, index) => {
    const label = labels[first + index];
    const mask = label ? labelMask(core.tiles, label, target.columns, target.rows) : null;
    return {
      target: slice.target,
      mask: mask && encodeMaskRle(mask),
      position: slice.alongMm ?? index,
    };
  });
  const size = sizeOf(target, drawn[0] ? (labelSpans(core.tiles, drawn[0], 0, 0) ?? []) : []);
  return { kind: "fill", target, revision, objectUid: object, slices, size };
}
