import type { RawImage, RawKind } from "./raw-image.ts";

/** A decoded picture, any number of channels; two and four hold an alpha that is left out. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly channels: number;
  readonly bits: number;
  readonly samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/**
 * A picture as an image of the store. An alpha channel is left out: the reviewer of the pixels does not see it, so nothing may hide
 * in it.
 */
export function pictureImage(
  kind: RawKind,
  { columns, rows, channels, bits, samples }: Picture,
  lossy: boolean,
  leftOut: readonly string[],
): RawImage {
  const keep = channels >= 3 ? 3 : 1;
  let kept = samples;
  if (keep < channels) {
    kept = bits > 8 ? new Uint16Array(columns * rows * keep) : new Uint8Array(columns * rows * keep);
    for (let pixel = 0; pixel < columns * rows; pixel++) {
      for (let band = 0; band < keep; band++)
        kept[pixel * keep + band] = samples[pixel * channels + band] ?? 0;
    }
  }
  return {
    kind,
    columns,
    rows,
    slices: 1,
    stacks: 1,
    samples: keep,
    type: bits > 8 ? "u16" : "u8",
    bitsStored: bits,
    color: keep === 3 ? "rgb" : "mono2",
    slope: 1,
    intercept: 0,
    affine: null,
    spacingMm: null,
    lossy,
    bytes: new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength),
    leftOut: keep < channels ? [...leftOut, "alpha"] : leftOut,
  };
}
