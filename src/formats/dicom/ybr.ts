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

/** The same on samples of `bits` bits in words; chroma has its zero at half of the range. */
export function wideYbrFullToRgb(pixels: Uint16Array, bits: number): void {
  const half = 2 ** (bits - 1);
  const top = 2 ** bits - 1;
  const within = (value: number) => Math.min(top, Math.max(0, Math.round(value)));
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const y = pixels[at] ?? 0;
    const cb = (pixels[at + 1] ?? 0) - half;
    const cr = (pixels[at + 2] ?? 0) - half;
    pixels[at] = within(y + 1.402 * cr);
    pixels[at + 1] = within(y - 0.344136 * cb - 0.714136 * cr);
    pixels[at + 2] = within(y + 1.772 * cb);
  }
}

/** CMYK (retired) to RGB without a colour profile: what is not printed is white. */
export function cmykToRgb(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((pixels.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < pixels.length; pixel++) {
    const light = 255 - (pixels[pixel * 4 + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++)
      out[pixel * 3 + ink] = Math.round(((255 - (pixels[pixel * 4 + ink] ?? 0)) * light) / 255);
  }
  return out;
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
