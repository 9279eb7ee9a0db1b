import { FormatError } from "../../format-error.ts";
import { freshChances, makeRangeDecoder, type RangeDecoder } from "./range-decoder.ts";

interface LengthChances {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly middle: Uint16Array;
  readonly high: Uint16Array;
}

interface State {
  literalContext: number;
  literalPosition: number;
  position: number;
  state: number;
  readonly distances: [number, number, number, number];
  literals: Uint16Array;
  readonly isMatch: Uint16Array;
  readonly isRepeat: Uint16Array;
  readonly isOther: Uint16Array;
  readonly isShort: Uint16Array;
  readonly slots: Uint16Array;
  readonly special: Uint16Array;
  readonly align: Uint16Array;
  readonly matchLength: LengthChances;
  readonly repeatLength: LengthChances;
}

const lengthChances = (): LengthChances => ({
  choice: freshChances(2),
  low: freshChances(16 * 8),
  middle: freshChances(16 * 8),
  high: freshChances(256),
});

function freshState(properties: number): State {
  const literalContext = properties % 9;
  const rest = Math.floor(properties / 9);
  const literalPosition = rest % 5;
  const position = Math.floor(rest / 5);
  if (properties >= 225 || literalContext + literalPosition > 4)
    throw new FormatError("parse-error", "LZMA properties", `${properties}`);
  return {
    literalContext,
    literalPosition,
    position,
    state: 0,
    distances: [0, 0, 0, 0],
    literals: freshChances(0x300 << (literalContext + literalPosition)),
    isMatch: freshChances(12 * 16),
    isRepeat: freshChances(12),
    isOther: freshChances(12 * 3),
    isShort: freshChances(12 * 16),
    slots: freshChances(4 * 64),
    special: freshChances(128),
    align: freshChances(16),
    matchLength: lengthChances(),
    repeatLength: lengthChances(),
  };
}

function readLength(range: RangeDecoder, chances: LengthChances, place: number): number {
  if (range.bit(chances.choice, 0) === 0) return 2 + range.tree(chances.low, place * 8, 3);
  if (range.bit(chances.choice, 1) === 0) return 10 + range.tree(chances.middle, place * 8, 3);
  return 18 + range.tree(chances.high, 0, 8);
}

function readDistance(range: RangeDecoder, state: State, length: number): number {
  const slot = range.tree(state.slots, Math.min(length - 2, 3) * 64, 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const base = (2 | (slot & 1)) * 2 ** bits;
  // Slots below 14 share one array of contexts, each slot behind the ones before it.
  if (slot < 14) return base + range.reverseTree(state.special, base - slot, bits);
  return base + range.direct(bits - 4) * 16 + range.reverseTree(state.align, 0, 4);
}

/** Uncompressed output, which is also the dictionary; what does not fit is dropped. */
interface Window {
  readonly out: Uint8Array;
  written: number;
  /** Where the dictionary begins. */
  from: number;
}

function readLiteral(range: RangeDecoder, state: State, window: Window): void {
  const { out, written } = window;
  const before = written > window.from ? (out[written - 1] ?? 0) : 0;
  const where =
    (((written - window.from) & ((1 << state.literalPosition) - 1)) << state.literalContext) +
    (before >> (8 - state.literalContext));
  const base = where * 0x300;
  let symbol = 1;
  if (state.state >= 7) {
    let matched = out[written - state.distances[0] - 1] ?? 0;
    while (symbol < 0x100) {
      const bit = matched >> 7;
      matched = (matched << 1) & 0xff;
      const read = range.bit(state.literals, base + ((1 + bit) << 8) + symbol);
      symbol = symbol * 2 + read;
      if (read !== bit) break;
    }
  }
  while (symbol < 0x100) symbol = symbol * 2 + range.bit(state.literals, base + symbol);
  out[window.written++] = symbol & 0xff;
  state.state = state.state < 4 ? 0 : state.state < 10 ? state.state - 3 : state.state - 6;
}

/** Length of a copy; its distance is put in front of the others. */
function readCopy(range: RangeDecoder, state: State, place: number): number {
  const { distances } = state;
  const at = state.state;
  const literalBefore = at < 7;
  if (range.bit(state.isRepeat, at) === 0) {
    const length = readLength(range, state.matchLength, place);
    const distance = readDistance(range, state, length);
    distances.splice(0, 4, distance, distances[0], distances[1], distances[2]);
    state.state = literalBefore ? 7 : 10;
    return length;
  }
  if (range.bit(state.isOther, at * 3) === 0) {
    if (range.bit(state.isShort, at * 16 + place) === 0) {
      state.state = literalBefore ? 9 : 11;
      return 1;
    }
  } else {
    const which = range.bit(state.isOther, at * 3 + 1) === 0 ? 1 : 2 + range.bit(state.isOther, at * 3 + 2);
    const [distance = 0] = distances.splice(which, 1);
    distances.unshift(distance);
  }
  state.state = literalBefore ? 8 : 11;
  return readLength(range, state.repeatLength, place);
}

function readChunk(range: RangeDecoder, state: State, window: Window, size: number): void {
  const { out } = window;
  const end = Math.min(window.written + size, out.length);
  while (window.written < end) {
    const place = (window.written - window.from) & ((1 << state.position) - 1);
    if (range.bit(state.isMatch, state.state * 16 + place) === 0) {
      readLiteral(range, state, window);
      continue;
    }
    const length = readCopy(range, state, place);
    const from = window.written - state.distances[0] - 1;
    if (from < window.from) throw new FormatError("parse-error", "LZMA data", "a copy from before the data");
    const stop = Math.min(window.written + length, end);
    for (let at = from; window.written < stop; at++) out[window.written++] = out[at] ?? 0;
  }
}

/**
 * Decodes LZMA2 data from `from` on into `out`, which bounds it: what is behind is not decoded. Returns how many bytes were
 * written and where the data ended. Errors: FormatError.
 */
export function decodeLzma2(
  bytes: Uint8Array,
  from: number,
  out: Uint8Array,
  already: number,
): { readonly written: number; readonly at: number } {
  const window: Window = { out, written: already, from: already };
  let state: State | null = null;
  let properties = -1;
  let at = from;
  const number16 = (place: number) => ((bytes[place] ?? 0) << 8) | (bytes[place + 1] ?? 0);
  while (window.written < out.length) {
    const control = bytes[at];
    if (control === undefined) throw new FormatError("truncated", "an LZMA2 chunk", "the end", at);
    if (control === 0) return { written: window.written, at: at + 1 };
    if (control < 0x80) {
      if (control > 2) throw new FormatError("parse-error", "an LZMA2 chunk", `control ${control}`, at);
      if (control === 1) window.from = window.written;
      const size = number16(at + 1) + 1;
      const part = bytes.subarray(at + 3, at + 3 + size).subarray(0, out.length - window.written);
      out.set(part, window.written);
      window.written += part.length;
      at += 3 + size;
      if (at > bytes.length) throw new FormatError("truncated", "an LZMA2 chunk", "its end", at);
      continue;
    }
    const size = ((control & 0x1f) << 16) + number16(at + 1) + 1;
    const packed = number16(at + 3) + 1;
    const reset = (control >> 5) & 3;
    at += 5;
    if (reset === 3) window.from = window.written;
    if (reset >= 2) properties = bytes[at++] ?? 225;
    if (reset >= 1) state = freshState(properties);
    if (!state) throw new FormatError("parse-error", "LZMA properties first", "none", at);
    readChunk(makeRangeDecoder(bytes, at, Math.min(at + packed, bytes.length)), state, window, size);
    at += packed;
  }
  return { written: window.written, at };
}
