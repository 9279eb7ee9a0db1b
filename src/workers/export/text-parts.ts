import type { Breath } from "../../domain/cancel.ts";

/** Characters that are encoded at a time. */
const mostAtOnce = 64 << 10;

/** The bytes of a long text as it is made, for a sink: it is never there as a whole, and a cancel gets through between two parts. */
export async function* textParts(pieces: Iterable<string>, breathe: Breath): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < mostAtOnce) continue;
    yield encoder.encode(waiting.join(""));
    [waiting, length] = [[], 0];
    await breathe();
  }
  if (length > 0) yield encoder.encode(waiting.join(""));
}
