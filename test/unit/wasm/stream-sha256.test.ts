import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeStreamSha256 } from "../../../src/workers/wasm/stream-sha256.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { makeRandom } from "../../support/random.ts";

const pipelines = makeOwnPipelinesNode();
const text = (value: string) => new TextEncoder().encode(value);

async function digestOf(pieces: Iterable<Uint8Array>): Promise<string> {
  const hash = makeStreamSha256(pipelines);
  for (const piece of pieces) await hash.update(piece);
  return hash.hex();
}

// FIPS 180-2 appendix B, and NIST's long message of a million letters.
test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
  [
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
  ],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("a NIST vector has its digest (%#)", async (message, digest) => {
  expect(await digestOf([text(message)])).toBe(digest);
});

test("every length around the ends of a block and of the waiting bytes gives the digest of the platform", async () => {
  const bytes = new Uint8Array(65_536 + 130).map((_, at) => (at * 31) & 255);
  for (const middle of [0, 64, 65_536])
    for (let length = Math.max(0, middle - 10); length <= middle + 130; length++) {
      const part = bytes.subarray(0, length);
      expect(await digestOf([part]), `${length} bytes`).toBe(createHash("sha256").update(part).digest("hex"));
    }
});

test("the digest of pieces is that of the whole, however they are cut and wherever they lie in their buffer", async () => {
  const random = makeRandom(7);
  const bytes = new Uint8Array(1 << 20).map(() => Math.floor(random() * 256));
  for (let round = 0; round < 40; round++) {
    const most = [7, 100, 5000, 70_000, 400_000][round % 5] ?? 1;
    const pieces: Uint8Array[] = [];
    const start = Math.floor(random() * 99);
    const length = Math.min(bytes.length - start, most * 60 + Math.floor(random() * 64));
    for (let at = start; at < start + length; ) {
      const end = Math.min(start + length, at + Math.floor(random() * most));
      pieces.push(bytes.subarray(at, end));
      at = end;
    }
    const whole = createHash("sha256").update(bytes.subarray(start, start + length));
    expect(await digestOf(pieces), `round ${round}`).toBe(whole.digest("hex"));
  }
});

test("the length of a message is counted beyond 4 GB", async () => {
  // `(head -c 4294967296 /dev/zero; printf abc) | sha256sum`; the hash value is the one after 2^32 zeros.
  const state = [
    0x8ffe48e8, 0xfe681595, 0x06d4999e, 0xe2b1ac4c, 0x3e5b953c, 0xd5f8bb95, 0xe8082d4e, 0x8df5e99a,
  ];
  const hash = makeStreamSha256(pipelines, { state, bytes: 2 ** 32 });
  await hash.update(text("a"));
  await hash.update(text("bc"));
  expect(await hash.hex()).toBe("493aa9f5af1e681d1bcc8db0c96a2ae4b5e6b3e51cefddb7efe24bdc7bdefa91");
});

test("the kernel refuses what is no hash value or no whole blocks", async () => {
  const words = Array.from({ length: 8 }, () => 1);
  await expect(pipelines.sha256Blocks(words, new Uint8Array(63))).rejects.toMatchObject({
    code: "malformed",
  });
  await expect(pipelines.sha256Blocks(words.slice(1), new Uint8Array(64))).rejects.toMatchObject({
    code: "malformed",
  });
  await expect(
    pipelines.sha256Blocks([...words.slice(1), 2 ** 32], new Uint8Array(64)),
  ).rejects.toMatchObject({ code: "malformed" });
});
