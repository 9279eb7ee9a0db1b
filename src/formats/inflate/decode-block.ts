import { type BlockCode, distanceRoot, literalRoot } from "./block-code.ts";
import { entryKind } from "./huffman-table.ts";

/** Why a stream is not one: its bytes end before it does, or are no deflate stream. */
export class InflateError extends Error {
  override readonly name = "InflateError";
  constructor(readonly kind: "short" | "damaged") {
    super(`deflate stream ${kind}`);
  }
}

/** Where the undoing of a stream is. */
export interface InflateState {
  readonly packed: Uint8Array;
  readonly code: BlockCode;
  /** What was made, `made` bytes of it, and room for more. */
  out: Uint8Array<ArrayBuffer>;
  made: number;
  /** The next byte of the stream; `held` bits of those before it wait in `buffer`. */
  at: number;
  buffer: number;
  held: number;
  /** Of a stored block the bytes that are still to be copied; of a coded one -1; 0 between blocks. */
  left: number;
  /** Of a match that there was no room for: how much, and from where. */
  matchLeft: number;
  matchFrom: number;
}

// Of this module, so that they are constants in the loop below.
const literalBits = literalRoot;
const distanceBits = distanceRoot;
const literalMask = (1 << literalRoot) - 1;
const distanceMask = (1 << distanceRoot) - 1;
const { mask: kindMask, base, end: endOfBlock, more } = entryKind;

/** Two bytes, least significant first; behind the end they are zero, and not read: that would slow the loop down for ever. */
function pairAt(source: Uint8Array, at: number): number {
  if (at + 1 < source.length) return (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8);
  return at < source.length ? (source[at] ?? 0) : 0;
}

/**
 * Decodes a coded block (RFC 1951 3.2.3) until it ends or the room does. Locals throughout: this loop is where the time goes. Throws
 * InflateError.
 */
export function decodeBlock(state: InflateState): void {
  const { literals, distances } = state.code;
  const source = state.packed;
  const target = state.out;
  const room = target.length;
  let from = state.at;
  let word = state.buffer;
  let count = state.held;
  let to = state.made;
  while (to < room) {
    if (count < 16) {
      // Zeros stand behind the end; whoever uses them is found out.
      if (from - (count >> 3) > source.length) throw new InflateError("short");
      word |= pairAt(source, from) << count;
      from += 2;
      count += 16;
    }
    let entry = literals[word & literalMask] ?? 0;
    // Most symbols are bytes: two more of them without another look at the bits that are left.
    if ((entry & kindMask) === 0 && to + 2 < room) {
      word >>>= entry & 15;
      count -= entry & 15;
      target[to++] = entry >>> 16;
      entry = literals[word & literalMask] ?? 0;
      if ((entry & kindMask) !== 0 || (entry & 15) > count) continue;
      word >>>= entry & 15;
      count -= entry & 15;
      target[to++] = entry >>> 16;
      entry = literals[word & literalMask] ?? 0;
      if ((entry & kindMask) !== 0 || (entry & 15) > count) continue;
      word >>>= entry & 15;
      count -= entry & 15;
      target[to++] = entry >>> 16;
      continue;
    }
    if ((entry & kindMask) === more) {
      word >>>= literalBits;
      count -= literalBits;
      entry = literals[(entry >>> 16) + (word & ((1 << ((entry >> 4) & 15)) - 1))] ?? 0;
    }
    word >>>= entry & 15;
    count -= entry & 15;
    const kind = entry & kindMask;
    if (kind === 0) {
      target[to++] = entry >>> 16;
      continue;
    }
    if (kind === endOfBlock) {
      state.left = 0;
      break;
    }
    if (kind !== base) throw new InflateError("damaged");
    let extra = (entry >> 4) & 15;
    if (count < 16) {
      word |= pairAt(source, from) << count;
      from += 2;
      count += 16;
    }
    const length = (entry >>> 16) + (word & ((1 << extra) - 1));
    word >>>= extra;
    count -= extra;
    if (count < 16) {
      word |= pairAt(source, from) << count;
      from += 2;
      count += 16;
    }
    entry = distances[word & distanceMask] ?? 0;
    if ((entry & kindMask) === more) {
      word >>>= distanceBits;
      count -= distanceBits;
      entry = distances[(entry >>> 16) + (word & ((1 << ((entry >> 4) & 15)) - 1))] ?? 0;
    }
    word >>>= entry & 15;
    count -= entry & 15;
    if ((entry & kindMask) !== base) throw new InflateError("damaged");
    extra = (entry >> 4) & 15;
    if (count < 16) {
      word |= pairAt(source, from) << count;
      from += 2;
      count += 16;
    }
    const start = to - (entry >>> 16) - (word & ((1 << extra) - 1));
    word >>>= extra;
    count -= extra;
    if (start < 0) throw new InflateError("damaged");
    if (length > room - to) {
      // Goes on when there is more room.
      state.matchLeft = length;
      state.matchFrom = start;
      break;
    }
    const end = to + length;
    if (length > 24 && end - start <= 2 * (to - start)) target.copyWithin(to, start, start + length);
    else for (let next = to, back = start; next < end; ) target[next++] = target[back++] ?? 0;
    to = end;
  }
  state.at = from;
  state.buffer = word;
  state.held = count;
  state.made = to;
  if (from - (count >> 3) > source.length) throw new InflateError("short");
}
