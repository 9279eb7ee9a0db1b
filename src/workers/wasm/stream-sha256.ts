import type { OwnPipelines } from "./own-pipelines.ts";

/** SHA-256 of bytes that come in pieces, by our own kernel: WebCrypto knows no digest that is fed piece by piece. */
export interface StreamSha256 {
  /** The bytes are taken before it resolves; one call at a time. */
  update(bytes: Uint8Array): Promise<void>;
  /** The digest in hex; nothing can be added after it. */
  hex(): Promise<string>;
}

/** FIPS 180-4 section 5.3.3. */
const firstState: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const blockBytes = 64;
/** Small pieces wait until there are so many bytes: a call of the kernel has its price. */
const waitingBytes = 64 * 1024;

/** The end of a message of `total` bytes whose last ones are `rest` (FIPS 180-4 section 5.1.1): a one bit, zeros, its length in bits. */
function padded(rest: Uint8Array, total: number): Uint8Array {
  const blocks = new Uint8Array(Math.ceil((rest.length + 9) / blockBytes) * blockBytes);
  blocks.set(rest);
  blocks[rest.length] = 0x80;
  // Bits pass 2^53 long after bytes would: the length is written as a whole number of 64 bits.
  new DataView(blocks.buffer).setBigUint64(blocks.length - 8, BigInt(total) * 8n);
  return blocks;
}

/** Starts a digest. `from`: goes on with one of which so many bytes, whole blocks, have gone by. */
export function makeStreamSha256(
  { sha256Blocks }: Pick<OwnPipelines, "sha256Blocks">,
  from: { readonly state: readonly number[]; readonly bytes: number } = { state: firstState, bytes: 0 },
): StreamSha256 {
  let { state, bytes: total } = from;
  const waiting = new Uint8Array(waitingBytes);
  let filled = 0;

  return {
    update: async (bytes) => {
      total += bytes.length;
      let at = 0;
      if (filled > 0 || bytes.length < waitingBytes) {
        at = Math.min(bytes.length, waitingBytes - filled);
        waiting.set(bytes.subarray(0, at), filled);
        filled += at;
        if (filled < waitingBytes) return;
        state = await sha256Blocks(state, waiting);
        filled = 0;
      }
      const whole = bytes.length - ((bytes.length - at) % blockBytes);
      const rest = bytes.slice(whole);
      if (whole > at) state = await sha256Blocks(state, bytes.subarray(at, whole));
      waiting.set(rest);
      filled = rest.length;
    },
    hex: async () => {
      const words = await sha256Blocks(state, padded(waiting.subarray(0, filled), total));
      return words.map((word) => word.toString(16).padStart(8, "0")).join("");
    },
  };
}
