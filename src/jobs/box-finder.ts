import type { BoxImage, PointImage } from "../domain/annotation.ts";
import { planeFromFrame } from "../domain/assist/plane-from-frame.ts";
import { maskRleArea } from "../domain/mask-rle.ts";
import type { PromptBox } from "../domain/prompt-boxes.ts";
import type { Inference } from "./inference.ts";
import type { Finder, FoundMask } from "./prelabel-finder.ts";

/** The middle of a box: a seed (assist 3.1, "Seeds"), by which the network finds the thing in a box that is not drawn close to it. */
const middleOf = ([x0, y0, x1, y1]: BoxImage): PointImage => [(x0 + x1) / 2, (y0 + y1) / 2];

/**
 * Outlines what lies in boxes, with the network (assist 3.7 b): of a person's box its prompt, of a detector's its input; each with its middle as
 * a click.
 */
export function boxFinder(
  inference: Pick<Inference, "load" | "outline" | "restart">,
  boxes: readonly PromptBox[],
): Finder {
  let sum = 0;
  for (const letter of JSON.stringify(boxes)) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0;
  return {
    // Which boxes is no part of it: what was rejected of one stays rejected when another is drawn.
    key: "boxes/3",
    about: `${sum >>> 0}`,
    load: inference.load,
    restart: inference.restart,
    start:
      (_, { series, frame, whenIdle, signal }) =>
      async (at) => {
        const ref = series.frames[at];
        if (!ref) throw new RangeError("There is no such image in the series.");
        const shown = await frame(ref);
        const plane = planeFromFrame(shown.frame, shown.facts);
        const found: FoundMask[] = [];
        for (const box of boxes) {
          if (box.sopUid !== ref.sopUid || box.frameIndex !== ref.frameIndex) continue;
          await whenIdle();
          signal.throwIfAborted();
          const prompts = { positive: [middleOf(box.boxImage)], negative: [], box: box.boxImage };
          const result = await inference.outline(plane, prompts, { signal });
          if (result.notice !== null || maskRleArea(result.mask) === 0) continue;
          const asked = box.isLabel ? {} : { box: box.boxImage.join() };
          const params = { ...result.params, ...asked, ...(box.placed ? { placed: box.placed } : {}) };
          found.push({
            ...result,
            params,
            origin: {
              classId: box.classId,
              prompts: box.isLabel ? prompts : null,
              parentIds: [box.id],
              // The outline takes the place of the detector's box; a person's box stays.
              replaces: box.isLabel ? null : box.id,
            },
          });
        }
        return found;
      },
  };
}
