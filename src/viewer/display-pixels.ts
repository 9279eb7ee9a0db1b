import type { ImageFacts } from "../domain/image-facts.ts";
import type { SampleArray } from "../domain/samples.ts";

/** Samples in a type that a texture holds: f64 as f32; colour other than u8 and u16 scaled to u16. Else the same array. */
export function displayPixels(facts: ImageFacts, stored: SampleArray): SampleArray {
  const color = facts.samples > 1;
  if (!color) return stored instanceof Float64Array ? Float32Array.from(stored) : stored;
  if (stored instanceof Uint8Array || stored instanceof Uint16Array) return stored;
  const isFloat = stored instanceof Float32Array || stored instanceof Float64Array;
  const bits = Math.max(1, facts.bitsStored);
  const signed = !isFloat && !(stored instanceof Uint32Array);
  const low = signed ? -(2 ** (bits - 1)) : 0;
  // Float colour is 0–1 by custom (TIFF SampleFormat 3, NRRD); integers fill their bits.
  const full = isFloat ? 1 : 2 ** bits - 1;
  return Uint16Array.from(stored, (value) => {
    const unit = (value - low) / full;
    return Number.isFinite(unit) ? Math.round(Math.min(1, Math.max(0, unit)) * 65535) : 0;
  });
}
