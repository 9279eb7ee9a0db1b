import type { SampleArray, SampleType } from "../../domain/samples.ts";
import type { PixelDescription } from "./pixel-description.ts";
import type { StoredFrame } from "./stored-frame.ts";
import { cmykToRgb, widenHalfChroma, wideYbrFullToRgb, ybrFullToRgb, ybrPartialToRgb } from "./ybr.ts";

/** Samples as a screen takes them: masked to the stored bits, sign extended, colour RGB interleaved. */
export interface DisplayFrame {
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3 | 4;
  readonly type: SampleType;
  readonly pixels: SampleArray;
}

/** Keeps the stored bits: what lies above or below them is an overlay or nothing (PS3.5 8.1.1). */
function keepStoredBits(pixels: SampleArray, description: PixelDescription): void {
  const { bitsAllocated, bitsStored, highBit, signed } = description;
  if (bitsStored >= bitsAllocated || bitsAllocated > 32) return;
  const up = 31 - highBit;
  const down = 32 - bitsStored;
  for (let at = 0; at < pixels.length; at++) {
    const raised = (pixels[at] ?? 0) << up;
    pixels[at] = signed ? raised >> down : raised >>> down;
  }
}

/**
 * A stored frame made ready for the renderer. `pixels` is a copy or the frame's own buffer: the caller gives it away.
 * Palette stays index; grey stays stored value.
 */
export function displayFrame(frame: StoredFrame, description: PixelDescription): DisplayFrame {
  const { columns, rows, photometric, type } = frame;
  if (frame.samples === 4 && frame.pixels instanceof Uint8Array)
    return { columns, rows, samples: 3, type, pixels: cmykToRgb(frame.pixels) };
  if (frame.samples !== 3) {
    if (!description.float) keepStoredBits(frame.pixels, description);
    return { columns, rows, samples: 1, type, pixels: frame.pixels };
  }
  const samples = 3;
  if (frame.pixels instanceof Uint8Array && photometric.startsWith("YBR")) {
    const pixels = frame.halfChroma ? widenHalfChroma(frame.pixels, columns * rows) : frame.pixels;
    if (photometric.startsWith("YBR_PARTIAL")) ybrPartialToRgb(pixels);
    else if (photometric.startsWith("YBR_FULL")) ybrFullToRgb(pixels);
    return { columns, rows, samples, type, pixels };
  }
  if (frame.pixels instanceof Uint16Array && photometric.startsWith("YBR_FULL"))
    wideYbrFullToRgb(frame.pixels, description.bitsStored);
  return { columns, rows, samples, type, pixels: frame.pixels };
}
