import { FormatError } from "./format-error.ts";
import { InflateError } from "./inflate/decode-block.ts";
import { type Inflater, makeInflater } from "./inflate/inflater.ts";

/** Most bytes that a deflate stream may grow to: a small file must not take the memory of a large one. */
const maxInflated = 1 << 30;
/** Beyond what is expected, so that the end of the stream is met without new memory. */
const slack = 64;

/** Goes on with a stream; `at` names its place in errors. */
export function inflateOn(
  inflater: Inflater,
  wanted: number,
  at: number | null,
  expected = 0,
): Uint8Array<ArrayBuffer> {
  try {
    return inflater.upTo(wanted, expected + slack);
  } catch (reason) {
    if (reason instanceof InflateError)
      throw new FormatError("parse-error", "a deflate stream", "damaged data", at);
    throw reason;
  }
}

/**
 * Inflates a raw deflate stream into a buffer of its own; stops with `too-large` as soon as `limit` bytes are passed. `at` names its place;
 * `expected`: how many bytes it will be, where that is known.
 */
export function inflateRaw(
  packed: Uint8Array,
  at: number | null,
  limit = maxInflated,
  expected = 0,
): Uint8Array<ArrayBuffer> {
  const bytes = inflateOn(makeInflater(packed), limit + 1, at, expected);
  if (bytes.length > limit)
    throw new FormatError("too-large", `at most ${limit} bytes`, "more after inflating", at);
  return bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice();
}
