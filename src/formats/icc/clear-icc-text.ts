import type { ByteView } from "../byte-view.ts";

/** Types of ICC.1 chapter 10 that hold numbers only. */
const numericTypes = new Set(
  ["XYZ ", "curv", "para", "mft1", "mft2", "mAB ", "mBA ", "sf32", "uf32"].concat([
    "ui08",
    "ui16",
    "ui32",
    "chrm",
    "meas",
    "view",
    "sig ",
  ]),
);

const headerBytes = 132;
const entryBytes = 12;
const mostTags = 1000;

const u32 = (bytes: ByteView, at: number) => {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
};
const word = (bytes: ByteView, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * An ICC profile without text, of the same length: descriptions, copyright and the like are zeroed, as is every byte that no tag
 * owns, the profile's date, makers and ID. Curves, matrices and tables stay. `bytes` may carry one byte of padding. Null where
 * the profile cannot be followed. Source: ICC.1:2022 clauses 7 and 10.
 */
export function clearIccText(bytes: ByteView): Uint8Array | null {
  const size = bytes.length >= headerBytes ? u32(bytes, 0) : 0;
  if (size < headerBytes || bytes.length < size || bytes.length > size + 1) return null;
  if (word(bytes, 36) !== "acsp") return null;
  const count = u32(bytes, 128);
  const tableEnd = headerBytes + count * entryBytes;
  if (count > mostTags || tableEnd > size) return null;
  const out = new Uint8Array(bytes.length);
  out.set(bytes.subarray(0, tableEnd));
  for (const [from, to] of [
    [24, 36],
    [48, 56],
    [80, 128],
  ] as const)
    out.fill(0, from, to);
  for (let tag = 0; tag < count; tag++) {
    const entry = headerBytes + tag * entryBytes;
    const [at, length] = [u32(bytes, entry + 4), u32(bytes, entry + 8)];
    if (at < tableEnd || length < 8 || at + length > size) return null;
    const kept = numericTypes.has(word(bytes, at)) ? length : 4;
    out.set(bytes.subarray(at, at + kept), at);
  }
  return out;
}
