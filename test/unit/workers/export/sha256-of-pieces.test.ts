import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256OfPieces } from "../../../../src/workers/export/sha256-hex.ts";

const piece = (seed: number) => {
  const bytes = new Uint8Array(1 << 20);
  for (let at = 0; at < bytes.length; at++) bytes[at] = at * 7 + seed;
  return bytes;
};

async function* counted(count: number): AsyncGenerator<Uint8Array> {
  for (let seed = 0; seed < count; seed++) yield piece(seed);
}

test.each([0, 1, 3, 66])(
  "the sum of %i pieces of 1 MB is that of the whole, joined or not",
  async (count) => {
    const hash = createHash("sha256");
    for (let seed = 0; seed < count; seed++) hash.update(piece(seed));
    expect(await sha256OfPieces(counted(count))).toBe(hash.digest("hex"));
  },
);

test.each([1, 8191, 8192, 8193, 100_000])(
  "the sum of a small file of %i bytes is its own, also of parts of a larger buffer",
  async (length) => {
    const bytes = piece(5).subarray(5, 5 + length);
    const middle = Math.floor(length / 2);
    const wish = createHash("sha256").update(bytes).digest("hex");
    expect(await sha256OfPieces([bytes])).toBe(wish);
    expect(await sha256OfPieces([bytes.subarray(0, middle), bytes.subarray(middle)])).toBe(wish);
  },
);
