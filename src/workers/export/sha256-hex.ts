import { makeSha256 } from "../../domain/deid/streamed-sha256.ts";

const hexOf = (digest: ArrayBuffer): string =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** SHA-256 of bytes, hex. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // A view on shared memory is refused by WebCrypto: hash a copy of exactly these bytes.
  return hexOf(await crypto.subtle.digest("SHA-256", bytes.slice().buffer as ArrayBuffer));
}

/** Up to here pieces are joined: the platform's digest is several times faster than one that is fed piece by piece. */
const mostJoined = 64 << 20;
/** Up to here ours is done before the platform's, which is made on another thread, has answered: a dataset has thousands of small masks. */
const mostAtOnce = 8 << 10;

/** SHA-256 of bytes that come in pieces, hex, however many they are. */
export async function sha256OfPieces(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<string> {
  let joined: Uint8Array[] | null = [];
  let total = 0;
  const hash = makeSha256();
  for await (const piece of pieces) {
    total += piece.length;
    if (joined && total <= mostJoined) joined.push(piece);
    else {
      for (const one of joined ?? []) hash.update(one);
      joined = null;
      hash.update(piece);
    }
  }
  if (!joined) return hash.hex();
  if (total <= mostAtOnce) {
    for (const one of joined) hash.update(one);
    return hash.hex();
  }
  // Not by a Blob: a browser keeps those in another process.
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const one of joined) {
    bytes.set(one, at);
    at += one.length;
  }
  return hexOf(await crypto.subtle.digest("SHA-256", bytes));
}
