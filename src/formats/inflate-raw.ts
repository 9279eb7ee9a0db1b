import { Inflate } from "fflate";
import { FormatError } from "./format-error.ts";

/** Most bytes that a deflate stream may grow to: a small file must not take the memory of a large one. */
const maxInflated = 1 << 30;
const step = 64 * 1024;

/** Inflates a raw deflate stream; stops with `too-large` as soon as `limit` bytes are passed. `at` names its place. */
export function inflateRaw(
  packed: Uint8Array,
  at: number | null,
  limit = maxInflated,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new Inflate((part) => {
    total += part.length;
    if (total > limit)
      throw new FormatError("too-large", `at most ${limit} bytes`, "more after inflating", at);
    parts.push(part);
  });
  try {
    for (let from = 0; from < packed.length; from += step) {
      stream.push(packed.subarray(from, from + step), from + step >= packed.length);
    }
  } catch (reason) {
    if (reason instanceof FormatError) throw reason;
    throw new FormatError("parse-error", "a deflate stream", "damaged data", at);
  }
  const whole = new Uint8Array(total);
  let cursor = 0;
  for (const part of parts) {
    whole.set(part, cursor);
    cursor += part.length;
  }
  return whole;
}
