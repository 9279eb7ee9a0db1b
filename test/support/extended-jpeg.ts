/** Rows of the zigzag: place in the block of the n-th coefficient (ITU-T T.81 figure A.6). */
const zigzag = Array.from({ length: 64 }, (_, at) => at).toSorted((a, b) => {
  const [rowA, rowB] = [a >> 3, b >> 3];
  const [sumA, sumB] = [rowA + (a & 7), rowB + (b & 7)];
  if (sumA !== sumB) return sumA - sumB;
  return sumA % 2 ? rowA - rowB : rowB - rowA;
});

const cosines = Float64Array.from({ length: 64 }, (_, at) => {
  const [frequency, place] = [at >> 3, at & 7];
  const scale = frequency === 0 ? Math.SQRT1_2 / 2 : 0.5;
  return scale * Math.cos(((2 * place + 1) * frequency * Math.PI) / 16);
});

/** The two-dimensional cosine transform of a block (A.3.3). */
function transformed(block: Float64Array): Float64Array {
  const half = new Float64Array(64);
  const out = new Float64Array(64);
  for (const [from, to] of [
    [block, half],
    [half, out],
  ] as const) {
    for (let line = 0; line < 8; line++)
      for (let frequency = 0; frequency < 8; frequency++) {
        let sum = 0;
        for (let place = 0; place < 8; place++)
          sum += (cosines[frequency * 8 + place] ?? 0) * (from[line * 8 + place] ?? 0);
        // Written across, so that the second pass takes the columns.
        to[frequency * 8 + line] = sum;
      }
  }
  return out;
}

const sizeOf = (value: number) => 32 - Math.clz32(Math.abs(value));

/**
 * Writes a grey JPEG of the extended process (12 bits a sample), for tests: one quantization step for all, flat Huffman tables of 5
 * and 8 bits. Rows and columns must be multiples of 8.
 */
export function extendedJpeg(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  step = 4,
): Uint8Array<ArrayBuffer> {
  const out: number[] = [0xff, 0xd8];
  const word = (value: number) => out.push(value >> 8, value & 255);
  const segment = (marker: number, bytes: readonly number[]) => {
    out.push(0xff, marker);
    word(bytes.length + 2);
    out.push(...bytes);
  };
  segment(0xdb, [0, ...new Array<number>(64).fill(step)]);
  segment(0xc1, [12, rows >> 8, rows & 255, columns >> 8, columns & 255, 1, 1, 0x11, 0]);
  const dcSymbols = Array.from({ length: 16 }, (_, size) => size);
  const acSymbols = [0x00, 0xf0];
  for (let run = 0; run < 16; run++) for (let size = 1; size <= 14; size++) acSymbols.push((run << 4) | size);
  const lengths = (length: number, count: number) =>
    Array.from({ length: 16 }, (_, at) => (at + 1 === length ? count : 0));
  segment(0xc4, [0x00, ...lengths(5, 16), ...dcSymbols]);
  segment(0xc4, [0x10, ...lengths(8, acSymbols.length), ...acSymbols]);
  const acCodes = new Map(acSymbols.map((symbol, code) => [symbol, code]));
  segment(0xda, [1, 1, 0x00, 0, 63, 0]);
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
  const putValue = (value: number) => put(value > 0 ? value : value - 1, sizeOf(value));
  const putAc = (symbol: number) => put(acCodes.get(symbol) ?? 0, 8);
  let before = 0;
  const block = new Float64Array(64);
  for (let top = 0; top < rows; top += 8) {
    for (let left = 0; left < columns; left += 8) {
      for (let at = 0; at < 64; at++)
        block[at] = (values[(top + (at >> 3)) * columns + left + (at & 7)] ?? 0) - 2048;
      const coefficients = transformed(block);
      const levels = zigzag.map((place) => Math.round((coefficients[place] ?? 0) / step));
      const [dc = 0] = levels;
      put(sizeOf(dc - before), 5);
      if (dc !== before) putValue(dc - before);
      before = dc;
      let run = 0;
      for (const level of levels.slice(1)) {
        if (level === 0) {
          run++;
          continue;
        }
        for (; run > 15; run -= 16) putAc(0xf0);
        putAc((run << 4) | sizeOf(level));
        putValue(level);
        run = 0;
      }
      if (run > 0) putAc(0);
    }
  }
  while (bits > 0) put(1, 1);
  out.push(0xff, 0xd9);
  return Uint8Array.from(out);
}
