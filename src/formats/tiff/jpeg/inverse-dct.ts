/** Places of the 64 coefficients in zigzag order (ITU-T T.81 figure A.6). */
export const zigzag = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
]);

const fixBits = 13;
const fix = (value: number) => Math.round(value * 2 ** fixBits);

// Rotations of the eleven-multiplication transform of Loeffler, Ligtenberg and Moschytz (ICASSP 1989), 13 bits behind the point.
const c0298 = fix(0.298631336);
const c0390 = fix(0.390180644);
const c0541 = fix(0.5411961);
const c0765 = fix(0.765366865);
const c0899 = fix(0.899976223);
const c1175 = fix(1.175875602);
const c1501 = fix(1.50132111);
const c1847 = fix(1.847759065);
const c1961 = fix(1.96157056);
const c2053 = fix(2.053119869);
const c2562 = fix(2.562915447);
const c3072 = fix(3.072711026);

/** One line of eight from `from` at `step`, into `to`; `down` is how many bits the rounding drops. */
function line(data: Int32Array, at: number, step: number, down: number): void {
  const value = (index: number) => data[at + index * step] ?? 0;
  const half = 1 << (down - 1);
  const twist = Math.imul(value(2) + value(6), c0541);
  const even2 = twist - Math.imul(value(6), c1847);
  const even3 = twist + Math.imul(value(2), c0765);
  const sum = (value(0) + value(4)) << fixBits;
  const difference = (value(0) - value(4)) << fixBits;
  const e0 = sum + even3;
  const e3 = sum - even3;
  const e1 = difference + even2;
  const e2 = difference - even2;

  const v7 = value(7);
  const v5 = value(5);
  const v3 = value(3);
  const v1 = value(1);
  const turn = Math.imul(v7 + v3 + v5 + v1, c1175);
  const z1 = -Math.imul(v7 + v1, c0899);
  const z2 = -Math.imul(v5 + v3, c2562);
  const z3 = turn - Math.imul(v7 + v3, c1961);
  const z4 = turn - Math.imul(v5 + v1, c0390);
  const o0 = Math.imul(v7, c0298) + z1 + z3;
  const o1 = Math.imul(v5, c2053) + z2 + z4;
  const o2 = Math.imul(v3, c3072) + z2 + z3;
  const o3 = Math.imul(v1, c1501) + z1 + z4;

  data[at] = (e0 + o3 + half) >> down;
  data[at + 7 * step] = (e0 - o3 + half) >> down;
  data[at + step] = (e1 + o2 + half) >> down;
  data[at + 6 * step] = (e1 - o2 + half) >> down;
  data[at + 2 * step] = (e2 + o1 + half) >> down;
  data[at + 5 * step] = (e2 - o1 + half) >> down;
  data[at + 3 * step] = (e3 + o0 + half) >> down;
  data[at + 4 * step] = (e3 - o0 + half) >> down;
}

/**
 * Inverse DCT of a dequantized block in place (T.81 A.3.3), columns first, with the accuracy and rounding of the integer transform
 * that JPEG libraries use, so that samples agree with theirs to the last bit. Values come out around 0.
 */
export function inverseDct(block: Int32Array, precision: number): void {
  const kept = precision > 8 ? 1 : 2;
  for (let column = 0; column < 8; column++) line(block, column, 8, fixBits - kept);
  for (let row = 0; row < 8; row++) line(block, row * 8, 1, fixBits + kept + 3);
}
