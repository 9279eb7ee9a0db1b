import type { PointerSettings } from "../pointer-settings.ts";
import type { ViewerIntent } from "../viewer-intent.ts";
import type { PointerInput } from "./pointer-event.ts";
import { pointerLimits } from "./pointer-limits.ts";

type WheelInput = Extract<PointerInput, { readonly type: "wheel" }>;

/** Wheel to slices (Shift × 5, or the size of the brush) or zoom (Ctrl, a pinch of a touch pad, huge images); gathers small steps. */
export function makeWheel(): (input: WheelInput, settings: PointerSettings) => ViewerIntent[] {
  let gathered = 0;
  return (input, settings) => {
    // Shift + wheel may arrive as deltaX.
    const delta = input.deltaY !== 0 ? input.deltaY : input.deltaX;
    if (delta === 0) return [];
    if (input.modifiers.ctrl || settings.huge) {
      const gain = Math.abs(delta) < pointerLimits.wheelNotchPx ? 0.01 : 0.002;
      const factor = Math.exp(-Math.max(-300, Math.min(300, delta)) * gain);
      return [{ kind: "zoom", at: [input.x, input.y], factor }];
    }
    const resizes = input.modifiers.shift && settings.mouse === "slicer";
    const step = input.modifiers.shift && !resizes ? 5 : 1;
    const turn = (slices: number): ViewerIntent =>
      resizes ? { kind: "brush-size", steps: -slices } : { kind: "scroll", delta: slices };
    if (Math.abs(delta) >= pointerLimits.wheelNotchPx) {
      gathered = 0;
      return [turn(Math.sign(delta) * step)];
    }
    if (Math.sign(gathered) !== Math.sign(delta)) gathered = 0;
    gathered += delta;
    const slices = Math.trunc(gathered / pointerLimits.wheelGatherPx);
    gathered -= slices * pointerLimits.wheelGatherPx;
    return slices === 0 ? [] : [turn(slices * step)];
  };
}
