import { errorWords } from "./reed-solomon.ts";

/** Error words a block, and blocks, of versions 1 to 40 at level M: 15 % may be lost (ISO/IEC 18004 table 9). */
const errorWordsOfBlock = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const blocksOf = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
  31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];

/** Modules of a version that hold words: all but its patterns. */
function dataModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    modules -= (25 * aligned - 10) * aligned - 55;
  }
  return version >= 7 ? modules - 36 : modules;
}

function shape(version: number) {
  const total = Math.floor(dataModules(version) / 8);
  const blocks = blocksOf[version - 1] ?? 1;
  const errors = errorWordsOfBlock[version - 1] ?? 0;
  return { total, blocks, errors, data: total - blocks * errors };
}

/** The smallest version that holds so many bytes. Throws RangeError above version 40. */
export function versionFor(bytes: number): number {
  for (let version = 1; version <= 40; version++) {
    const head = version < 10 ? 12 : 20;
    if (8 * shape(version).data >= head + 8 * bytes) return version;
  }
  throw new RangeError(`A QR code holds no ${bytes} bytes.`);
}

/** Bytes in byte mode, closed and padded (ISO/IEC 18004 7.4). */
function dataWords(bytes: Uint8Array, version: number): readonly number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const most = 8 * shape(version).data;
  put(0, Math.min(4, most - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < most; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, word) =>
    bits.slice(8 * word, 8 * word + 8).reduce((value, bit) => 2 * value + bit, 0),
  );
}

/** All words of a code in the order in which they are laid out: data and error words of the blocks in turn (7.6). */
export function codewords(bytes: Uint8Array, version: number): readonly number[] {
  const { total, blocks, errors } = shape(version);
  const data = dataWords(bytes, version);
  const short = Math.floor(total / blocks) - errors;
  const longFrom = blocks - (total % blocks);
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, block) => {
    const own = data.slice(at, at + short + (block >= longFrom ? 1 : 0));
    at += own.length;
    return { own, error: errorWords(own, errors) };
  });
  const turn = (lists: readonly (readonly number[])[], length: number) =>
    Array.from({ length }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  return [
    ...turn(
      parts.map(({ own }) => own),
      short + 1,
    ),
    ...turn(
      parts.map(({ error }) => error),
      errors,
    ),
  ];
}
