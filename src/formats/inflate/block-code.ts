import { entryKind, fillTable, type HuffmanTable, makeTable } from "./huffman-table.ts";

/** Bits that index the first table of a code. */
export const literalRoot = 10;
/** The same for distances. */
export const distanceRoot = 9;
const lengthRoot = 7;

/** The two codes of a block. */
export interface BlockCode {
  readonly literals: HuffmanTable;
  readonly distances: HuffmanTable;
}

/** Room for the codes of one block after the other. */
export const makeBlockCode = (): BlockCode => ({
  literals: makeTable(literalRoot),
  distances: makeTable(distanceRoot),
});

/** Entries of symbols whose value goes on in extra bits (RFC 1951 3.2.5): each begins where the one before ends. */
function growing(first: number, extras: readonly number[]): number[] {
  let value = first;
  return extras.map((extra) => {
    const entry = entryKind.base | (extra << 4) | (value << 16);
    value += 1 << extra;
    return entry;
  });
}

const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
const distanceExtras = Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
const lengths = growing(3, lengthExtras);

const literalSymbols = Int32Array.from([
  ...Array.from({ length: 256 }, (_, byte) => byte << 16),
  entryKind.end,
  ...lengths,
  // The last length is 258 without extra bits, and two symbols stand for nothing.
  entryKind.base | (258 << 16),
  entryKind.bad,
  entryKind.bad,
]);
const distanceSymbols = Int32Array.from([...growing(1, distanceExtras), entryKind.bad, entryKind.bad]);
const lengthSymbols = Int32Array.from({ length: 19 }, (_, symbol) => symbol << 16);

/** In which order the lengths of the code of lengths stand (RFC 1951 3.2.7). */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The codes that are the same in every stream (RFC 1951 3.2.6). */
export function setFixedCode(into: BlockCode): void {
  const fixed = new Uint8Array(320).fill(8).fill(9, 144, 256).fill(7, 256, 280).fill(5, 288);
  fillTable(into.literals, literalRoot, fixed, 0, literalSymbols);
  fillTable(into.distances, distanceRoot, fixed, 288, distanceSymbols);
}

/** Reads the codes of a block from its beginning (RFC 1951 3.2.7); `bits` takes so many from the stream. False for what is no code. */
export function readBlockCode(into: BlockCode, bits: (count: number) => number): boolean {
  const literalCount = bits(5) + 257;
  const distanceCount = bits(5) + 1;
  const lengthCount = bits(4) + 4;
  const own = new Uint8Array(19);
  for (const symbol of lengthOrder.slice(0, lengthCount)) own[symbol] = bits(3);
  const table = makeTable(lengthRoot);
  if (!fillTable(table, lengthRoot, own, 0, lengthSymbols)) return false;
  const all = new Uint8Array(literalCount + distanceCount);
  const symbolOf = () => {
    // Bit by bit: a code may be the last thing in the stream.
    let code = 0;
    for (let length = 1; length <= lengthRoot; length++) {
      code |= bits(1) << (length - 1);
      const entry = table[code] ?? 0;
      if ((entry & 15) === length && (entry & entryKind.mask) === 0) return entry >>> 16;
    }
    return -1;
  };
  for (let at = 0; at < all.length; ) {
    const symbol = symbolOf();
    if (symbol < 0 || (symbol === 16 && at === 0)) return false;
    if (symbol < 16) {
      all[at++] = symbol;
      continue;
    }
    const value = symbol === 16 ? (all[at - 1] ?? 0) : 0;
    const count = symbol === 16 ? 3 + bits(2) : symbol === 17 ? 3 + bits(3) : 11 + bits(7);
    if (at + count > all.length) return false;
    all.fill(value, at, at + count);
    at += count;
  }
  const literals = all.subarray(0, literalCount);
  const distances = all.subarray(literalCount);
  // A block without an end goes on into whatever follows.
  if (literals[256] === 0) return false;
  return (
    fillTable(into.literals, literalRoot, literals, 0, literalSymbols) &&
    fillTable(into.distances, distanceRoot, distances, 0, distanceSymbols)
  );
}
