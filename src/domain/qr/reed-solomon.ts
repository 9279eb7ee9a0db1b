/** Product in the field of 256 elements of ISO/IEC 18004 (x⁸ + x⁴ + x³ + x² + 1). */
function product(a: number, b: number): number {
  let result = 0;
  for (let bit = 7; bit >= 0; bit--) {
    result = (result << 1) ^ ((result >>> 7) * 0x11d);
    if ((b >>> bit) & 1) result ^= a;
  }
  return result;
}

/** The generator polynomial of `degree` error words, highest power left out. */
function generator(degree: number): readonly number[] {
  const result: number[] = new Array(degree).fill(0);
  result[degree - 1] = 1;
  let root = 1;
  for (let round = 0; round < degree; round++) {
    for (let at = 0; at < degree; at++) result[at] = product(result[at] ?? 0, root) ^ (result[at + 1] ?? 0);
    root = product(root, 2);
  }
  return result;
}

/** The `degree` error correction words of a block of a QR code (ISO/IEC 18004 7.5.2). */
export function errorWords(data: readonly number[], degree: number): readonly number[] {
  const factors = generator(degree);
  const rest: number[] = new Array(degree).fill(0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < degree; at++) rest[at] = (rest[at] ?? 0) ^ product(factors[at] ?? 0, factor);
  }
  return rest;
}
