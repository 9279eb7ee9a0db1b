import { FormatError } from "../format-error.ts";
import { joinBytes } from "../join-bytes.ts";
import { crc32 } from "./crc32.ts";

/** What the chunks of a PNG say that pixels need; every other chunk is only named. */
export interface PngChunks {
  readonly columns: number;
  readonly rows: number;
  readonly bits: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colorType: number;
  readonly interlaced: boolean;
  /** Red, green and blue of each palette entry. */
  readonly palette: Uint8Array;
  /** The compressed pixels, joined. */
  readonly packed: Uint8Array;
  readonly packedAt: number;
  /** Types of the chunks that are neither pixels nor palette, each once. */
  readonly otherTypes: readonly string[];
}

const bitsOfType: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const critical = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);

/** One part is given as it is. */
const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const [only] = parts;
  return only && parts.length === 1 ? only : joinBytes(parts);
};

/** Reads the chunks of a PNG (W3C PNG 3rd edition, 5.3), with the check sums of those that matter. Errors: {@link FormatError}. */
export function readPngChunks(file: Uint8Array): PngChunks {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 8 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    throw new FormatError("not-an-image", "a PNG signature", "another one", 0);
  let head: DataView | null = null;
  let palette = new Uint8Array(0);
  const parts: Uint8Array[] = [];
  const others = new Set<string>();
  let [at, packedAt, ended] = [8, 0, false];
  while (!ended && at + 12 <= file.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (at + 12 + length > file.length)
      throw new FormatError("truncated", `${length} bytes of a chunk`, `${file.length - at - 12}`, at);
    const data = file.subarray(at + 8, at + 8 + length);
    if (critical.has(type)) {
      if (crc32(file.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
        throw new FormatError("parse-error", "a chunk that follows its check sum", "damaged data", at);
    } else others.add(type);
    if (type === "IHDR" && length === 13) head = new DataView(data.buffer, data.byteOffset, 13);
    if (type === "PLTE") palette = new Uint8Array(data);
    if (type === "IDAT") {
      packedAt ||= at + 8;
      parts.push(data);
    }
    ended = type === "IEND";
    at += 12 + length;
  }
  if (!head) throw new FormatError("parse-error", "a PNG header", "none", 8);
  if (parts.length === 0) throw new FormatError("truncated", "compressed pixels", "none", at);
  const [bits, colorType] = [head.getUint8(8), head.getUint8(9)];
  if (
    !bitsOfType[colorType]?.includes(bits) ||
    head.getUint8(10) ||
    head.getUint8(11) ||
    head.getUint8(12) > 1
  )
    throw new FormatError(
      "parse-error",
      "a kind of pixels that PNG has",
      `type ${colorType} of ${bits} bits`,
      24,
    );
  return {
    columns: head.getUint32(0),
    rows: head.getUint32(4),
    bits,
    colorType,
    interlaced: head.getUint8(12) === 1,
    palette,
    packed: joined(parts),
    packedAt,
    otherTypes: [...others],
  };
}
