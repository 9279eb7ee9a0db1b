import { makeSha256 } from "../../domain/deid/streamed-sha256.ts";

/** SHA-256 of bytes, hex. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // A view on shared memory is refused by WebCrypto: hash a copy of exactly these bytes.
  const digest = await crypto.subtle.digest("SHA-256", bytes.slice().buffer as ArrayBuffer);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Up to here pieces are joined: the platform's digest is several times faster than one that is fed piece by piece. */
const mostJoined = 64 << 20;

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
  return joined ? sha256Hex(new Uint8Array(await new Blob(joined as BlobPart[]).arrayBuffer())) : hash.hex();
}
