import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** SHA-256 of bytes that come in pieces. */
export interface StreamedSha256 {
  update(bytes: Uint8Array): void;
  /** The digest in hex; nothing can be added after it. */
  hex(): string;
}

/** Starts a digest (FIPS 180-4): WebCrypto knows none that is fed piece by piece. */
export function makeSha256(): StreamedSha256 {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
}
