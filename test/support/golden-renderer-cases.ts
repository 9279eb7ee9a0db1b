import type { ImageFacts } from "../../src/domain/image-facts.ts";
import { plainFacts } from "../../src/domain/plain-facts.ts";
import type { SampleArray } from "../../src/domain/samples.ts";
import type { WindowState } from "../../src/viewer/window-state.ts";
import { type GoldenImage, goldenLinear, goldenLinearExact, goldenSigmoid } from "./golden-renderer.ts";

/** One image with the picture that the standard asks for. */
export interface GoldenCase {
  readonly name: string;
  readonly facts: ImageFacts;
  readonly pixels: SampleArray;
  readonly window: WindowState;
  readonly golden: GoldenImage;
}

const columns = 16;
const rows = 12;
const count = columns * rows;

/** Facts of a plain grey image of 16 bits; tests change what they are about. */
export function greyFacts(change: Partial<ImageFacts> = {}): ImageFacts {
  return plainFacts(columns, rows, { type: "u16", bitsStored: 16, ...change });
}

const level = (
  center: number,
  width: number,
  fn: "LINEAR" | "LINEAR_EXACT" | "SIGMOID" = "LINEAR",
): WindowState => ({
  kind: "window",
  center,
  width,
  fn,
  invert: false,
});

/** A repeatable spread of values in [low, high], neighbours far apart. */
const spread = (i: number, low: number, high: number) =>
  Math.round(low + (((i * 37) % count) / (count - 1)) * (high - low));

function fill<T extends SampleArray>(array: T, low: number, high: number): T {
  for (let i = 0; i < array.length; i++) array[i] = spread(i, low, high);
  return array;
}

function grey(
  name: string,
  change: Partial<ImageFacts>,
  pixels: SampleArray,
  window: WindowState,
  golden: Partial<GoldenImage>,
): GoldenCase {
  const stored = (column: number, row: number) => pixels[row * columns + column] ?? 0;
  return { name, facts: greyFacts(change), pixels, window, golden: { columns, rows, stored, ...golden } };
}

function integers(): GoldenCase[] {
  const u32 = fill(new Uint32Array(count), 4_000_000_000, 4_000_001_000);
  const i32 = fill(new Int32Array(count), -2_000_000_500, -2_000_000_000);
  return [
    grey("u8", { type: "u8", bitsStored: 8 }, fill(new Uint8Array(count), 0, 255), level(128, 256), {
      toBrightness: goldenLinear(128, 256),
    }),
    grey("i8", { type: "i8", bitsStored: 8 }, fill(new Int8Array(count), -128, 127), level(-10, 180), {
      toBrightness: goldenLinear(-10, 180),
    }),
    grey("u16", {}, fill(new Uint16Array(count), 0, 65535), level(30000, 50000), {
      toBrightness: goldenLinear(30000, 50000),
    }),
    grey("i16", { type: "i16" }, fill(new Int16Array(count), -1024, 3071), level(40, 400), {
      toBrightness: goldenLinear(40, 400),
    }),
    grey("u32 above 24 bits", { type: "u32", bitsStored: 32 }, u32, level(4_000_000_500, 900), {
      toBrightness: goldenLinear(4_000_000_500, 900),
    }),
    grey("i32 below −24 bits", { type: "i32", bitsStored: 32 }, i32, level(-2_000_000_250, 400), {
      toBrightness: goldenLinear(-2_000_000_250, 400),
    }),
  ];
}

function floats(): GoldenCase[] {
  const f32 = fill(new Float32Array(count), 0, 191).map((value) => value / 191 - 0.25);
  const withNan = Float32Array.from(f32, (value, i) => (i % 7 === 3 ? Number.NaN : value));
  return [
    grey("f32", { type: "f32", bitsStored: 32 }, f32, level(0.3, 0.8, "LINEAR_EXACT"), {
      toBrightness: goldenLinearExact(0.3, 0.8),
    }),
    grey("f32 with NaN as background", { type: "f32" }, withNan, level(0.3, 0.8, "LINEAR_EXACT"), {
      toBrightness: goldenLinearExact(0.3, 0.8),
      isPadding: (stored) => Number.isNaN(stored),
    }),
    grey("f64", { type: "f64" }, Float64Array.from(f32), level(0.3, 0.8, "LINEAR_EXACT"), {
      toBrightness: goldenLinearExact(0.3, 0.8),
    }),
  ];
}

