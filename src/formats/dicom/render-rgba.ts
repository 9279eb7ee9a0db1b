import type { ImageFacts, LookupTable, VoiWindow } from "../../domain/image-facts.ts";
import type { DisplayFrame } from "./display-frame.ts";

/** An 8-bit picture, row-major RGBA, opaque. */
export interface RgbaPicture {
  readonly columns: number;
  readonly rows: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

const clampIndex = (index: number, length: number) => Math.min(length - 1, Math.max(0, index));

function tableValue(table: LookupTable, input: number): number {
  return table.values[clampIndex(Math.round(input) - table.firstInput, table.values.length)] ?? 0;
}

/** Brightness 0–255 of a modality value: PS3.3 C.11.2.1.2.1 and C.11.2.1.3. */
function windowed(facts: ImageFacts, window: VoiWindow, value: number): number {
  const { center, width } = window;
  if (facts.voiFunction === "SIGMOID") return 255 / (1 + Math.exp((-4 * (value - center)) / width));
  const exact = facts.voiFunction === "LINEAR_EXACT";
  const middle = exact ? center : center - 0.5;
  const span = exact ? width : Math.max(width - 1, 1e-9);
  return ((value - middle) / span + 0.5) * 255;
}

const isPadding = (facts: ImageFacts, stored: number) =>
  facts.padding !== undefined && stored >= facts.padding[0] && stored <= facts.padding[1];

/** Smallest and largest modality value of the frame, padding and what is no number left out. */
function fullRange(frame: DisplayFrame, facts: ImageFacts, modality: (stored: number) => number): VoiWindow {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const stored of frame.pixels) {
    const value = modality(stored);
    if (isPadding(facts, stored) || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { center: 0.5, width: 1 };
  return { center: (low + high + 1) / 2, width: high - low + 1 };
}

/** Grey level 0–255 for every stored value of the frame. */
function greyOf(frame: DisplayFrame, facts: ImageFacts): (stored: number) => number {
  const { modalityLut, voiLut, slope, intercept } = facts;
  const modality = (stored: number) =>
    modalityLut ? tableValue(modalityLut, stored) : stored * slope + intercept;
  const invert = facts.color === "mono1" ? (level: number) => 255 - level : (level: number) => level;
  const given = facts.windows[0];
  if (!given && voiLut) {
    const top = 2 ** voiLut.bits - 1;
    return (stored) => invert((tableValue(voiLut, modality(stored)) / top) * 255);
  }
  const window = given ?? fullRange(frame, facts, modality);
  return (stored) =>
    isPadding(facts, stored)
      ? 0
      : invert(Math.min(255, Math.max(0, windowed(facts, window, modality(stored)))));
}

/**
 * A frame as a person sees it with the file's first window (or its whole range), at most `longestSide` pixels (nearest pixel)
 * when given. For thumbnails and review; the viewer has its own renderer.
 */
export function renderRgba(frame: DisplayFrame, facts: ImageFacts, longestSide?: number): RgbaPicture {
  const scale = longestSide ? Math.min(1, longestSide / Math.max(frame.columns, frame.rows)) : 1;
  const columns = Math.max(1, Math.round(frame.columns * scale));
  const rows = Math.max(1, Math.round(frame.rows * scale));
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  const { palette } = facts;
  const grey = frame.samples === 1 && !palette ? greyOf(frame, facts) : null;
  const colorShift = frame.type === "u16" ? Math.max(0, facts.bitsStored - 8) : 0;
  for (let row = 0; row < rows; row++) {
    const sourceRow = Math.min(frame.rows - 1, Math.floor(((row + 0.5) * frame.rows) / rows));
    for (let column = 0; column < columns; column++) {
      const sourceColumn = Math.min(
        frame.columns - 1,
        Math.floor(((column + 0.5) * frame.columns) / columns),
      );
      const from = (sourceRow * frame.columns + sourceColumn) * frame.samples;
      const to = (row * columns + column) * 4;
      const stored = frame.pixels[from] ?? 0;
      if (grey) {
        rgba.fill(grey(stored), to, to + 3);
      } else if (palette) {
        const index = clampIndex(stored - palette.firstInput, palette.red.length);
        rgba[to] = palette.red[index] ?? 0;
        rgba[to + 1] = palette.green[index] ?? 0;
        rgba[to + 2] = palette.blue[index] ?? 0;
      } else {
        for (let band = 0; band < 3; band++) rgba[to + band] = (frame.pixels[from + band] ?? 0) >> colorShift;
      }
      rgba[to + 3] = 255;
    }
  }
  return { columns, rows, rgba };
}
