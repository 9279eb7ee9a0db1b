import { makeBlockCode, readBlockCode, setFixedCode } from "./block-code.ts";
import { decodeBlock, InflateError, type InflateState } from "./decode-block.ts";

/** A raw deflate stream (RFC 1951) that is undone as far as somebody wants, and not a byte further. */
export interface Inflater {
  /**
   * Goes on until there are `wanted` bytes or the stream ends, and gives all of them from the first one on, not copied: they belong to the
   * caller once no more are wanted. `expected`: how many there will be at last, where that is known. Throws InflateError.
   */
  upTo(wanted: number, expected?: number): Uint8Array<ArrayBuffer>;
  readonly ended: boolean;
}

/** Deflate cannot grow data by more than this (RFC 1951). */
export const deflateSteepest = 1032;

/** How much memory is taken at first where nobody knows better. */
const firstLength = 64 * 1024;

/** Takes so many bits, at most 16. */
function takeBits(state: InflateState, count: number): number {
  while (state.held < count) {
    if (state.at >= state.packed.length) throw new InflateError("short");
    state.buffer |= (state.packed[state.at++] ?? 0) << state.held;
    state.held += 8;
  }
  const value = state.buffer & ((1 << count) - 1);
  state.buffer >>>= count;
  state.held -= count;
  if (state.at - (state.held >> 3) > state.packed.length) throw new InflateError("short");
  return value;
}

/** Reads the head of a block; true for the last one. */
function beginBlock(state: InflateState): boolean {
  const last = takeBits(state, 1) === 1;
  switch (takeBits(state, 2)) {
    case 0: {
      takeBits(state, state.held & 7);
      state.left = takeBits(state, 16);
      if ((state.left ^ takeBits(state, 16)) !== 0xffff) throw new InflateError("damaged");
      // Whole bytes that wait are the first ones of the block.
      state.at -= state.held >> 3;
      state.buffer = 0;
      state.held = 0;
      return last;
    }
    case 1:
      setFixedCode(state.code);
      break;
    case 2:
      if (!readBlockCode(state.code, (count) => takeBits(state, count))) throw new InflateError("damaged");
      break;
    default:
      throw new InflateError("damaged");
  }
  state.left = -1;
  return last;
}

/** Copies what is left of a stored block, as far as there is room. */
function copyStored(state: InflateState): void {
  const { packed, out, at, made } = state;
  const count = Math.min(state.left, out.length - made);
  if (at + count > packed.length) throw new InflateError("short");
  out.set(packed.subarray(at, at + count), made);
  state.at += count;
  state.made += count;
  state.left -= count;
}

/** Copies what is left of a match that there was no room for: byte by byte, since it may reach into itself. */
function copyMatch(state: InflateState): void {
  const { out } = state;
  while (state.matchLeft > 0 && state.made < out.length) {
    out[state.made++] = out[state.matchFrom++] ?? 0;
    state.matchLeft--;
  }
}

/** Makes room for at least one byte more, and for no more than are wanted. */
function grow(state: InflateState, wanted: number, expected: number): void {
  const { packed, out, at, made } = state;
  // So much at the most can come of what there is: who announces more does not get the memory.
  const most = made + (packed.length - at + 8) * deflateSteepest;
  const better = made < expected ? expected : made * 2;
  state.out = new Uint8Array(Math.min(wanted, Math.max(firstLength, Math.min(better, most))));
  state.out.set(out.subarray(0, made));
}

/**
 * Starts on a stream that lies in memory; what follows its end is not looked at. One pass into one buffer that never grows beyond what is
 * wanted. (fflate's stream takes twice the time and holds its output twice; its quick call cannot be told where to stop.)
 */
export function makeInflater(packed: Uint8Array): Inflater {
  const state: InflateState = {
    packed,
    code: makeBlockCode(),
    out: new Uint8Array(0),
    made: 0,
    at: 0,
    buffer: 0,
    held: 0,
    left: 0,
    matchLeft: 0,
    matchFrom: 0,
  };
  let last = false;
  // A match that there is no room for belongs to its block.
  const isOver = () => last && state.left === 0;
  return {
    get ended() {
      return isOver();
    },
    upTo: (wanted, expected = 0) => {
      while (state.made < wanted && !isOver()) {
        if (state.left === 0) last = beginBlock(state);
        if (state.left === 0) continue;
        if (state.made === state.out.length) grow(state, wanted, expected);
        if (state.matchLeft > 0) copyMatch(state);
        else if (state.left > 0) copyStored(state);
        else decodeBlock(state);
      }
      return state.out.subarray(0, Math.min(state.made, wanted));
    },
  };
}
