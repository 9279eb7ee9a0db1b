import { FormatError } from "../../format-error.ts";

/** Adaptive bits of LZMA: each context holds the chance of a 0 in 2048ths. */
export interface RangeDecoder {
  bit(chances: Uint16Array, at: number): number;
  /** `count` bits through a tree of contexts that begins at `at`, highest first. */
  tree(chances: Uint16Array, at: number, count: number): number;
  /** The same, lowest bit first. */
  reverseTree(chances: Uint16Array, at: number, count: number): number;
  /** Bits without a context. */
  direct(count: number): number;
}

const start = 1024;

/** Contexts with both bits equally likely. */
export const freshChances = (count: number) => new Uint16Array(count).fill(start);

/** Reads the range coder of `bytes` from `from` to `to`. Errors: FormatError `truncated`. */
export function makeRangeDecoder(bytes: Uint8Array, from: number, to: number): RangeDecoder {
  let at = from;
  let range = 0xffffffff;
  let code = 0;
  const next = () => {
    if (at >= to) throw new FormatError("truncated", "more LZMA data in a chunk", "its end", at);
    return bytes[at++] ?? 0;
  };
  // The first byte is always zero.
  next();
  for (let index = 0; index < 4; index++) code = ((code << 8) | next()) >>> 0;

  const normalize = () => {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | next()) >>> 0;
  };
  const bit = (chances: Uint16Array, place: number) => {
    normalize();
    const chance = chances[place] ?? start;
    const bound = (range >>> 11) * chance;
    if (code < bound) {
      range = bound;
      chances[place] = chance + ((2048 - chance) >> 5);
      return 0;
    }
    range -= bound;
    code -= bound;
    chances[place] = chance - (chance >> 5);
    return 1;
  };
  return {
    bit,
    tree(chances, place, count) {
      let node = 1;
      for (let index = 0; index < count; index++) node = node * 2 + bit(chances, place + node);
      return node - (1 << count);
    },
    reverseTree(chances, place, count) {
      let node = 1;
      let value = 0;
      for (let index = 0; index < count; index++) {
        const one = bit(chances, place + node);
        node = node * 2 + one;
        value |= one << index;
      }
      return value;
    },
    direct(count) {
      let value = 0;
      for (let index = 0; index < count; index++) {
        normalize();
        range >>>= 1;
        const one = code >= range ? 1 : 0;
        if (one) code -= range;
        value = value * 2 + one;
      }
      return value;
    },
  };
}