function steps(): GoldenCase[] {
  const u16 = fill(new Uint16Array(count), 0, 4095);
  const i16 = fill(new Int16Array(count), -2000, 2000);
  const padded = Int16Array.from(i16, (value, i) => (i % 5 === 2 ? -2000 : value));
  const voiLut = {
    firstInput: 100,
    bits: 12,
    values: Array.from({ length: 300 }, (_, i) => (i * i * 4095) / 299 ** 2),
  };
  const modalityLut = {
    firstInput: 500,
    bits: 16,
    values: Array.from({ length: 2000 }, (_, i) => 60000 - i * 25),
  };
  const lutAt = (table: { firstInput: number; values: number[] }, x: number) =>
    table.values[Math.min(table.values.length - 1, Math.max(0, x - table.firstInput))] ?? 0;
  const between = (x: number) => {
    const at = Math.min(299, Math.max(0, x - 100));
    const low = voiLut.values[Math.floor(at)] ?? 0;
    return (low + ((voiLut.values[Math.ceil(at)] ?? 0) - low) * (at % 1)) / 4095;
  };
  return [
    grey("rescale", { slope: 2.5, intercept: -1024 }, u16, level(1000, 5000), {
      toModality: (stored) => stored * 2.5 - 1024,
      toBrightness: goldenLinear(1000, 5000),
    }),
    grey("negative slope", { slope: -0.5, intercept: 700 }, u16, level(-200, 1500), {
      toModality: (stored) => 700 - stored / 2,
      toBrightness: goldenLinear(-200, 1500),
    }),
    grey("width 1 is a step", {}, u16, level(2000, 1), { toBrightness: goldenLinear(2000, 1) }),
    grey("LINEAR_EXACT", {}, u16, level(2000, 3, "LINEAR_EXACT"), {
      toBrightness: goldenLinearExact(2000, 3),
    }),
    grey("narrow LINEAR", {}, u16, level(2000, 3), { toBrightness: goldenLinear(2000, 3) }),
    grey("SIGMOID", {}, u16, level(2000, 1500, "SIGMOID"), { toBrightness: goldenSigmoid(2000, 1500) }),
    grey(
      "VOI LUT",
      { voiLut },
      fill(new Uint16Array(count), 50, 450),
      { kind: "lut", invert: false },
      {
        toBrightness: between,
      },
    ),
    grey("modality LUT", { modalityLut }, u16, level(35000, 60000), {
      toModality: (stored) => lutAt(modalityLut, stored),
      toBrightness: goldenLinear(35000, 60000),
    }),
    grey("MONOCHROME1", { color: "mono1" }, u16, level(2000, 4000), {
      toBrightness: goldenLinear(2000, 4000),
      inverted: true,
    }),
    grey("padding", { type: "i16", padding: [-2000, -1990] }, padded, level(0, 3000), {
      isPadding: (stored) => stored <= -1990,
      toBrightness: goldenLinear(0, 3000),
    }),
    grey("padding range reversed", { type: "i16", padding: [-1990, -2000] }, padded, level(0, 3000), {
      isPadding: (stored) => stored <= -1990,
      toBrightness: goldenLinear(0, 3000),
    }),
    grey("inverted by hand", {}, u16, { ...level(2000, 4000), invert: true } as WindowState, {
      toBrightness: goldenLinear(2000, 4000),
      inverted: true,
    }),
  ];
}

function colors(): GoldenCase[] {
  const rgb8 = new Uint8Array(count * 3).map((_, i) => (i * 91) % 256);
  const rgb16 = new Uint16Array(count * 3).map((_, i) => (i * 911) % 4096);
  const rgba = new Uint8Array(count * 4).map((_, i) => (i * 91) % 256);
  const index = new Uint8Array(count).map((_, i) => (i * 37) % 60);
  const palette = {
    firstInput: 10,
    red: Array.from({ length: 40 }, (_, i) => i * 6),
    green: Array.from({ length: 40 }, (_, i) => 255 - i * 6),
    blue: Array.from({ length: 40 }, (_, i) => (i * 100) % 256),
  };
  const sample = (data: SampleArray, samples: number, full: number) => (column: number, row: number) => {
    const at = (row * columns + column) * samples;
    return [(data[at] ?? 0) / full, (data[at + 1] ?? 0) / full, (data[at + 2] ?? 0) / full] as const;
  };
  const entry = (column: number, row: number) => {
    const at = Math.min(39, Math.max(0, (index[row * columns + column] ?? 0) - 10));
    return [
      (palette.red[at] ?? 0) / 255,
      (palette.green[at] ?? 0) / 255,
      (palette.blue[at] ?? 0) / 255,
    ] as const;
  };
  const color = (
    name: string,
    change: Partial<ImageFacts>,
    pixels: SampleArray,
    stored: GoldenImage["stored"],
  ): GoldenCase => ({
    name,
    facts: greyFacts(change),
    pixels,
    window: level(1, 1),
    golden: { columns, rows, stored },
  });
  return [
    color("RGB", { samples: 3, color: "rgb", type: "u8", bitsStored: 8 }, rgb8, sample(rgb8, 3, 255)),
    color("RGB of 12 bits", { samples: 3, color: "rgb", bitsStored: 12 }, rgb16, sample(rgb16, 3, 4095)),
    color("RGBA", { samples: 4, color: "rgb", type: "u8", bitsStored: 8 }, rgba, sample(rgba, 4, 255)),
    color("PALETTE", { color: "palette", type: "u8", bitsStored: 8, palette }, index, entry),
  ];
}

/** Every sample type, every VOI function, padding, tables and colour. */
export const goldenCases: readonly GoldenCase[] = [...integers(), ...floats(), ...steps(), ...colors()];
