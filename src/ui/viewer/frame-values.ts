import { modalityValues } from "../../domain/assist/plane-from-frame.ts";
import type { FrameValues } from "../../domain/editable-area.ts";
import type { ImageTarget } from "../../editor/image-target.ts";
import type { Stage } from "./stage.ts";

/** Values of frames in modality units, for tools that paint by value. */
export interface FrameValueSource {
  /** Of the frame on the screen, of one that was loaded, or of one that an open volume holds; null else, and for frames that are read by tile. */
  of(target: ImageTarget): FrameValues | null;
  /** Decodes a frame that is not on the screen (a stroke of yesterday lies on it). */
  load(target: ImageTarget, signal: AbortSignal): Promise<void>;
  /** Lets go of what was loaded. */
  forget(): void;
}

const keyOf = ({ sopUid, frameIndex }: Pick<ImageTarget, "sopUid" | "frameIndex">) =>
  `${sopUid}/${frameIndex}`;

/** Reads from the stage; `stage` is made after the session that asks. */
export function createFrameValues(stage: () => Stage): FrameValueSource {
  const loaded = new Map<string, FrameValues>();
  let last: { readonly frame: unknown; readonly values: FrameValues } | null = null;
  return {
    of(target) {
      const shown = stage().shown();
      if (!shown || keyOf(shown.ref) !== keyOf(target))
        return loaded.get(keyOf(target)) ?? heldValues(stage(), target);
      const { frame, facts } = shown;
      if (!frame) return null;
      if (last?.frame !== frame) last = { frame, values: modalityValues(frame, facts) };
      return last.values;
    },
    async load(target, signal) {
      const { sopUid, frameIndex } = target;
      const { frame, facts } = await stage().decode({ sopUid, frameIndex }, signal);
      loaded.set(keyOf(target), modalityValues(frame, facts));
    },
    forget: () => loaded.clear(),
  };
}

/** Values out of the volume of the planes, for strokes that meet many slices. */
function heldValues(stage: Stage, target: ImageTarget): FrameValues | null {
  const frames = stage.series()?.frames ?? [];
  const at = frames.findIndex((ref) => keyOf(ref) === keyOf(target));
  const ref = frames[at];
  const frame = ref ? stage.held(at) : null;
  const facts = ref && stage.factsOf(ref);
  return frame && facts ? modalityValues(frame, facts) : null;
}
