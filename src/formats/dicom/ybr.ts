/**
 * YBR_FULL to RGB in place, 8 bits, interleaved (PS3.3 C.7.6.3.1.2): the coefficients of ITU-R BT.601 full range, rounded to
 * the nearest level as libjpeg does with 16 bits of fraction.
 */
export function ybrFullToRgb(pixels: Uint8Array): void {
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const y = pixels[at] ?? 0;
    const cb = (pixels[at + 1] ?? 0) - 128;
    const cr = (pixels[at + 2] ?? 0) - 128;
    pixels[at] = clamp(y + ((91_881 * cr + 32_768) >> 16));
    pixels[at + 1] = clamp(y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16));
    pixels[at + 2] = clamp(y + ((116_130 * cb + 32_768) >> 16));
  }
}

/** YBR_PARTIAL (video range: luma 16–235) to RGB in place. */
export function ybrPartialToRgb(pixels: Uint8Array): void {
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const y = 1.164384 * ((pixels[at] ?? 0) - 16);
    const cb = (pixels[at + 1] ?? 0) - 128;
    const cr = (pixels[at + 2] ?? 0) - 128;
    pixels[at] = clamp(Math.round(y + 1.596027 * cr));
    pixels[at + 1] = clamp(Math.round(y - 0.391762 * cb - 0.812968 * cr));
    pixels[at + 2] = clamp(Math.round(y + 2.017232 * cb));
  }
}

/** Native 4:2:2 (Y Y Cb Cr for two pixels of a row) to one triple a pixel; each chroma pair serves both. */
export function widenHalfChroma(stored: Uint8Array, pixels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels * 3);
  for (let pair = 0; pair * 2 < pixels; pair++) {
    const from = pair * 4;
    for (let side = 0; side < 2 && pair * 2 + side < pixels; side++) {
      const to = (pair * 2 + side) * 3;
      out[to] = stored[from + side] ?? 0;
      out[to + 1] = stored[from + 2] ?? 0;
      out[to + 2] = stored[from + 3] ?? 0;
    }
  }
  return out;
}

const clamp = (value: number) => Math.min(255, Math.max(0, value));
