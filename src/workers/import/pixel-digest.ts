import type { ElementIndex } from "../../domain/deid/element-index.ts";
import { hmacHex, sha256 } from "./digests.ts";

const paths = ["7FE00010", "7FE00008", "7FE00009"];

/** 32 hex characters: keyed digest of the stored pixel bytes, of the fragments without their table where they are encapsulated. */
export async function pixelDigest(
  key: CryptoKey,
  index: ElementIndex,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const entry = index.elements.find((element) => paths.includes(element.path));
  if (!entry) return (await hmacHex(key, "no pixels")).slice(0, 32);
  if (index.fragments.length === 0) {
    const digest = await sha256(bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen));
    return (await hmacHex(key, digest)).slice(0, 32);
  }
  const total = index.fragments.reduce((sum, fragment) => sum + fragment.len, 0);
  const joined = new Uint8Array(total);
  let at = 0;
  for (const fragment of index.fragments) {
    joined.set(bytes.subarray(fragment.at, fragment.at + fragment.len), at);
    at += fragment.len;
  }
  return (await hmacHex(key, await sha256(joined))).slice(0, 32);
}
