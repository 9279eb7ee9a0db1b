import { makeRandom } from "./random.ts";

/** Bytes in the place of cryptographic ones, the same for the same seed. */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  const next = makeRandom(seed);
  return (length) => new Uint8Array(length).map(() => Math.floor(next() * 256));
}
