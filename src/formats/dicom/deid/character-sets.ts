/** Decodes bytes by the label of an encoding (WHATWG names), or null when they are not text in it. */
export type DecodeLabel = (label: string, bytes: Uint8Array) => string | null;

/** Defined terms of (0008,0005) without code extensions, PS3.3 C.12.1.1.2. */
const single: Readonly<Record<string, string>> = {
  "": "us-ascii",
  "ISO_IR 6": "us-ascii",
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 203": "iso-8859-15",
  "ISO_IR 166": "windows-874",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** Escape sequences of PS3.3 table C.12-3 and C.12-4 (without ESC) to the encoding of the upper half. */
const upperHalf: Readonly<Record<string, string>> = {
  "-A": "iso-8859-1",
  "-B": "iso-8859-2",
  "-C": "iso-8859-3",
  "-D": "iso-8859-4",
  "-L": "iso-8859-5",
  "-G": "iso-8859-6",
  "-F": "iso-8859-7",
  "-H": "iso-8859-8",
  "-M": "iso-8859-9",
  "-b": "iso-8859-15",
  "-T": "windows-874",
  ")I": "shift_jis",
  "$)C": "euc-kr",
  "$)A": "gbk",
};

const escapeByte = 0x1b;
const jis0208Start = new Uint8Array([escapeByte, 0x24, 0x42]);
/** CR LF FF TAB and the delimiters of values, groups and components: extensions end there, PS3.5 6.1.2.5.3. */
const resets = new Set([0x0d, 0x0a, 0x0c, 0x09, 0x5c, 0x5e, 0x3d]);

const initialLabel = (term: string) => single[term.replace(/^ISO 2022 IR (\d+)$/, "ISO_IR $1")] ?? null;

/** ASCII; null where a byte has its high bit set. */
function ascii(bytes: Uint8Array): string | null {
  let text = "";
  for (const byte of bytes) {
    if (byte > 127) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

const decodeOne = (label: string, bytes: Uint8Array, decode: DecodeLabel) =>
  ascii(bytes) ?? (label === "us-ascii" ? null : decode(label, bytes));

function decodeExtended(first: string, bytes: Uint8Array, decode: DecodeLabel): string | null {
  let text = "";
  let upper = first;
  let doubleByte = false;
  let start = 0;
  const flush = (end: number): boolean => {
    const part = bytes.subarray(start, end);
    if (part.length === 0) return true;
    const joined = new Uint8Array(jis0208Start.length + part.length);
    joined.set(jis0208Start);
    joined.set(part, jis0208Start.length);
    const decoded = doubleByte ? decode("iso-2022-jp", joined) : decodeOne(upper, part, decode);
    if (decoded === null) return false;
    text += decoded;
    return true;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === escapeByte) {
      if (!flush(at)) return null;
      const double = bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x28 || bytes[at + 2] === 0x29);
      const length = double ? 3 : 2;
      const sequence = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length));
      if (sequence === "(B" || sequence === "(J") doubleByte = false;
      else if (sequence === "$B" || sequence === "$@") doubleByte = true;
      else if (upperHalf[sequence]) upper = upperHalf[sequence] ?? upper;
      // JIS X 0212 and what nobody knows: TextDecoder has no such table, so the text is given up.
      else return null;
      at += length;
      start = at + 1;
    } else if (!doubleByte && resets.has(byte) && upper !== first) {
      if (!flush(at)) return null;
      start = at;
      upper = first;
    }
  }
  return flush(bytes.length) ? text : null;
}

/**
 * Text of an element whose VR follows (0008,0005), with ISO 2022 code extensions. `terms` are the attribute's values.
 * Null when the bytes cannot be read with certainty. Source: PS3.5 6.1.2.
 */
export function decodeText(terms: readonly string[], bytes: Uint8Array, decode: DecodeLabel): string | null {
  const first = initialLabel(terms[0] ?? "");
  if (first === null) return null;
  const extended = terms.length > 1 || (terms[0] ?? "").startsWith("ISO 2022");
  return extended ? decodeExtended(first, bytes, decode) : decodeOne(first, bytes, decode);
}
