import { FormatError } from "../format-error.ts";

/** Size of a bare WebP stream: one `VP8 ` or `VP8L` chunk in its RIFF (RFC 9649 section 2). */
export interface WebpFacts {
  readonly columns: number;
  readonly rows: number;
}

const damaged = () => new FormatError("parse-error", "a plain WebP stream in a strip or tile", "another one");

/** Reads the size that a WebP stream announces. Errors: FormatError for anything but one plain VP8 or VP8L chunk. */
export function webpFacts(bytes: Uint8Array): WebpFacts {
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 30 || text(0) !== "RIFF" || text(8) !== "WEBP") throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text(12) === "VP8L" && bytes[20] === 0x2f) {
    const sizes = view.getUint32(21, true);
    return { columns: (sizes & 0x3fff) + 1, rows: ((sizes >>> 14) & 0x3fff) + 1 };
  }
  if (text(12) === "VP8 " && text(23).startsWith("\x9d\x01\x2a")) {
    return { columns: view.getUint16(26, true) & 0x3fff, rows: view.getUint16(28, true) & 0x3fff };
  }
  throw damaged();
}
