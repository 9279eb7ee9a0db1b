import { affineOf } from "../../src/domain/affine-maths.ts";
import type { ImageFacts } from "../../src/domain/image-facts.ts";
import type { MprGrid, SliceScale } from "../../src/domain/mpr/mpr-grid.ts";
import type { SampleArray } from "../../src/domain/samples.ts";
import type { Vector } from "../../src/domain/vector.ts";
import { makeVolume, type Volume } from "../../src/viewer/mpr/volume.ts";
import type { GoldenVolume } from "./golden-reformat.ts";
import { greyFacts } from "./golden-renderer-cases.ts";

/** Steps and origin of a grid in mm. */
export interface Steps {
  readonly i: Vector;
  readonly j: Vector;
  readonly k: Vector;
  readonly origin: Vector;
}

/** Straight supine axial, feet first in the file; 0.8 × 0.7 × 2 mm. */
export const straight: Steps = {
  i: [0.8, 0, 0],
  j: [0, 0.7, 0],
  k: [0, 0, 2],
  origin: [-10, -20, 30],
};

/** A gantry tilted by 20°: columns lean, slices follow the table. */
export const tilted: Steps = {
  i: [0.8, 0, 0],
  j: [0, 0.7 * Math.cos(0.349), -0.7 * Math.sin(0.349)],
  k: [0, 0, 2],
  origin: [-10, -20, 30],
};

/** Turned about all axes. */
export const oblique: Steps = {
  i: [0.7, 0.2, -0.3],
  j: [-0.25, 0.72, -0.1],
  k: [0.6, 0.45, 1.7],
  origin: [5, -7, 11],
};

const types = {
  i16: Int16Array,
  u16: Uint16Array,
  u8: Uint8Array,
  i8: Int8Array,
  f32: Float32Array,
} as const;

/** A volume of a wave of values, as the app holds it and as the reference reads it. */
export function waveVolume(
  steps: Steps,
  type: keyof typeof types,
  options: { readonly padded?: boolean; readonly size?: Vector } = {},
): { readonly volume: Volume; readonly golden: GoldenVolume; readonly grid: MprGrid } {
  const [columns, rows, count] = options.size ?? [13, 11, 9];
  const full = { i16: 900, u16: 4000, u8: 250, i8: 120, f32: 500 }[type];
  const low = type === "i16" || type === "i8" || type === "f32" ? -full : 0;
  const isPadded = (c: number, r: number, s: number) =>
    options.padded === true && (c + 2 * r + 3 * s) % 7 === 0;
  const paddingValue = low;
  const stored = (c: number, r: number, s: number) => {
    if (isPadded(c, r, s)) return paddingValue;
    const wave = Math.sin(c * 0.9 + s * 0.4) * Math.cos(r * 0.7 - s * 0.5);
    const value = (full + low) / 2 + ((full - low) / 2 - 2) * wave;
    return type === "f32" ? Math.fround(value) : Math.round(value);
  };
  const scales = Array.from(
    { length: count },
    (_, s): SliceScale => ({
      slope: 1 + s * 0.125,
      intercept: -100 + s,
      padding: options.padded ? [paddingValue, paddingValue] : null,
    }),
  );
  const slices = Array.from({ length: count }, (_, s): SampleArray => {
    const pixels = new types[type](columns * rows);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) pixels[r * columns + c] = stored(c, r, s);
    return pixels;
  });
  const facts: ImageFacts = greyFacts({ columns, rows, type, spacingMm: [1, 1], spacingKind: "patient" });
  const grid: MprGrid = {
    affine: affineOf(steps.i, steps.j, steps.k, steps.origin),
    columns,
    rows,
    frames: slices.map((_, s) => ({ sopUid: `2.25.${s}`, frameIndex: 0 })),
    scales,
    facts,
  };
  const volume = makeVolume(grid);
  slices.forEach((pixels, s) => void volume.put(s, pixels));
  const golden: GoldenVolume = {
    columns,
    rows,
    slices: count,
    value: (c, r, s) => {
      if (isPadded(c, r, s)) return null;
      return stored(c, r, s) * (scales[s]?.slope ?? 1) + (scales[s]?.intercept ?? 0);
    },
    ...steps,
  };
  return { volume, golden, grid };
}
