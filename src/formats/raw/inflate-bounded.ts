import { Gunzip, Inflate, Unzlib } from "fflate";
import { FormatError } from "../format-error.ts";

const step = 64 * 1024;
/** Deflate cannot grow data by more than this (RFC 1951): less packed than that is cut off or lies. */
const steepest = 1032;

/** Ends a stream from inside its own callback: everything that was asked for is there. */
class EnoughError extends Error {}

/** gzip by its mark (RFC 1952), zlib by its header check (RFC 1950), else a bare stream. */
function streamFor(packed: Uint8Array, take: (part: Uint8Array) => void) {
  const [a = 0, b = 0] = packed;
  if (a === 0x1f && b === 0x8b) return new Gunzip(take);
  return (a & 15) === 8 && ((a << 8) | b) % 31 === 0 ? new Unzlib(take) : new Inflate(take);
}

/**
 * The first `wanted` bytes of a gzip, zlib or deflate stream, and never more: a bomb stops at what the header of the image
 * announced. With `atMost`, fewer are no error. `at` is the offset of the stream in its file.
 */
export function inflateBounded(
  packed: Uint8Array,
  wanted: number,
  at: number,
  atMost = false,
): Uint8Array<ArrayBuffer> {
  const short = (found: number) =>
    new FormatError("truncated", `${wanted} bytes after inflating`, `${found}`, at + packed.length);
  if (!atMost && wanted > packed.length * steepest + step) throw short(packed.length);
  const whole = new Uint8Array(wanted);
  let total = 0;
  const stream = streamFor(packed, (part) => {
    whole.set(part.subarray(0, wanted - total), total);
    total += Math.min(part.length, wanted - total);
    if (total === wanted) throw new EnoughError();
  });
  try {
    for (let from = 0; from < packed.length && total < wanted; from += step) {
      stream.push(packed.subarray(from, from + step), from + step >= packed.length);
    }
  } catch (reason) {
    if (reason instanceof EnoughError) return whole;
    if (atMost) return whole.subarray(0, total);
    // fflate's code 0 is an early end; all else is damage.
    if (reason instanceof Error && "code" in reason && reason.code === 0) throw short(total);
    throw new FormatError("parse-error", "a deflate stream", "damaged data", at);
  }
  if (total < wanted && !atMost) throw short(total);
  return total < wanted ? whole.subarray(0, total) : whole;
}
