/**
 * A prefix code of RFC 1951 3.2.2 as a table that is indexed by the next `root` bits; longer codes go on in a table behind it. An entry is
 * `value << 16 | kind | extra bits << 4 | bits of the code`.
 */
export type HuffmanTable = Int32Array<ArrayBuffer>;

/** What an entry stands for: a byte (0) or one of these. */
export const entryKind = { mask: 0x700, base: 0x100, end: 0x200, bad: 0x300, more: 0x400 } as const;

/** Longest code of the format. */
const most = 15;
/** Room for a code of at most 288 symbols with a root of so many bits: what goes on behind the root is not twice as long as the symbols. */
export const makeTable = (root: number): HuffmanTable => new Int32Array((1 << root) + 1024);

/** The last `bits` bits of a code in the order in which they come in the stream. */
function mirrored(code: number, bits: number): number {
  const pairs = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  const nibbles = ((pairs & 0x3333) << 2) | ((pairs >> 2) & 0x3333);
  const bytes = ((nibbles & 0x0f0f) << 4) | ((nibbles >> 4) & 0x0f0f);
  return (((bytes & 0xff) << 8) | (bytes >> 8)) >> (16 - bits);
}

/**
 * Fills `table` with the code whose lengths, in bits, stand from `from` on; `symbols` are the entries less their bits. False where more codes
 * are told than there can be. What no code stands for is an entry `bad`.
 */
export function fillTable(
  table: HuffmanTable,
  root: number,
  lengths: Uint8Array,
  from: number,
  symbols: Int32Array,
): boolean {
  const { length: count } = symbols;
  const used = new Uint16Array(most + 1);
  for (let i = 0; i < count; i++) used[lengths[from + i] ?? 0] = (used[lengths[from + i] ?? 0] ?? 0) + 1;
  used[0] = 0;
  const next = new Uint16Array(most + 2);
  for (let bits = 1, left = 1; bits <= most; bits++) {
    left = left * 2 - (used[bits] ?? 0);
    if (left < 0) return false;
    next[bits + 1] = ((next[bits] ?? 0) + (used[bits] ?? 0)) << 1;
  }
  const size = 1 << root;
  table.fill(entryKind.bad | 1, 0, size);
  const codes = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const bits = lengths[from + i] ?? 0;
    if (bits === 0) continue;
    const code = next[bits] ?? 0;
    next[bits] = code + 1;
    codes[i] = mirrored(code, bits);
    // A table behind the root is as wide as the longest code that begins so.
    const head = (codes[i] ?? 0) & (size - 1);
    const wide = (table[head] ?? 0) & entryKind.more ? ((table[head] ?? 0) >> 4) & 15 : 0;
    if (bits - root > wide) table[head] = entryKind.more | ((bits - root) << 4) | root;
  }
  let end = size;
  for (let head = 0; head < size; head++) {
    const entry = table[head] ?? 0;
    if ((entry & entryKind.mask) !== entryKind.more) continue;
    table[head] = entry | (end << 16);
    const width = 1 << ((entry >> 4) & 15);
    table.fill(entryKind.bad | 1, end, end + width);
    end += width;
  }
  for (let i = 0; i < count; i++) {
    const bits = lengths[from + i] ?? 0;
    const code = codes[i] ?? 0;
    if (bits === 0) continue;
    if (bits <= root) {
      for (let at = code; at < size; at += 1 << bits) table[at] = (symbols[i] ?? 0) | bits;
      continue;
    }
    const behind = table[code & (size - 1)] ?? 0;
    const width = 1 << ((behind >> 4) & 15);
    for (let at = code >> root; at < width; at += 1 << (bits - root))
      table[(behind >>> 16) + at] = (symbols[i] ?? 0) | (bits - root);
  }
  return true;
}
