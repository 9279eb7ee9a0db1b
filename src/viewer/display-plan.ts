import type { ImageFacts } from "../domain/image-facts.ts";
import { voiRamp } from "./voi.ts";
import type { WindowState } from "./window-state.ts";

/**
 * What both renderers do with a stored value `v`: relative modality value `x = slope · (v − base)`, or
 * `modalityLut[v − modalityFirst]`, then the VOI step. `base` is a whole stored value near the window centre, subtracted
 * in integers, because float32 holds 24 bits only.
 */
export interface DisplayPlan {
  readonly color: "grey" | "palette" | "rgb";
  readonly base: number;
  readonly slope: number;
  readonly modalityLut: Float32Array<ArrayBuffer> | null;
  readonly modalityFirst: number;
  readonly voi: "ramp" | "sigmoid" | "lut";
  /** Relative to `base`, as are centre and first. */
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly span: number;
  /** Brightness 0–1. */
  readonly voiLut: Float32Array<ArrayBuffer> | null;
  readonly voiFirst: number;
  readonly invert: boolean;
  readonly padding: readonly [number, number] | null;
  /** RGBA bytes, input `paletteFirst + i`. */
  readonly palette: Uint8Array<ArrayBuffer> | null;
  readonly paletteFirst: number;
  /** Stored value of full brightness of a colour sample. */
  readonly colorMax: number;
}

const ranges = {
  u8: [0, 255],
  i8: [-128, 127],
  u16: [0, 65535],
  i16: [-32768, 32767],
  u32: [0, 4294967295],
  i32: [-2147483648, 2147483647],
} as const;

/** Works out the steps from the image's facts and the window; tables are converted once per call. */
export function displayPlan(facts: ImageFacts, window: WindowState): DisplayPlan {
  const color = facts.color === "palette" ? "palette" : facts.samples > 1 ? "rgb" : "grey";
  const lut = facts.modalityLut;
  const useLut = window.kind === "lut" && facts.voiLut !== undefined;
  const aim = window.kind === "window" ? window.center : (facts.voiLut?.firstInput ?? 0);
  const base = lut === undefined ? baseValue(facts, aim) : 0;
  const origin = lut === undefined ? base * facts.slope + facts.intercept : 0;
  const center = aim - origin;
  const width = window.kind === "window" ? window.width : 1;
  const sigmoid = window.kind === "window" && window.fn === "SIGMOID";
  const fn = window.kind === "window" && window.fn === "LINEAR" ? "LINEAR" : "LINEAR_EXACT";
  const ramp = sigmoid ? { low: 0, high: 0, middle: center, span: width } : voiRamp(fn, center, width);
  return {
    color,
    base,
    slope: facts.slope,
    modalityLut: lut === undefined ? null : Float32Array.from(lut.values),
    modalityFirst: lut?.firstInput ?? 0,
    voi: useLut ? "lut" : sigmoid ? "sigmoid" : "ramp",
    ...ramp,
    voiLut: useLut ? voiTable(facts) : null,
    voiFirst: (facts.voiLut?.firstInput ?? 0) - origin,
    invert: window.invert !== (facts.color === "mono1"),
    padding: paddingOf(facts),
    palette: color === "palette" ? paletteBytes(facts) : null,
    paletteFirst: facts.palette?.firstInput ?? 0,
    colorMax: facts.type === "u8" ? 255 : facts.type === "u16" ? 2 ** facts.bitsStored - 1 : 65535,
  };
}

function baseValue(facts: ImageFacts, aim: number): number {
  const stored = (aim - facts.intercept) / facts.slope;
  if (!Number.isFinite(stored)) return 0;
  if (facts.type === "f32" || facts.type === "f64") return Math.fround(stored);
  const [min, max] = ranges[facts.type];
  return Math.min(max, Math.max(min, Math.round(stored)));
}

function voiTable(facts: ImageFacts): Float32Array<ArrayBuffer> {
  const full = 2 ** (facts.voiLut?.bits ?? 8) - 1;
  return Float32Array.from(facts.voiLut?.values ?? [], (value) => value / full);
}

function paddingOf(facts: ImageFacts): readonly [number, number] | null {
  if (facts.padding === undefined || facts.samples > 1 || facts.color === "palette") return null;
  const [a, b] = facts.padding;
  return [Math.min(a, b), Math.max(a, b)];
}

function paletteBytes(facts: ImageFacts): Uint8Array<ArrayBuffer> {
  const { red = [], green = [], blue = [] } = facts.palette ?? {};
  const bytes = new Uint8Array(Math.max(1, red.length) * 4);
  for (let i = 0; i < red.length; i++) bytes.set([red[i] ?? 0, green[i] ?? 0, blue[i] ?? 0, 255], i * 4);
  return bytes;
}
