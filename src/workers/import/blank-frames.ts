import type { BlankBox } from "../../domain/deid/plan.ts";
import type { SampleArray } from "../../domain/samples.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";

/** Overwrites the boxes in a decoded frame, in place. Boxes are clipped to it. */
export function blankFrame(
  frame: StoredFrame,
  frameIndex: number,
  boxes: readonly BlankBox[],
  blank: readonly number[],
): void {
  const { columns, rows, samples } = frame;
  for (const box of boxes) {
    if (box.frames !== "all" && !box.frames.includes(frameIndex)) continue;
    const left = Math.max(0, Math.floor(box.x));
    const right = Math.min(columns, Math.ceil(box.x + box.width));
    const top = Math.max(0, Math.floor(box.y));
    const bottom = Math.min(rows, Math.ceil(box.y + box.height));
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const at = (row * columns + column) * samples;
        for (let sample = 0; sample < samples; sample++) frame.pixels[at + sample] = blank[sample] ?? 0;
      }
    }
  }
}

/** The bytes of samples as they lie in memory (little endian on every platform of a browser). */
export function bytesOfSamples(pixels: SampleArray): Uint8Array<ArrayBuffer> {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}
