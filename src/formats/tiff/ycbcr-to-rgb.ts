/** How a page's YCbCr is meant: tags 529 and 532 (TIFF 6.0 sections 20 and 21). */
export interface YcbcrMeaning {
  /** Weights of red, green and blue in luma. */
  readonly luma: readonly [number, number, number];
  /** Code values of black and white for Y, Cb and Cr. */
  readonly range: readonly number[];
}

/** Full-range ITU-R BT.601: what a page without these tags means. */
export const plainYcbcr: YcbcrMeaning = {
  luma: [0.299, 0.587, 0.114],
  range: [0, 255, 128, 255, 128, 255],
};

const single = Math.fround;
const scale = 65_536;
const half = scale / 2;
const fixed = (value: number) => Math.trunc(Math.min(2, Math.max(0, value)) * scale + 0.5);
const clip = (value: number) => (value < 0 ? 0 : Math.min(value, 255));

/** A code value relative to its black, in levels; single precision and bounds as libtiff has them, so that bits agree. */
function level(code: number, black: number, white: number, full: number): number {
  const span = white - black !== 0 ? white - black : 1;
  const value = single(single((code - Math.trunc(black)) * full) / single(span));
  return Math.trunc(Math.min(4096, Math.max(-4096, value)));
}

/**
 * Turns interleaved 8-bit Y Cb Cr into R G B in place, in 16-bit fixed point as TIFF readers do it (section 21: luma weights and
 * reference black and white).
 */
export function ycbcrToRgb(pixels: Uint8Array, { luma, range }: YcbcrMeaning): void {
  const [red, green, blue] = luma;
  const redFactor = single(2 - 2 * red);
  const blueFactor = single(2 - 2 * blue);
  const divisor = green === 0 ? 1 : green;
  const d1 = fixed(redFactor);
  const d2 = -fixed(single((red * redFactor) / divisor));
  const d3 = fixed(blueFactor);
  const d4 = -fixed(single((blue * blueFactor) / divisor));
  const [yBlack = 0, yWhite = 255, cbBlack = 128, cbWhite = 255, crBlack = 128, crWhite = 255] = range;
  const toRed = new Int32Array(256);
  const toGreenCr = new Int32Array(256);
  const toGreenCb = new Int32Array(256);
  const toBlue = new Int32Array(256);
  const toLuma = new Int32Array(256);
  for (let code = 0; code < 256; code++) {
    const cr = level(code - 128, crBlack - 128, crWhite - 128, 127);
    const cb = level(code - 128, cbBlack - 128, cbWhite - 128, 127);
    toRed[code] = (d1 * cr + half) >> 16;
    toBlue[code] = (d3 * cb + half) >> 16;
    toGreenCr[code] = d2 * cr;
    toGreenCb[code] = d4 * cb + half;
    toLuma[code] = level(code, yBlack, yWhite, 255);
  }
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const y = toLuma[pixels[at] ?? 0] ?? 0;
    const cb = pixels[at + 1] ?? 0;
    const cr = pixels[at + 2] ?? 0;
    pixels[at] = clip(y + (toRed[cr] ?? 0));
    pixels[at + 1] = clip(y + (((toGreenCb[cb] ?? 0) + (toGreenCr[cr] ?? 0)) >> 16));
    pixels[at + 2] = clip(y + (toBlue[cb] ?? 0));
  }
}
