import { hmacHex, sha256 } from "../import/digests.ts";

/** What only a device of the project can write under the list of a bundle: a keyed digest. `key` is the one for digests of pixels. */
export const bundleSeal = async (key: CryptoKey, manifest: Uint8Array<ArrayBuffer>): Promise<string> =>
  hmacHex(key, `overread bundle\0${await sha256(manifest)}`);
