import type { ImageFacts } from "../../domain/image-facts.ts";
import { type Said, say } from "../../domain/said.ts";
import type { SampleArray, SampleType } from "../../domain/samples.ts";
import { type CaptureKind, captureKind } from "./capture-part.ts";

/** How stored values become the unsigned samples of a Secondary Capture: value = sample ÷ `scale` − `offset`, for grey ones. */
export interface SampleMap {
  readonly kind: CaptureKind;
  readonly offset: number;
  readonly scale: number;
  /** Min-is-white: the kinds of 3.7 know only MONOCHROME2 (PS3.3 A.8.3.3, A.8.4.3), so samples are mirrored. */
  readonly mirrored: boolean;
  /** What is not held, in words, or null. */
  readonly loss: Said | null;
}

const offsets: Partial<Record<SampleType, number>> = { u8: 0, i8: 128, u16: 0, i16: 32768 };

/** The map of an image; `range` is the lowest and highest value of all its frames, asked of 32-bit and float samples only. */
export function sampleMap(facts: ImageFacts, range: readonly [low: number, high: number] | null): SampleMap {
  const kind = captureKind(facts);
  const base = { kind, offset: 0, scale: 1, mirrored: false, loss: null };
  if (kind === "color") {
    const cut = facts.color !== "palette" && facts.type !== "u8" && facts.type !== "i8";
    const clear = facts.samples === 4;
    if (cut && clear) return { ...base, loss: say`colour cut to 8 bits, no transparency` };
    return { ...base, loss: cut ? say`colour cut to 8 bits` : clear ? say`no transparency` : null };
  }
  const mirrored = facts.color === "mono1";
  const note = mirrored ? say`white is the highest sample` : null;
  const offset = offsets[facts.type];
  if (offset !== undefined) return { ...base, offset, mirrored, loss: note };
  const [low, high] = range ?? [0, 0];
  const scale = high > low ? 65535 / (high - low) : 1;
  return { ...base, offset: -low, scale, mirrored, loss: say`values rounded to 16 bits` };
}

/** Whether the map needs the range of all values. */
export const needsRange = (facts: ImageFacts): boolean =>
  captureKind(facts) === "word" && offsets[facts.type] === undefined;

/** The samples of a frame, in the byte order of the file. */
export function captureBytes(
  map: SampleMap,
  facts: ImageFacts,
  pixels: SampleArray,
): Uint8Array<ArrayBuffer> {
  const count = facts.columns * facts.rows;
  if (map.kind === "color") return colorBytes(facts, pixels, count);
  const wide = map.kind === "word";
  const last = wide ? 65535 : 255;
  const out = new Uint8Array(count * (wide ? 2 : 1));
  for (let pixel = 0; pixel < count; pixel++) {
    // Not a number has no place among whole ones: it becomes the lowest.
    const sample = Math.round(((pixels[pixel] ?? 0) + map.offset) * map.scale) || 0;
    const shown = map.mirrored ? last - sample : sample;
    if (!wide) out[pixel] = shown;
    else {
      out[pixel * 2] = shown & 255;
      out[pixel * 2 + 1] = shown >>> 8;
    }
  }
  return out;
}

function colorBytes(facts: ImageFacts, pixels: SampleArray, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count * 3);
  const { palette, samples, type } = facts;
  if (facts.color === "palette" && palette) {
    const tables = [palette.red, palette.green, palette.blue];
    const last = palette.red.length - 1;
    for (let pixel = 0; pixel < count; pixel++) {
      const entry = Math.min(last, Math.max(0, (pixels[pixel] ?? 0) - palette.firstInput));
      for (const [band, table] of tables.entries()) out[pixel * 3 + band] = table[entry] ?? 0;
    }
    return out;
  }
  const [offset, divide] = type === "i8" ? [128, 1] : type === "u16" ? [0, 256] : [0, 1];
  for (let pixel = 0; pixel < count; pixel++)
    for (let band = 0; band < 3; band++)
      out[pixel * 3 + band] = Math.floor(((pixels[pixel * samples + band] ?? 0) + offset) / divide);
  return out;
}

/** The stored samples, little endian, that the bytes of a capture were made of. Only for maps without rounding; see `captureObstacle`. */
export function samplesOfCapture(
  map: SampleMap,
  type: SampleType,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  const wide = map.kind === "word";
  // Signed samples were moved up by half their range, which turns the highest bit over.
  const flip = type === "i8" || (type === "i16" && wide) ? 0x80 : 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = !wide || at % 2 === 1;
    out[at] = (map.mirrored ? 255 - byte : byte) ^ (high ? flip : 0);
  }
  return out;
}

/** Whether the colours of an image are of a type that 8 bits hold or can be cut to. */
export const hasWritableColor = (facts: ImageFacts): boolean =>
  captureKind(facts) !== "color" || facts.color === "palette" || ["u8", "i8", "u16"].includes(facts.type);
