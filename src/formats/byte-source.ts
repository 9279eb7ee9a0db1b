import { FormatError } from "./format-error.ts";

/** Bytes that can be read by range: a file, a stored instance in chunks, or memory. */
export interface ByteSource {
  readonly lengthBytes: number;
  /** Exactly `length` bytes from `offset`; rejects with {@link FormatError} `truncated` when they are not all there. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Throws `truncated` unless `length` bytes lie at `offset`. */
export function checkRange(lengthBytes: number, offset: number, length: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= lengthBytes) return;
  throw new FormatError(
    "truncated",
    `${length} bytes at offset ${offset}`,
    `a file of ${lengthBytes} bytes`,
    Math.min(offset, lengthBytes),
  );
}

/** A source over bytes in memory; reads are views, not copies. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    lengthBytes: bytes.length,
    read: async (offset, length) => {
      checkRange(bytes.length, offset, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}
