/** Number of bits of a difference (ITU-T T.81 table H.2). */
const categoryOf = (difference: number) => 32 - Math.clz32(Math.abs(difference));

/**
 * Writes a grey lossless JPEG (process 14, selection value 1): for tests, with a flat Huffman table of 17 codes of 5 bits.
 * `values` are rows × columns samples of `precision` bits.
 */
export function losslessJpeg(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  precision: number,
): Uint8Array<ArrayBuffer> {
  const out: number[] = [0xff, 0xd8];
  const word = (value: number) => out.push(value >> 8, value & 255);
  out.push(0xff, 0xc3);
  word(11);
  out.push(precision);
  word(rows);
  word(columns);
  out.push(1, 1, 0x11, 0);
  out.push(0xff, 0xc4);
  word(19 + 17);
  out.push(0);
  for (let length = 1; length <= 16; length++) out.push(length === 5 ? 17 : 0);
  for (let category = 0; category <= 16; category++) out.push(category);
  out.push(0xff, 0xda);
  word(8);
  out.push(1, 1, 0, 1, 0, 0);
  let held = 0;
  let bits = 0;
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1);
      if (++bits < 8) continue;
      out.push(held);
      if (held === 0xff) out.push(0);
      held = 0;
      bits = 0;
    }
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = values[at - 1] ?? 0;
      const above = values[at - columns] ?? 0;
      const predicted = column > 0 ? left : row > 0 ? above : 1 << (precision - 1);
      // Differences are modulo 2^16 (H.1.2.1).
      const difference = (((values[at] ?? 0) - predicted) << 16) >> 16;
      const category = categoryOf(difference);
      put(category, 5);
      if (category > 0 && category < 16) put(difference > 0 ? difference : difference - 1, category);
    }
  }
  while (bits > 0) put(1, 1);
  out.push(0xff, 0xd9);
  return Uint8Array.from(out);
}
