import { Inflate } from "fflate";
import { FormatError } from "./format-error.ts";

/** Most bytes that a deflate stream may grow to: a small file must not take the memory of a large one. */
const maxInflated = 1 << 30;
/** So little at once that what one step makes of it, before its size is known, stays small. */
const step = 16 * 1024;

/** Deflate cannot grow data by more than this (RFC 1951). */
export const deflateSteepest = 1032;

/** Ends a stream from inside its own callback: everything that was asked for is there. */
class EnoughError extends Error {}

function inflated(
  packed: Uint8Array,
  at: number | null,
  take: (part: Uint8Array, before: number) => void,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    total += part.length;
    take(part, total - part.length);
  });
  try {
    for (let from = 0; from < packed.length; from += step) {
      stream.push(packed.subarray(from, from + step), from + step >= packed.length);
    }
  } catch (reason) {
    if (reason instanceof FormatError) throw reason;
    if (!(reason instanceof EnoughError)) {
      throw new FormatError("parse-error", "a deflate stream", "damaged data", at);
    }
  }
  const whole = new Uint8Array(total);
  let cursor = 0;
  for (const part of parts) {
    whole.set(part, cursor);
    cursor += part.length;
  }
  return whole;
}

/** Inflates a raw deflate stream; stops with `too-large` as soon as `limit` bytes are passed. `at` names its place. */
export function inflateRaw(
  packed: Uint8Array,
  at: number | null,
  limit = maxInflated,
): Uint8Array<ArrayBuffer> {
  return inflated(packed, at, (part, before) => {
    if (before + part.length > limit)
      throw new FormatError("too-large", `at most ${limit} bytes`, "more after inflating", at);
  });
}

/** The first bytes of a raw deflate stream: `wanted` of them, or all where it holds fewer. */
export function inflateHead(packed: Uint8Array, wanted: number, at: number | null): Uint8Array<ArrayBuffer> {
  const head = inflated(packed, at, (part, before) => {
    if (before + part.length >= wanted) throw new EnoughError();
  });
  return head.length > wanted ? head.slice(0, wanted) : head;
}
