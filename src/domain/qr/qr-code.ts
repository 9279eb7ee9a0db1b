import { codewords, versionFor } from "./qr-codewords.ts";
import { penalty } from "./qr-penalty.ts";

/** A QR code: `size` × `size` modules, row by row; 1 is dark. Without the quiet zone of four modules around it. */
export interface QrCode {
  readonly size: number;
  readonly modules: Uint8Array;
}

/** ISO/IEC 18004 table 10: where a mask inverts. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Middles of the alignment patterns along one side (Annex E). */
function alignment(version: number, size: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - (count - 2 - index) * step)];
}

/** Remainder of a BCH code: `value` with `length` check bits behind it. */
function withChecks(value: number, length: number, polynomial: number): number {
  let rest = value;
  for (let round = 0; round < length; round++) rest = (rest << 1) ^ ((rest >>> (length - 1)) * polynomial);
  return (value << length) | rest;
}

/** The patterns that every code of a version has (6.3), and which modules they take. */
function patterns(version: number) {
  const size = version * 4 + 17;
  const modules = new Uint8Array(size * size);
  const taken = new Uint8Array(size * size);
  const put = (x: number, y: number, dark: boolean | number) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    modules[y * size + x] = dark ? 1 : 0;
    taken[y * size + x] = 1;
  };
  for (let at = 0; at < size; at++) {
    put(6, at, at % 2 === 0);
    put(at, 6, at % 2 === 0);
  }
  const rings = (x: number, y: number, reach: number, isDark: (ring: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        put(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const middles = alignment(version, size);
  const last = middles.length - 1;
  for (const [i, x] of middles.entries())
    for (const [j, y] of middles.entries())
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)))
        rings(x, y, 2, (ring) => ring !== 1);
  if (version >= 7) {
    const bits = withChecks(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      put(far, near, (bits >>> bit) & 1);
      put(near, far, (bits >>> bit) & 1);
    }
  }
  // Level M and the mask, in two places (7.9), and the module that is always dark.
  const format = (mask: number) => {
    const bits = withChecks(mask, 10, 0x537) ^ 0x5412;
    const bit = (index: number) => (bits >>> index) & 1;
    for (let at = 0; at < 6; at++) put(8, at, bit(at));
    put(8, 7, bit(6));
    put(8, 8, bit(7));
    put(7, 8, bit(8));
    for (let at = 9; at < 15; at++) put(14 - at, 8, bit(at));
    for (let at = 0; at < 8; at++) put(size - 1 - at, 8, bit(at));
    for (let at = 8; at < 15; at++) put(8, size - 15 + at, bit(at));
    put(8, size - 8, true);
  };
  format(0);
  return { size, modules, taken, format };
}

/** Modules that hold words, in the order of 7.7.3: two columns at a time from the right, up and down. */
function* places(size: number, taken: Uint8Array): Generator<readonly [x: number, y: number]> {
  let up = true;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!taken[y * size + x]) yield [x, y];
    }
    up = !up;
  }
}

/**
 * A QR code (ISO/IEC 18004) of bytes, in byte mode at level M, of the smallest version and with the mask that is easiest to read.
 * Throws RangeError where they are too many.
 */
export function qrCode(bytes: Uint8Array): QrCode {
  const version = versionFor(bytes.length);
  const { size, modules, taken, format } = patterns(version);
  const words = codewords(bytes, version);
  const free = [...places(size, taken)];
  for (const [at, [x, y]] of free.entries())
    modules[y * size + x] = ((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1;
  let best = { cost: Number.POSITIVE_INFINITY, modules };
  const plain = modules.slice();
  for (const [mask, inverts] of masks.entries()) {
    modules.set(plain);
    for (const [x, y] of free) if (inverts(x, y)) modules[y * size + x] = (modules[y * size + x] ?? 0) ^ 1;
    format(mask);
    const cost = penalty(modules, size);
    if (cost < best.cost) best = { cost, modules: modules.slice() };
  }
  return { size, modules: best.modules };
}
