import { FormatError } from "../format-error.ts";

/** A Huffman table of a JPEG stream, for both directions. */
export interface HuffmanTable {
  /** By the next 16 bits: length of the code in the upper byte, its symbol in the lower; 0 where there is no such code. */
  readonly decode: Uint16Array;
  /** By symbol; a length of 0 where the table lacks it. */
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
}

/**
 * Builds a table from how many codes there are of each length from 1 to 16, and their symbols in order (ISO 10918-1 annex C). Throws
 * {@link FormatError} where they are no prefix code.
 */
export function makeHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const decode = new Uint16Array(1 << 16);
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    for (let left = counts[length - 1] ?? 0; left > 0; left--, code++, at++) {
      const symbol = symbols[at];
      if (symbol === undefined || code >= 1 << length || lengths[symbol] !== 0)
        throw new FormatError("parse-error", "a Huffman table", "another one");
      codes[symbol] = code;
      lengths[symbol] = length;
      const first = code << (16 - length);
      decode.fill((length << 8) | symbol, first, first + (1 << (16 - length)));
    }
    code <<= 1;
  }
  return { decode, codes, lengths };
}

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** A table as it stands in a DHT segment. */
export interface TableParts {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

/** Table K.3: every difference that 8 bits can have. */
export const standardDc: TableParts = {
  counts: bytesOf("00010501010101010100000000000000"),
  symbols: bytesOf("000102030405060708090a0b"),
};

/** Table K.5: every run and size that 8 bits can have. */
export const standardAc: TableParts = {
  counts: bytesOf("0002010303020403050504040000017d"),
  symbols: bytesOf(
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a" +
      "434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9" +
      "aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
  ),
};
