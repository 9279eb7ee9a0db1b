import { FormatError } from "../../format-error.ts";
import { decodeLzma2 } from "./lzma2.ts";

const deltaFilter = 0x03;
const lzma2Filter = 0x21;
const signature = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
/** Bytes of the check behind each block, by type (.xz format 2.1.1.2). */
const checkBytes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

const damaged = (found: string, offset: number) =>
  new FormatError("parse-error", "an xz stream", found, offset);

/** A number of 7 bits a byte, lowest first (.xz format 1.2); `at` is behind it. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly at: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, at: at + index + 1 };
  }
  throw damaged("a number that does not end", at);
}

/** Distances of the delta filters in front of LZMA2, in the order in which they were applied. */
function readBlockHeader(bytes: Uint8Array, begin: number, end: number): number[] {
  const flags = bytes[begin + 1] ?? 0;
  let at = begin + 2;
  for (const present of [0x40, 0x80]) if (flags & present) at = readNumber(bytes, at).at;
  const deltas: number[] = [];
  const count = (flags & 3) + 1;
  for (let index = 0; index < count; index++) {
    const filter = readNumber(bytes, at);
    const size = readNumber(bytes, filter.at);
    at = size.at + size.value;
    if (at > end) throw damaged("a broken block header", begin);
    const last = index === count - 1;
    if (filter.value !== (last ? lzma2Filter : deltaFilter))
      throw new FormatError("unsupported-pixels", "xz filters delta and LZMA2", `${filter.value}`, begin);
    if (!last) deltas.push((bytes[size.at] ?? 0) + 1);
  }
  return deltas;
}

function undoDelta(bytes: Uint8Array, distance: number): void {
  for (let at = distance; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) + (bytes[at - distance] ?? 0);
}

/**
 * Decodes an .xz stream (LZMA2, delta filters) into `out`, which bounds it; returns the bytes written. The checksums behind the
 * blocks are not looked at. Errors: FormatError.
 */
export function decodeXz(bytes: Uint8Array, out: Uint8Array): number {
  if (signature.some((byte, index) => bytes[index] !== byte)) throw damaged("another signature", 0);
  const check = checkBytes[(bytes[7] ?? 0) & 15] ?? 0;
  let at = 12;
  let written = 0;
  while (written < out.length) {
    const size = bytes[at];
    if (size === undefined) throw new FormatError("truncated", "an xz block", "the end", at);
    if (size === 0) break;
    const begin = at;
    at += (size + 1) * 4;
    const deltas = readBlockHeader(bytes, begin, at - 4);
    const before = written;
    const block = decodeLzma2(bytes, at, out, written);
    written = block.written;
    for (const distance of deltas.reverse()) undoDelta(out.subarray(before, written), distance);
    at = block.at + ((4 - ((block.at - begin) & 3)) & 3) + check;
  }
  return written;
}
