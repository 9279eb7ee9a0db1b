import { makeRandom } from "../random.ts";

const lies = [0, 1, 2, 7, 0xff, 0xffff, 60_000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/**
 * A copy of a file with one to three faults: flipped bits, a cut, lying lengths and counts in both byte orders, a stretch of `other`,
 * bytes taken out. The same seed makes the same file.
 */
export function mutateFile(file: Uint8Array, other: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const random = makeRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  // Headers and directories are read, pixels are mostly copied: half of the places lie in the first 4 kB.
  const place = (bytes: Uint8Array) => below(below(2) ? Math.min(bytes.length, 4096) : bytes.length);
  let bytes = new Uint8Array(file);
  for (let edit = 1 + below(3); edit > 0 && bytes.length > 16; edit--) {
    const at = place(bytes);
    switch (below(8)) {
      case 0:
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 2:
        bytes = bytes.slice(0, at + 1);
        break;
      case 3:
      case 4:
      case 5: {
        const view = new DataView(bytes.buffer);
        const even = Math.min(at & ~1, bytes.length - 4);
        const lie = [...lies, bytes.length, bytes.length - at][below(lies.length + 2)] ?? 0;
        if (below(2)) view.setUint32(even, lie, below(3) > 0);
        else view.setUint16(even, lie & 0xffff, below(3) > 0);
        break;
      }
      case 6: {
        const from = place(other);
        const part = other.subarray(from, from + 1 + below(512));
        const whole = new Uint8Array(bytes.length + part.length);
        whole.set(bytes.subarray(0, at));
        whole.set(part, at);
        whole.set(bytes.subarray(at), at + part.length);
        bytes = whole;
        break;
      }
      default: {
        const gone = Math.min(bytes.length - at, 1 + below(256));
        bytes.copyWithin(at, at + gone);
        bytes = bytes.slice(0, bytes.length - gone);
      }
    }
  }
  return bytes;
}
