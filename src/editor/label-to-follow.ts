import { objectOf } from "../domain/annotation.ts";
import type { FollowedLabel } from "../domain/assist/followed-label.ts";
import { encodeMaskRle, maskRleArea } from "../domain/mask-rle.ts";
import type { EditorCore } from "./core.ts";
import { labelMask } from "./label-mask.ts";
import { selectedMask } from "./paint-target.ts";

/** The selected label of the image on the screen, as a propagation follows it; null, with a notice, when there is none. */
export function labelToFollow(core: EditorCore): FollowedLabel | null {
  const target = core.target();
  const label = target && selectedMask(core, target);
  const mask = target && label ? labelMask(core.tiles, label, target.columns, target.rows) : null;
  const runs = mask && encodeMaskRle(mask);
  if (!label || !runs || maskRleArea(runs) === 0) {
    core.say("choose-one");
    return null;
  }
  const thing = objectOf(label);
  const slices = new Set(
    core.store
      .annotations()
      .filter((other) => objectOf(other) === thing)
      .map((other) => `${other.target.sop}/${other.target.frame}`),
  );
  return {
    instanceUid: label.instanceUid,
    classId: label.classId,
    sopUid: label.target.sop,
    frameIndex: label.target.frame - 1,
    mask: runs,
    isLabelled: (sopUid, frameIndex) => slices.has(`${sopUid}/${frameIndex + 1}`),
  };
}
