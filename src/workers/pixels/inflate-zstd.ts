import { decompress } from "fzstd";
import { FormatError } from "../../formats/format-error.ts";

const damaged = (size: number) =>
  new FormatError("parse-error", `${size} bytes of ZSTD data in a chunk`, "damaged data");

/** Undoes ZSTD into at most `size` bytes: fzstd writes into the room it is given, so a lying frame cannot take more. */
export function inflateZstd(bytes: Uint8Array, size: number): Uint8Array {
  try {
    return decompress(bytes, new Uint8Array(size));
  } catch {
    throw damaged(size);
  }
}
