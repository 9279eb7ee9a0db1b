import { FormatError } from "../format-error.ts";

/** What the headers of a bitmap say of its pixels. */
export interface BmpHeader {
  readonly columns: number;
  readonly rows: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly runLengths: boolean;
  /** Of red, green and blue, where a pixel is a word. */
  readonly masks: readonly [number, number, number];
  readonly palette: readonly (readonly [number, number, number])[];
  readonly dataAt: number;
  readonly leftOut: readonly string[];
}

const mostPixels = 1 << 28;
/** Sizes of the header behind the file header: core, info, its extensions, OS/2 2. */
const headerSizes = [12, 16, 40, 52, 56, 64, 108, 124];

/** Whether bytes begin with the headers of a bitmap. */
export function isBmp(head: Uint8Array): boolean {
  if (head.length < 26 || head[0] !== 0x42 || head[1] !== 0x4d) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return headerSizes.includes(view.getUint32(14, true));
}

/** Reads the headers of a Windows bitmap. Errors: {@link FormatError}. */
export function readBmpHeader(file: Uint8Array): BmpHeader {
  if (!isBmp(file)) throw new FormatError("not-an-image", "a bitmap header", "another one", 0);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const size = view.getUint32(14, true);
  const core = size === 12;
  if (file.length < 14 + size)
    throw new FormatError("truncated", `${14 + size} bytes`, `${file.length}`, file.length);
  const columns = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(core ? 24 : 28, true);
  const compression = core || size === 16 ? 0 : view.getUint32(30, true);
  const rows = Math.abs(height);
  if (columns < 1 || rows < 1) throw new FormatError("parse-error", "a picture of some size", "none", 18);
  if (columns * rows > mostPixels)
    throw new FormatError("too-large", `at most ${mostPixels} pixels`, "more", 18);
  const runs = (compression === 1 && bits === 8) || (compression === 2 && bits === 4);
  const masked = (compression === 3 || compression === 6) && (bits === 16 || bits === 32);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits) || (compression !== 0 && !runs && !masked))
    throw new FormatError(
      "unsupported-syntax",
      "a plain bitmap",
      `compression ${compression} of ${bits} bits`,
      28,
    );
  const mask = (index: number) => {
    const at = 54 + 4 * index;
    return at + 4 <= file.length ? view.getUint32(at, true) : 0;
  };
  const plain = bits === 16 ? ([0x7c00, 0x3e0, 0x1f] as const) : ([0xff0000, 0xff00, 0xff] as const);
  // Masks stand behind a 40-byte header, or are part of a longer one: at the same place.
  const paletteAt = 14 + size + (masked && size === 40 ? (compression === 6 ? 16 : 12) : 0);
  const step = core ? 3 : 4;
  const given = core || size === 16 ? 0 : view.getUint32(46, true);
  const count = bits > 8 ? 0 : Math.min(given || 2 ** bits, 2 ** bits);
  const palette = Array.from({ length: count }, (_, index) => {
    const at = paletteAt + index * step;
    return [file[at + 2] ?? 0, file[at + 1] ?? 0, file[at] ?? 0] as const;
  });
  return {
    columns,
    rows,
    topDown: height < 0,
    bits,
    runLengths: runs,
    masks: masked ? [mask(0), mask(1), mask(2)] : plain,
    palette,
    dataAt: view.getUint32(10, true),
    leftOut: size >= 124 ? ["profile"] : [],
  };
}
